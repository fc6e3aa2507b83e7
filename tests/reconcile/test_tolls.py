"""Tolls of the example, question by question, and the rules one by one on made-up reports."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from bench.reconcile import checks

from sayso.core.claim import Claim
from sayso.core.coded import CodedReport
from sayso.core.errors import UsageError
from sayso.core.report import Report
from sayso.core.toll import Toll, TollEntry
from sayso.reconcile.filters import Filters
from sayso.reconcile.tolls import tolls_of

Make = Callable[..., CodedReport]
CRISIS = Filters(place="Kazakhstan", period="2022-01-02/2022-01-15")


def _entries(coded: Sequence[CodedReport], **filters: Any) -> dict[str, TollEntry]:
    return {e.text: e for t in tolls_of(coded, Filters(**filters)) for e in t.entries}


def test_example_answers_every_question_of_its_sidecar(example: dict[str, CodedReport]) -> None:
    found = checks(example)
    assert len(found) > 150
    assert [c for c in found if not c.right] == []


def test_order_of_arrival_does_not_matter(example: dict[str, CodedReport]) -> None:
    coded = list(example.values())
    expected = tolls_of(coded, CRISIS)
    draw = random.Random(5)
    for _ in range(4):
        draw.shuffle(coded)
        assert tolls_of([*coded, coded[0]], CRISIS) == expected


def test_every_id_that_an_entry_names_exists(example: dict[str, CodedReport]) -> None:
    tolls = tolls_of(example.values(), CRISIS)
    entries = [e for t in tolls for e in t.entries]
    ids = {e.id for e in entries}
    assert len(ids) == len(entries)
    claims = {c.id for each in example.values() for c in each.claims}
    for entry in entries:
        assert {entry.part_of, entry.superseded_by, entry.corrected_to} - {None} <= ids
        assert {s.claim for s in entry.shown} <= claims
        assert entry.because


def test_later_count_of_the_same_claimant_supersedes_and_of_another_does_not(one: Make) -> None:
    found = _entries(
        [
            one("12 died.", "12", "the health ministry", "2030-05-01"),
            one("20 people died.", "20", "the health ministry", "2030-05-03"),
            one("30 died.", "30", "the army", "2030-05-03"),
        ]
    )
    assert {k: e.status for k, e in found.items()} == {"12": "superseded", "20": "current", "30": "current"}
    assert found["12"].superseded_by == found["20"].id


def test_same_day_figures_without_common_range_are_a_dispute_and_others_are_not(one: Make) -> None:
    a = one("20 died.", "20", "the health ministry", "2030-05-03")
    b = one("30 died.", "30", "the army", "2030-05-03")
    c = one("More than 10 died.", "More than 10", "the mayor", "2030-05-03")
    (toll,) = tolls_of([a, b, c])
    assert [(d.sort, len(d.between), d.day) for d in toll.disputes] == [("claimants", 2, "2030-05-03")]
    assert {e.text for e in toll.entries if e.grade.grade == "contested"} == {"20", "30"}


def test_old_figure_told_as_new_is_stale_and_with_its_date_old(one: Make) -> None:
    first = one("12 died.", "12", "the health ministry", "2030-05-01")
    newer = one("20 died.", "20", "the health ministry", "2030-05-02")
    stale = one("12 are dead.", "12", "the health ministry", "2030-05-03")
    old = one("12 were dead.", "12", "the health ministry", "2030-05-04", as_of="2030-05-01")
    entry = _entries([first, newer, stale, old])["12"]
    assert [s.telling for s in entry.shown] == ["news", "stale", "old"]


def test_repeated_with_no_newer_figure_out_is_not_stale(one: Make) -> None:
    entry = _entries(
        [one("12 died.", "12", "the army", "2030-05-01"), one("12 dead.", "12", "the army", "2030-05-02")]
    )["12"]
    assert [s.telling for s in entry.shown] == ["news", "repeated"]
    assert (entry.status, entry.chains, entry.grade.grade) == ("current", 1, "single")


def test_denial_by_the_claimant_withdraws_and_by_another_disputes(one: Make) -> None:
    stated = one("120 died.", "120", "the health ministry", "2030-05-01")
    own = one("It did not count 120 dead.", "120", "the health ministry", "2030-05-02", stance="denied")
    other = one("No 120 died.", "120", "the army", "2030-05-02", stance="denied")
    error = one("The 120 were a technical error.", "120", "the army", "2030-05-02", stance="denied")
    assert _entries([stated, own])["120"].status == "withdrawn"
    disputed = _entries([stated, other])["120"]
    assert (disputed.status, disputed.grade.grade) == ("current", "contested")
    assert _entries([stated, error])["120"].withdrawn_on == "2030-05-02"


def test_a_notice_takes_back_the_figures_that_it_names_or_else_all(
    report: Callable[..., Report], claim: Callable[..., Claim]
) -> None:
    story = report(
        "Army counts 120 dead in Osk fire\n\n120 died. 340 were hurt.", "2030-05-01", agency="Alder Wire"
    )
    told = (claim(story, "120 died", "120", "the army"), claim(story, "340 were hurt", "340", "the army"))
    disregard = "Please disregard the story headlined Army counts 120 dead in Osk fire."
    for text, gone in ((f"{disregard} It was not 120.", {"120"}), (disregard.replace("120", "many"), set())):
        notice = report(f"WITHDRAWAL-Army count\n\n{text}", "2030-05-02", agency="Alder Wire")
        found = _entries([CodedReport(story, told), CodedReport(notice, ())])
        assert {k for k, e in found.items() if e.status == "withdrawn"} == gone
    plain = report(
        "Army counts the dead in Osk fire\n\n120 died. 340 were hurt.", "2030-05-01", agency="Alder Wire"
    )
    told = (claim(plain, "120 died", "120", "the army"), claim(plain, "340 were hurt", "340", "the army"))
    text = "Please disregard the story headlined Army counts the dead in Osk fire."
    notice = report(f"WITHDRAWAL-Army count\n\n{text}", "2030-05-02", agency="Alder Wire")
    found = _entries([CodedReport(plain, told), CodedReport(notice, ())])
    assert {e.status for e in found.values()} == {"withdrawn"}


def test_as_of_shows_what_was_known_and_what_was_added(one: Make) -> None:
    stated = one("120 died.", "120", "the health ministry", "2030-05-01")
    denied = one("It did not count 120.", "120", "the health ministry", "2030-05-03", stance="denied")
    assert _entries([stated, denied], as_of="2030-05-02")["120"].status == "current"
    added = {denied.report.id: "2030-05-09T10:00:00Z"}
    (toll,) = tolls_of([stated, denied], Filters(as_of="2030-05-05"), added)
    assert (toll.entries[0].status, toll.as_of) == ("current", "2030-05-05")
    assert tolls_of([stated, denied], Filters(as_of="2030-05-10"), added)[0].entries[0].status == "withdrawn"
    with pytest.raises(UsageError, match="no moment"):
        tolls_of([stated], Filters(as_of="yesterday"))


def test_parts_children_city_and_of_them_but_not_another_group(
    report: Callable[..., Report], claim: Callable[..., Claim]
) -> None:
    made = report(
        "Count\n\n90 people died, 4 of them children, 30 of them police. In Osk 41 died. 7 guards were killed in Osk."
    )
    says = "the ministry"
    claims = (
        claim(made, "90 people died", "90", says, of="people"),
        claim(made, "4 of them children", "4", says, of="children"),
        claim(made, "30 of them police", "30", says, of="police"),
        claim(made, "In Osk 41 died", "41", says, of="people", place="Osk, Arland"),
        claim(made, "7 guards were killed in Osk", "7", says, of="guards", place="Osk, Arland"),
    )
    found = _entries([CodedReport(made, claims)])
    whole = found["90"].id
    assert {k: e.part_of for k, e in found.items()} == {
        "90": None,
        "4": whole,
        "30": whole,
        "41": whole,
        "7": None,
    }


def test_counts_of_two_incidents_do_not_follow_each_other(one: Make) -> None:
    slots = {"scope": "event", "place": "Osk, Arland"}
    a = one("3 died.", "3", "police", "2030-05-01", when="2030-05-01", **slots)
    b = one("5 died.", "5", "police", "2030-05-09", when="2030-05-09", **slots)
    c = one("6 died.", "6", "police", "2030-05-10", when="2030-05-09", **slots)
    found = _entries([a, b, c])
    assert {k: e.status for k, e in found.items()} == {"3": "current", "5": "superseded", "6": "current"}


@pytest.mark.parametrize(("stretch", "figures"), [("2030-05-02/2030-05-09", 1), ("2030-01/2030-05-09", 2)])
def test_a_stretch_of_days_agrees_with_a_day_in_it_unless_it_is_long(
    one: Make, stretch: str, figures: int
) -> None:
    slots = {"scope": "event", "place": "Osk, Arland", "of": "girl"}
    a = one("A girl died, 1 since Sunday.", "1", "police", "2030-05-09", when=stretch, **slots)
    b = one("Of the dead 1 was a girl.", "1", "police", "2030-05-10", when="2030-05-09", **slots)
    (toll,) = tolls_of([a, b])
    assert len(toll.entries) == figures


def test_a_rounded_restatement_is_no_new_count(one: Make) -> None:
    a = one("4,404 were held.", "4,404", "police", "2030-05-01", measure="arrested")
    b = one("More than 4,400 were held.", "More than 4,400", "police", "2030-05-02", measure="arrested")
    found = _entries([a, b])
    assert [(k, e.status, len(e.shown)) for k, e in found.items()] == [("4,404", "current", 2)]


def test_number_in_own_voice_is_that_of_the_claimant_who_gave_it(one: Make) -> None:
    a = one("120 died.", "120", "the army", "2030-05-01")
    b = one("120 people are dead.", "120", "", "2030-05-02")
    before = one("120 people were dead.", "120", "", "2030-04-20")
    assert [len(e.shown) for e in _entries([a, b]).values()] == [2]
    (toll,) = tolls_of([a, before])
    assert len(toll.entries) == 2


def test_a_number_of_the_ministry_is_that_of_the_ministry_which_gave_it(one: Make) -> None:
    given = one("26 rebels died.", "26", "the harbour ministry", "2030-05-01", of="rebels")
    other = one("31 rebels died.", "31", "the grain ministry", "2030-05-02", of="rebels")
    short = one("The ministry named 26 rebels.", "26", "the ministry", "2030-05-03", of="rebels")
    later = one("The ministry named 26 rebels.", "26", "the ministry", "2030-05-20", of="rebels")
    found = [(e.claimant, e.text, len(e.shown)) for e in tolls_of([given, other, short])[0].entries]
    assert sorted(found) == [("grain ministry", "31", 1), ("harbour ministry", "26", 2)]
    assert [e.claimant for e in tolls_of([given, other, later])[0].entries].count("ministry") == 1


def test_an_office_speaks_on_its_own_page(
    report: Callable[..., Report], claim: Callable[..., Claim], one: Make
) -> None:
    page = report("Summary\n\n120 people died.", "2030-05-01", publisher="Interior Ministry, press page")
    own = CodedReport(page, (claim(page, "120 people died", "120"),))
    later = one("140 died.", "140", "the interior ministry", "2030-05-02")
    found = _entries([own, later])
    assert {k: e.status for k, e in found.items()} == {"120": "superseded", "140": "current"}
    assert found["120"].grade.grade == "single"


def test_confirmed_needs_two_independent_claimants_not_two_papers(one: Make) -> None:
    a = one("120 died.", "120", "the army/Alder Wire", "2030-05-01")
    b = one("120 are dead.", "120", "the army/Birch Wire", "2030-05-01")
    c = one("120 were killed.", "120", "the Red Crescent", "2030-05-01")
    single = _entries([a, b])["120"]
    assert (single.chains, single.routes, single.grade.grade) == (1, 2, "single")
    (toll,) = tolls_of([a, b, c])
    assert {(e.chains, e.grade.grade) for e in toll.entries} == {(2, "confirmed")}


def test_a_medium_beside_another_claimant_confirms_nothing(one: Make) -> None:
    a = one("120 died.", "120", "the army", "2030-05-01")
    b = one("120 are dead.", "120", "state television", "2030-05-01")
    b = replace(b, claims=tuple(replace(c, says=(replace(c.says[0], type="media"),)) for c in b.claims))
    (toll,) = tolls_of([a, b])
    found = {
        e.claimant: (e.chains, e.grade.grade, "state television" in e.grade.reason) for e in toll.entries
    }
    assert found == {"army": (1, "single", False), "state television": (1, "single", True)}
    (alone,) = tolls_of([b])
    assert alone.entries[0].chains == 1


def test_filters(one: Make, example: dict[str, CodedReport]) -> None:
    def asked(**given: Any) -> list[Toll]:
        return list(tolls_of(example.values(), Filters(**given)))

    assert {t.measure for t in asked(measure="arrested")} == {"arrested"}
    assert {e.claimant for t in asked(claimant="health ministry") for e in t.entries} == {"health ministry"}
    assert {t.of for t in asked(measure="killed", of="children")} == {"children"}
    assert {e.place for t in asked(place="Almaty", measure="killed") for e in t.entries} == {"Almaty"}
    assert asked(place="Atlantis") == []
    assert asked(period="1999") == []
    with pytest.raises(UsageError, match="Unknown measure"):
        Filters(measure="hurt")
    with pytest.raises(UsageError, match="no ISO day"):
        Filters(period="last week")


def test_reports_without_date_or_figures_do_no_harm(one: Make, report: Callable[..., Report]) -> None:
    empty = CodedReport(report("Nothing\n\nNothing.", None), ())
    undated = one("12 died.", "12", "police")
    bare = CodedReport(report("T\n\n12 died.", None), ())
    assert len(_entries([empty, undated, bare])) == 1
    assert tolls_of([]) == ()
