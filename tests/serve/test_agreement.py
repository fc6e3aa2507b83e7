"""Agreement of two reviewers: by hand, through the second reading, as a page and by the API."""

from __future__ import annotations

import re

import pytest
from tests.serve.conftest import Client, coded

from sayso.cli.serve import look
from sayso.core.decision import Decision
from sayso.records import Record
from sayso.serve.agreement import BLIND, agreements, kappa
from sayso.serve.app import make_app

READ = {
    c.id: c
    for day in ("2022-03-01", "2022-03-02", "2022-03-03", "2022-03-04")
    for c in coded(day, day, 12, "The ministry", title="Counts", publisher="The Mail").claims
}


def taken(verb: str, claim: str, by: str, why: str = "", **rest: str) -> Decision:
    return Decision(verb, (claim,), by, "2022-04-01T00:00:00Z", why, **rest)


def test_kappa_is_agreement_beyond_chance() -> None:
    marks = [(True, True)] * 20 + [(True, False)] * 5 + [(False, True)] * 10 + [(False, False)] * 15
    assert kappa(marks) == pytest.approx(0.4)  # the example of Cohen (1960) as textbooks have it
    assert kappa([]) is None
    assert kappa([("kill", "kill")]) is None


def test_only_a_second_decision_without_sight_of_the_first_counts() -> None:
    one, two, three, four = READ
    decisions = {
        one: [taken("confirm", one, "Ann"), taken("confirm", one, "Bob", BLIND)],
        two: [taken("reject", two, "Ann"), taken("confirm", two, "Bob", f"it is one {BLIND}")],
        three: [taken("confirm", three, "Ann"), taken("confirm", three, "Bob", "I saw Ann's")],
        four: [
            taken("correct", four, "Bob", slot="place", value="Southport"),
            taken("confirm", four, "Ann", BLIND),
        ],
    }
    found = agreements(READ, decisions)
    assert [(a.one, a.other, a.number, a.kept) for a in found] == [("Ann", "Bob", 3, 2)]
    assert found[0].same == pytest.approx(2 / 3)
    assert dict(found[0].differ) == {two: ("claim",), four: ("place",)}
    place = next(s for s in found[0].slots if s.slot == "place")
    assert (place.number, place.same, place.f1) == (2, 0.5, 0.5)


def test_second_reading_hides_what_the_first_decided(record: Record, client: Client) -> None:
    claim = record.claims()[0].claim.id
    record.take("correct", claim, by="B. Other", why="the map", slot="place", value="Southport")
    page = client.get("/review?second=true").text
    assert "1 claim waits" in page
    assert "Southport" not in page
    assert "the map" not in page
    token = re.search(r'name="token" value="(\w+)"', page)
    assert token
    form = {"token": token[1], "claim": claim, "verb": "confirm", "second": "1"}
    answer = client.post("/review", data=form)
    assert answer.headers["location"] == "/review?second=true"
    assert record.decisions()[-1].why == BLIND
    told = client.get("/api/v1/agreement").json()["agreement"]
    assert told[0]["number"] == 1
    assert told[0]["differ"] == [{"claim": claim, "slots": ["place"]}]
    assert "Where they differ" in client.get("/agreement").text
    assert "No claim waits" in client.get("/review?second=true").text


def test_without_two_persons_there_is_nothing_to_agree_on(record: Record) -> None:
    client = Client(make_app(record, look(), "A. Desk"))
    assert "No two persons" in client.get("/agreement").text
    assert client.get("/api/v1/agreement").json() == {"agreement": []}
