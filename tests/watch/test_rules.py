"""Rules on the example crisis as it goes on: each thing is told once, with its words, say-so and report."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bench.reconcile_example import perfect

from sayso.brief.asked import Asked, Circle
from sayso.brief.picture import Picture, picture
from sayso.core.claim import Claim
from sayso.core.coded import CodedReport
from sayso.watch.alert import to_json
from sayso.watch.rules import WHENS, Rule, alerts, untold

CODED = perfect()
DAYS = sorted({name[:10] for name in CODED})


def _seen(since: str, until: str) -> Picture:
    upto = {name: c for name, c in CODED.items() if name[:10] <= until}
    return picture(upto.values(), {c.report.id for name, c in upto.items() if name[:10] <= since})


def _day_by_day(rule: Rule) -> list[tuple[str, str]]:
    """What a watch tells that looks each day: the day and the words."""
    told: set[str] = set()
    out = []
    before = "2000-01-01"
    for day in DAYS:
        for each in untold(alerts([rule], _seen(before, day)), {rule.name: frozenset(told)}):
            told |= each.marks
            out.append((day, each.words))
        before = day
    return out


def test_killed_in_almaty_rises() -> None:
    found = _day_by_day(Rule("r", "rises", Asked(place="Almaty", measure="killed", of="people")))
    assert [day for day, _ in found] == ["2022-01-09"]
    assert "killed in Almaty, Kazakhstan at 103 as of 9 January 2022, part of 164" in found[0][1]


def test_a_figure_for_a_country_is_none_for_a_town_of_which_it_is_told() -> None:
    def in_almaty(claim: Claim) -> Claim:
        if claim.figure is None or claim.figure.measure != "killed" or claim.place is None:
            return claim
        return replace(claim, place=replace(claim.place, name="Almaty, Kazakhstan"))

    here = [
        CodedReport(c.report, tuple(map(in_almaty, c.claims)))
        for n, c in CODED.items()
        if n[:10] == "2022-01-09"
    ]
    rest = [c for n, c in CODED.items() if n[:10] < "2022-01-09"]
    seen = picture([*rest, *here], {c.report.id for c in rest})
    for place, when in ((p, w) for p in ("Almaty", "Kazakhstan") for w in ("rises", "figure")):
        for each in alerts([Rule("r", when, Asked(place=place, measure="killed"))], seen):
            assert place in each.words.split(", part of")[0].split(";")[0], each.words


def test_each_rise_is_told_on_its_day_and_no_stale_figure() -> None:
    found = _day_by_day(Rule("r", "rises", Asked(measure="arrested", claimant="interior ministry")))
    assert [day for day, _ in found] == ["2022-01-07", "2022-01-08", "2022-01-09", "2022-01-10", "2022-01-12"]
    assert "up from 7,939 (10 January 2022)" in found[-1][1]
    steep = _day_by_day(Rule("r", "rises", Asked(measure="arrested", claimant="interior ministry"), by=1900))
    assert [day for day, _ in steep] == ["2022-01-10", "2022-01-12"]


def test_withdrawals_disputes_and_denials() -> None:
    gone = _day_by_day(Rule("r", "withdrawn"))
    assert [day for day, _ in gone] == ["2022-01-12", "2022-01-16"]
    disputes = _day_by_day(Rule("r", "dispute", Asked(measure="arrested")))
    assert [day for day, _ in disputes] == ["2022-01-09"]
    denials = _day_by_day(Rule("r", "denial"))
    assert ("2022-01-12") in {day for day, _ in denials}
    assert all(words.startswith("Denial ") for _, words in denials)


def test_an_incident_near_a_point_is_told_by_its_first_reports_alone() -> None:
    """The example's places have no coordinates of their own; Almaty's are put to it here."""
    rule = Rule("r", "incident", Asked(near=Circle(43.35, 77.04, 50)))
    coded = {name: _placed(c) for name, c in CODED.items()}
    first = [c for name, c in coded.items() if name.startswith("2022-01-06")]
    found = alerts([rule], picture(first))
    assert found
    assert all("Almaty" in each.words for each in found)
    told = {mark for each in found for mark in each.marks}
    later = alerts([rule], picture(coded.values(), {c.report.id for c in first}))
    assert not any(each.marks & told for each in later)


def _placed(coded: CodedReport) -> CodedReport:
    def at(claim: Claim) -> Claim:
        if claim.place is None:
            return claim
        degrees = (43.25, 76.92) if "Almaty" in claim.place.name else (48.0, 68.0)
        return replace(claim, place=replace(claim.place, lat=degrees[0], lon=degrees[1]))

    return replace(coded, claims=tuple(map(at, coded.claims)))


def test_claims_that_a_search_found() -> None:
    seen = _seen("2022-01-08", "2022-01-09")
    wanted = next(
        c.id for c in CODED["2022-01-09-steppe-wire.txt"].claims if c.figure and c.figure.low == 103
    )
    rule = Rule("words", "claim")
    (found,) = alerts([rule], seen, {"words": frozenset({wanted})})
    assert found.cites[0].claim == wanted
    assert alerts([rule], seen, {"words": frozenset()}) == []


def test_one_round_after_many_tells_no_less_than_many_rounds() -> None:
    """Whoever looks seldom still hears of what stands in the end."""
    rule = Rule("r", "withdrawn")
    (late,) = alerts([rule], _seen("2022-01-11", "2022-01-15"))
    assert "164" in late.words


@pytest.mark.parametrize("when", WHENS)
def test_nothing_is_told_twice_though_each_day_is_looked_at_twice(when: str) -> None:
    rule = Rule("r", when)
    told: set[str] = set()
    for day in DAYS:
        first = untold(alerts([rule], _seen("2000-01-01", day)), {"r": frozenset(told)})
        for each in first:
            assert not each.marks & told
            told |= each.marks
        assert untold(alerts([rule], _seen("2000-01-01", day)), {"r": frozenset(told)}) == []
    assert told


@pytest.mark.parametrize("when", WHENS)
def test_nothing_is_told_where_nothing_is_new(when: str) -> None:
    assert alerts([Rule("r", when)], _seen("2022-12-31", "2022-12-31")) == []


def test_an_alert_carries_words_chain_and_report() -> None:
    (found,) = alerts(
        [Rule("r", "rises", Asked(place="Almaty", measure="killed", of="people"))],
        _seen("2022-01-08", "2022-01-09"),
    )
    row = to_json(found, "2022-01-09T12:00:00Z")
    assert row["value"] == {"low": 103, "high": 103}
    first = row["claims"][0]
    assert first["figure"] == "103"
    assert first["says"][0] == "the health ministry"
    assert first["report"] in {c.report.id for c in CODED.values()}
    assert first["publisher"] == "Steppe Wire"


def test_only_figures_above_a_threshold() -> None:
    rule = Rule("r", "figure", Asked(measure="arrested"), above=7000)
    assert [day for day, _ in _day_by_day(rule)] == ["2022-01-10", "2022-01-12"]
