"""Decisions stand before what was worked out, and an undo brings that back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sayso.core.coded import CodedReport
from sayso.core.decision import Decision
from sayso.core.report import Report
from sayso.core.toll import fates
from sayso.reconcile.filters import Filters
from sayso.reconcile.incidents import incidents_in
from sayso.reconcile.tolls import tolls_in
from sayso.reconcile.world import World, world

from .conftest import Make


def _decide(verb: str, *about: str, hour: int = 10) -> Decision:
    return Decision(verb, about, "a desk editor", f"2030-05-01T{hour}:00:00+00:00", "seen by eye")


def _home(known: World, claim: str) -> str:
    return next(i.id for i in incidents_in(known) if claim in i.claims)


def test_copy_or_not(example: dict[str, CodedReport]) -> None:
    paper = example["2022-01-06-harbour-post.html"].report.id
    wire = example["2022-01-06-steppe-wire.txt"].report.id
    other = example["2022-01-10-kestrel-herald.html"].report.id
    no = _decide("not_copy", paper, wire)
    assert world(example.values()).copied[paper] == wire
    assert paper not in world(example.values(), decisions=[no]).copied
    assert world(example.values(), decisions=[no, _decide("undo", no.id, hour=11)]).copied[paper] == wire
    decided = world(
        example.values(), decisions=[_decide("copy", other, wire), _decide("copy", other, "unknown")]
    )
    assert decided.copied[other] == wire
    assert "a desk editor" in next(c.because for c in decided.copies if c.report == other)


def test_what_is_no_copy_of_one_may_be_of_another(
    example: dict[str, CodedReport], report: Callable[..., Report]
) -> None:
    wire = example["2022-01-06-steppe-wire.txt"]
    papers = [example[f"2022-01-06-{name}.html"] for name in ("harbour-post", "millrace-courier")]
    first, second = (p.report.id for p in papers)
    coded = [wire, *papers]
    no = _decide("not_copy", first, wire.report.id)
    found = {c.report: c.origin for c in world(coded, decisions=[no]).copies if c.relation == "copy"}
    # Without the wire's text behind it, the one paper is what the other may have printed.
    assert found.get(first) in {None, second}
    assert found[second] in {wire.report.id, first}
    circle = [_decide("copy", first, second), _decide("copy", second, first, hour=11)]
    assert {c.report for c in world(coded, decisions=circle).copies} >= {first, second}
    assert tolls_in(world(coded, decisions=circle), Filters())


def test_an_incident_tells_that_a_person_joined_it(one: Make) -> None:
    a = one("A bomb killed 3 in Osk.", "3", "", scope="event", place="Osk, Arland")
    b = one("Fire took 9 lives in Var.", "9", "", "2030-05-20", scope="event", place="Var, Arland")
    pair = (a.claims[0].id, b.claims[0].id)
    merge = _decide("merge", *pair)
    (joined,) = incidents_in(world([a, b], decisions=[merge]))
    assert "joined by a person's decision" in joined.because
    undone = incidents_in(world([a, b], decisions=[merge, _decide("undo", merge.id, hour=11)]))
    assert len(undone) == 2
    assert not any("person" in i.because for i in undone)
    again = incidents_in(world([a, b], decisions=[merge, _decide("split", *pair, hour=11)]))
    assert len(again) == 2


def test_merge_and_split_incidents(example: dict[str, CodedReport]) -> None:
    claims = {c.quote.text: c.id for each in example.values() for c in each.claims}
    taken = claims["Almaty airport, which protesters seized on 5 January"]
    overrun = claims["Almaty airport, overrun by protesters on Wednesday"]
    retaken = claims["Almaty airport was retaken on 6 January"]
    coded = list(example.values())
    plain = world(coded)
    assert _home(plain, taken) == _home(plain, overrun) != _home(plain, retaken)
    merged = world(coded, decisions=[_decide("merge", taken, retaken)])
    assert _home(merged, taken) == _home(merged, retaken)
    split = world(coded, decisions=[_decide("split", taken, overrun)])
    assert _home(split, taken) != _home(split, overrun)


def test_tolls_take_claims_as_persons_left_them(one: Make) -> None:
    first = one("The ministry said 20 died.", "20", "the ministry")
    second = one("The army said 90 died.", "90", "the army", "2030-05-01")
    coded = [first, second]
    reject = _decide("reject", second.claims[0].id)
    correct = Decision("correct", (first.claims[0].id,), "desk", "2030-05-01T10:00:00Z", "", "figure", "21")
    (toll,) = tolls_in(world(coded, decisions=[reject, correct]), Filters())
    assert [e.low for e in toll.entries] == [21]
    undo = _decide("undo", reject.id, hour=11)
    (toll,) = tolls_in(world(coded, decisions=[reject, undo]), Filters())
    assert sorted(e.low or 0 for e in toll.entries) == [20, 90]


def test_fates(one: Make) -> None:
    first = one("The ministry said 20 died.", "20", "the ministry")
    second = one("The army said 90 died.", "90", "the army")
    denial = one("It was not 90.", "90", "the army", "2030-05-03", stance="denied")
    found = fates(tolls_in(world([first, second, denial]), Filters()))
    assert found[first.claims[0].id].contested
    assert not found[first.claims[0].id].withdrawn
    assert found[second.claims[0].id].withdrawn
    assert denial.claims[0].id not in found


def _kind(name: str, value: str, hour: int = 10) -> Decision:
    return Decision("source_kind", (name,), "desk", f"2030-05-01T{hour}:00:00Z", "", None, value)


def test_a_source_is_of_the_kind_that_was_decided(one: Make) -> None:
    coded = [one("The interior ministry said 20 died.", "20", "the interior ministry")]
    (toll,) = tolls_in(world(coded), Filters())
    assert toll.entries[0].claimant_kind == "official"
    decision = _kind("Interior Ministry", "Monitor")
    (toll,) = tolls_in(world(coded, decisions=[decision, _decide("undo", "d-other", hour=11)]), Filters())
    assert toll.entries[0].claimant_kind == "monitor"
    (toll,) = tolls_in(world(coded, decisions=[decision, _decide("undo", decision.id, hour=11)]), Filters())
    assert toll.entries[0].claimant_kind == "official"


def test_a_house_speaks_for_itself_unless_it_is_media(one: Make) -> None:
    made = one("In all 20 died.", "20")
    coded = [replace(made, report=replace(made.report, publisher="Arland Body Watch"))]
    (toll,) = tolls_in(world(coded), Filters())
    assert (toll.entries[0].claimant, toll.entries[0].claimant_kind) == (
        "Arland Body Watch (own voice)",
        "media",
    )
    (toll,) = tolls_in(world(coded, decisions=[_kind("Arland Body Watch", "monitor")]), Filters())
    assert (toll.entries[0].claimant, toll.entries[0].claimant_kind) == ("Arland Body Watch", "monitor")
    media = [_kind("Arland Body Watch", "monitor"), _kind("Arland Body Watch", "media", hour=11)]
    (toll,) = tolls_in(world(coded, decisions=media), Filters())
    assert toll.entries[0].claimant == "Arland Body Watch (own voice)"
