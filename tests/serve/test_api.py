"""The API: pages by cursor, ETags, JSON, CSV, GeoJSON, adding reports, errors as JSON."""

from __future__ import annotations

import csv
import io

import pytest
from tests.serve.conftest import HARM, Client

from sayso.core.jsonl import claim_from_json
from sayso.records import Record
from sayso.serve import post
from sayso.serve.desk import toll_id


@pytest.mark.parametrize("what", ["claims", "reports", "incidents", "tolls", "sources", "queue"])
def test_pages_by_cursor_give_everything_once(client: Client, what: str) -> None:
    whole = client.get(f"/api/v1/{what}").json()
    found, cursor = [], ""
    while cursor is not None:
        part = client.get(f"/api/v1/{what}?limit=1&cursor={cursor}").json()
        found += part[what]
        cursor = part["next"]
    assert found == whole[what]
    assert len(found) == whole["total"] > 0
    for wrong in ("x", "YXQ6LTE=", "é", "0" * 41):
        assert client.get(f"/api/v1/{what}?cursor={wrong}").status_code in {400, 422}


def test_an_etag_holds_until_something_changes(client: Client, record: Record) -> None:
    first = client.get("/api/v1/claims")
    tag = {"If-None-Match": first.headers["etag"]}
    assert client.get("/api/v1/claims", headers=tag).status_code == 304
    record.take("confirm", record.claims()[0].claim.id, by="A. Desk")
    later = client.get("/api/v1/claims", headers=tag)
    assert later.status_code == 200
    assert [c["state"] for c in later.json()["claims"]] == ["confirmed", "undecided", "undecided"]
    assert len(client.get("/api/v1/claims?state=confirmed").json()["claims"]) == 1


def test_claims_are_those_of_the_record(client: Client, record: Record) -> None:
    told = client.get("/api/v1/claims").json()["claims"]
    assert [claim_from_json(c) for c in told] == [s.claim for s in record.claims()]
    one = client.get("/api/v1/reports/r%2F1").json()
    for claim in one["claims"]:
        quote = claim["quote"]
        assert one["report"]["text"][quote["start"] : quote["end"]] == quote["text"]


def test_tables_and_points(client: Client, record: Record) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/api/v1/claims?format=csv&limit=2").text)))
    assert [r["low"] for r in rows] == ["12", "30"]
    assert client.get("/api/v1/claims?format=csv&limit=2").headers["x-next-cursor"]
    figures = list(csv.DictReader(io.StringIO(client.get("/api/v1/tolls?format=csv").text)))
    assert {r["low"] for r in figures} == {"12", "30", "44"}
    points = client.get("/api/v1/claims?format=geojson")
    assert points.headers["content-type"] == "application/geo+json"
    assert points.json()["features"][0]["geometry"] == {"type": "Point", "coordinates": [20.5, 10.5]}
    incidents = client.get("/api/v1/incidents?format=geojson").json()["features"]
    assert {f["properties"]["precision"] for f in incidents} == {"populated"}
    name = toll_id(record.tolls()[0])
    assert client.get(f"/api/v1/tolls/{name}").json()["measure"] == "killed"


def test_no_cell_is_a_formula(record: Record, client: Client) -> None:
    record.take("correct", record.claims()[0].claim.id, by="A. Desk", slot="actor", value="=HYPERLINK(1)")
    rows = list(csv.DictReader(io.StringIO(client.get("/api/v1/claims?format=csv").text)))
    assert rows[0]["actor"] == "'=HYPERLINK(1)"


def test_a_posted_report_is_kept_once(
    client: Client, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = post.Options
    monkeypatch.setattr(post, "Options", lambda: plain(reader="lexicon"))
    text = f"Fire in Eastport\n\nThe mayor said on Friday that six people had been killed in Eastport. {HARM}".encode()
    kind = {"Content-Type": "text/plain; charset=utf-8"}
    first = client.post("/api/v1/reports?published=2022-03-04", content=text, headers=kind)
    assert first.status_code == 201
    assert first.json()["added"][0]["status"] == "added"
    again = client.post("/api/v1/reports?published=2022-03-04", content=text, headers=kind)
    assert again.json()["added"][0]["status"] == "unchanged"
    name = first.json()["added"][0]["report_id"]
    assert "Eastport" in client.get(f"/reports/{name}").text
    assert len(record.reports()) == 4
    assert record.reports()[-1].source == "posted"


def test_what_is_no_report_is_told(client: Client, record: Record) -> None:
    assert (
        client.post("/api/v1/reports", content=b"x", headers={"Content-Type": "image/png"}).status_code == 415
    )
    empty = client.post("/api/v1/reports", content=b"", headers={"Content-Type": "text/plain"})
    assert empty.status_code == 422
    assert empty.json()["failed"]
    assert "/tmp" not in empty.text
    assert len(record.reports()) == 3


def test_errors_are_json_and_addresses_are_described(client: Client) -> None:
    assert client.get("/api/v1/claims/c0").json() == {"error": "The record holds no such claim."}
    assert "error" in client.get("/api/v1/claims?kind=none").json()
    assert "error" in client.get("/api/v1/claims?limit=0").json()
    assert "error" in client.get("/api/v1/nothing").json()
    described = client.get("/api/v1/openapi.json").json()
    assert set(described["paths"]) >= {
        f"/api/v1/{n}" for n in ("claims", "reports", "incidents", "tolls", "sources")
    }
    assert not [p for p in described["paths"] if not p.startswith("/api/")]


def test_what_the_pages_show_beside_claims(client: Client, record: Record) -> None:
    found = client.get("/api/v1/facets").json()
    total = client.get("/api/v1/claims").json()["total"]
    kinds = {row["value"]: row["claims"] for row in found["facets"]["kind"]}
    assert found["total"] == sum(kinds.values()) == total
    kind = next(iter(kinds))
    assert client.get(f"/api/v1/facets?kind={kind}").json()["total"] == kinds[kind]
    waiting = client.get("/api/v1/queue").json()
    assert [row["claim"] for row in waiting["queue"]] == [w.said.claim.id for w in record.queue()]
    assert all(row["because"] for row in waiting["queue"])
    record.take("confirm", waiting["queue"][0]["claim"], by="A. Desk")
    assert client.get("/api/v1/queue").json()["total"] == waiting["total"] - 1


def test_copies_name_copy_and_origin(client: Client, record: Record) -> None:
    known = record.world().copies
    told = client.get("/api/v1/copies").json()
    assert {(c["report"], c["origin"], c["relation"]) for c in told["copies"]} == {
        (c.report, c.origin, c.relation) for c in known
    }
    assert told["total"] == len(known)
    assert client.get("/api/v1/copies?report=none").json()["copies"] == []
