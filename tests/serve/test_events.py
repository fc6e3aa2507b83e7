"""The stream of changes: what came is told once, from where the client was."""

from __future__ import annotations

import json

from tests.serve.conftest import HARM, Client, coded

from sayso.core.arrival import Arrival
from sayso.record import write
from sayso.records import Record
from sayso.serve.routes.events import Seen, changes


def _data(text: str) -> list[tuple[str, str, dict[str, object]]]:
    """Name, id and data of each event of a stream."""
    found = []
    for block in text.split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
        if "data" in lines:
            found.append((lines["event"], lines["id"], json.loads(lines["data"])))
    return found


def test_a_stream_goes_on_after_the_last_event(client: Client, record: Record) -> None:
    start = client.get("/api/v1/events?once=true")
    assert start.headers["content-type"].startswith("text/event-stream")
    assert "id: 3-0" in start.text
    assert _data(start.text) == []
    new = coded("r-4", "2022-03-05", 50, "The ministry", title="Northport once more", publisher="The Mail")
    write.add(record.store, Arrival(new.report, "in/4.html", b"four"), new, "by hand")
    taken = record.take("confirm", record.claims()[0].claim.id, by=HARM, why="x\n\nevent: y\ndata: z")
    told = _data(client.get("/api/v1/events?once=true", headers={"Last-Event-ID": "3-0"}).text)
    assert told == [
        ("reports", "4-1", {"number": 1, "ids": ["r-4"]}),
        ("decisions", "4-1", {"number": 1, "ids": [taken.id]}),
    ]
    assert _data(client.get("/api/v1/events?once=true&since=4-1").text) == []


def test_a_foreign_id_starts_from_now(client: Client) -> None:
    for given in ("x", "1", "-1--1", "9" * 30, "3-0\n"):
        assert Seen.read(given) is None or given == "3-0\n"
    assert _data(client.get("/api/v1/events?once=true&since=nonsense").text) == []


def test_many_changes_are_counted_and_the_last_named(record: Record) -> None:
    claim = record.claims()[0].claim.id
    for number in range(60):
        record.take("confirm", claim, by="A", why=str(number))
    text, seen = changes(record, Seen(3, 0))
    (_, _, told), = _data(text)  # fmt: skip
    assert told["number"] == 60
    assert len(told["ids"]) == 50  # type: ignore[arg-type]
    assert seen == Seen(3, 60)
