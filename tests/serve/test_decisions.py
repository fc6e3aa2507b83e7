"""Decisions through the API: taken under one's own name, listed with whether they hold."""

from __future__ import annotations

import pytest
from tests.serve.conftest import HARM, Client

from sayso.records import Record


def test_decisions_are_taken_and_listed(client: Client, record: Record) -> None:
    claims = [s.claim.id for s in record.claims()]
    first = client.post(
        "/api/v1/decisions",
        json={"verb": "correct", "about": [claims[0]], "slot": "place", "value": "Southport"},
    )
    assert first.status_code == 201
    assert first.json()["by"] == "A. Desk"
    assert (
        client.post("/api/v1/decisions", json={"verb": "merge", "about": claims[:2], "why": HARM}).status_code
        == 201
    )
    assert (
        client.post("/api/v1/decisions", json={"verb": "undo", "about": [first.json()["id"]]}).status_code
        == 201
    )
    told = client.get("/api/v1/decisions").json()
    assert [(d["verb"], d["holds"]) for d in told["decisions"]] == [
        ("correct", False),
        ("merge", True),
        ("undo", False),
    ]
    assert told["total"] == 3
    assert told["decisions"][0]["id"] == first.json()["id"] == record.decisions()[0].id
    part = client.get("/api/v1/decisions?limit=2").json()
    assert client.get(f"/api/v1/decisions?cursor={part['next']}").json()["decisions"] == told["decisions"][2:]


@pytest.mark.parametrize(
    ("told", "status"),
    [({"verb": "confirm", "about": ["c0"]}, 404), ({"verb": "dance", "about": ["c0"]}, 422),
     ({"verb": "confirm", "about": []}, 422),
     ({"verb": "merge", "about": ["c0"]}, 400), ({"verb": "confirm", "about": ["c0"], "by": "someone else"}, 422),
     ({"verb": "confirm", "about": ["c0"], "value": "x"}, 400), ({"verb": "confirm", "about": ["c\ud800"]}, 422),
     ({"verb": "confirm", "about": ["' OR 1=1 --"]}, 404), ({"verb": "confirm", "about": ["c\x00"]}, 404),
     ([], 422), ("", 422)],
)  # fmt: skip
def test_what_cannot_be_meant_is_told(client: Client, record: Record, told: object, status: int) -> None:
    import json

    answer = client.post(
        "/api/v1/decisions", content=json.dumps(told), headers={"Content-Type": "application/json"}
    )
    assert (answer.status_code, "error" in answer.json()) == (status, True)
    assert record.decisions() == []
