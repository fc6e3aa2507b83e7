"""Confirm, correct, reject, undo through the page: kept in the record, machine and person told apart."""

from __future__ import annotations

import re

import httpx
from tests.serve.conftest import Client

from sayso.core.decision import standing
from sayso.records import Record


def send(client: Client, record: Record, path: str = "/review", **form: str) -> httpx.Response:
    found = re.search(r'name="token" value="(\w+)"', client.get("/review").text)
    assert found
    return client.post(path, data={"token": found[1], "claim": record.claims()[0].claim.id, **form})


def test_confirm_reject_and_undo(client: Client, record: Record) -> None:
    claim = record.claims()[0].claim.id
    assert "3 claims wait" in client.get("/review").text
    assert send(client, record, verb="confirm").status_code == 303
    assert "2 claims wait" in client.get("/review").text
    assert "✓ confirmed by A. Desk" in client.get(f"/claims/{claim}").text
    assert send(client, record, verb="reject", why="told twice").status_code == 303
    page = client.get("/review").text
    assert "told twice" in page
    last = re.search(r'name="decision" value="(\w+)"', page)
    assert last
    assert send(client, record, "/undo", decision=last[1]).status_code == 303
    assert [d.verb for d in standing(record.decisions())] == ["confirm"]
    assert record.decisions()[-1].by == "A. Desk"


def test_a_correction_is_shown_beside_what_the_machine_read(client: Client, record: Record) -> None:
    claim = record.claims()[0].claim.id
    assert (
        send(client, record, verb="correct", slot="place", value="Southport", why="the map").status_code
        == 303
    )
    page = client.get(f"/claims/{claim}").text
    assert "As read by the machine" in page
    assert "✎ Southport" in page
    assert "Northport" in page
    told = client.get(f"/api/v1/claims/{claim}").json()
    assert told["place"]["name"] == "Southport"
    assert told["read"]["place"]["name"].startswith("Northport")
    assert told["decisions"][0]["why"] == "the map"
    assert send(client, record, verb="correct", slot="place", empty="1").status_code == 303
    assert client.get(f"/api/v1/claims/{claim}").json()["place"] is None


def test_what_cannot_be_meant_is_told_and_not_kept(client: Client, record: Record) -> None:
    for form in (
        {"verb": "merge"},
        {"verb": "correct", "slot": "place"},
        {"verb": "correct", "slot": "quote", "value": "x"},
        {"verb": "correct", "slot": "kind", "value": "dance"},
        {"verb": "confirm", "claim": "c0"},
    ):
        answer = send(client, record, **form)
        assert answer.status_code == 400, form
        assert 'role="alert"' in answer.text
    assert record.decisions() == []
    assert send(client, record, "/undo", decision="d0").status_code == 404
