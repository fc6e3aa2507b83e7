"""What stands around a figure: disowned counts, places of other sentences, people who speak for an office."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from sayso.core.claim import Claim
from sayso.core.coded import CodedReport
from sayso.core.report import Report
from sayso.core.sentences import sentences
from sayso.core.span import Span
from sayso.core.toll import TollEntry
from sayso.core.where import Where
from sayso.reconcile.around import around, elsewhere
from sayso.reconcile.filters import Filters
from sayso.reconcile.tolls import tolls_of

Make = Callable[..., CodedReport]


def _entries(coded: list[CodedReport], **filters: Any) -> dict[str, TollEntry]:
    return {e.text: e for t in tolls_of(coded, Filters(**filters)) for e in t.entries}


@pytest.mark.parametrize(
    ("sentence", "disowned"),
    [
        ("A count of 164 killed has since been disowned by the harbour office.", True),
        ("The 164 dead of last week were a technical error.", True),
        ("The harbour office did not count 164 people killed.", True),
        ("The office withdrew its figure of 164 dead.", True),
        ("The toll of 164 was later withdrawn.", True),
        ("Troops withdrew from the square after 164 people were killed.", False),
        ("Some 164 people were killed before the army was withdrawn.", False),
        ("The office did not say how 164 people were killed.", False),
        ("164 people were killed. The notice of the day before was a technical error.", False),
    ],
)
def test_a_sentence_that_disowns_its_figure_denies_it(one: Make, sentence: str, disowned: bool) -> None:
    coded = one(sentence, "164", "the harbour office")
    claim = coded.claims[0]
    assert claim.figure is not None
    assert around(claim, claim.figure, coded.report, sentences(coded.report)).disowned is disowned


def test_a_disowned_figure_is_withdrawn_though_the_claim_asserts_it(one: Make) -> None:
    told = one("164 people died.", "164", "the harbour office", "2030-05-01")
    later = one("The 164 dead were a technical error.", "164", "the mayor", "2030-05-04")
    entry = _entries([told, later])["164"]
    assert (entry.status, entry.withdrawn_on, entry.claimant) == ("withdrawn", "2030-05-04", "harbour office")
    assert tolls_of([told, later])[0].disputes == ()


def test_a_withdrawal_that_repeats_what_it_takes_back_states_nothing(
    report: Callable[..., Report], claim: Callable[..., Claim]
) -> None:
    first = report(
        "Harbour office counts forty dead at pier\n\n40 people died.", "2030-05-01", publisher="Gull"
    )
    text = (
        "WITHDRAWAL-Harbour office counts forty dead at pier\n\nThe story headlined Harbour office counts forty "
        "dead at pier, of 40 dead, is no longer ours. Nine people are held, the office said: 90 in all."
    )
    second = report(text, "2030-05-03", publisher="Gull")
    found = _entries(
        [
            CodedReport(first, (claim(first, "40 people died", "40", "the harbour office"),)),
            CodedReport(
                second,
                (
                    claim(second, "of 40 dead", "40", "the pier"),
                    claim(second, "90 in all", "90", "the office"),
                ),
            ),
        ]
    )
    assert set(found) == {"40", "90"}
    assert (found["40"].status, found["40"].withdrawn_by) == ("withdrawn", (second.id,))
    assert found["90"].status == "current"


def _placed(coded: CodedReport, words: str) -> CodedReport:
    at = coded.report.text.index(words)
    place = Where(Span.cut(coded.report.text, at, at + len(words)), f"{words}, Arland", precision="populated")
    return replace(coded, claims=tuple(replace(c, place=place) for c in coded.claims))


def test_a_total_takes_no_place_from_another_sentence(
    report: Callable[..., Report], claim: Callable[..., Claim]
) -> None:
    made = report("News\n\nCrowds filled Portby on Monday. The army said 12 people had died.")
    coded = _placed(CodedReport(made, (claim(made, "12 people had died", "12", "the army"),)), "Portby")
    assert coded.claims[0].place is not None
    assert elsewhere(coded.claims[0].place.span, coded.claims[0], sentences(made))
    assert _entries([coded])["12"].place is None
    own = report("News\n\nThe army said 12 people had died in Portby.")
    coded = _placed(CodedReport(own, (claim(own, "12 people had died", "12", "the army"),)), "Portby")
    assert _entries([coded])["12"].place == "Portby"


def test_a_number_of_a_house_is_that_of_whom_its_own_report_names(one: Make) -> None:
    wire = one("31 people died.", "31", "the harbour office", "2030-05-01")
    wire = replace(wire, report=replace(wire.report, publisher="Gull Wire"))
    paper = one("31 were killed, Gull Wire said.", "31", "Gull Wire", "2030-05-02")
    found = [e for t in tolls_of([wire, paper]) for e in t.entries]
    assert [(e.claimant, len(e.shown), e.chains) for e in found] == [("harbour office", 2, 1)]


def test_a_bare_number_in_own_voice_is_the_one_that_somebody_gave_of_a_group(one: Make) -> None:
    told = one("26 rebels were killed.", "26", "the army", "2030-05-01", of="rebels")
    again = one("The 26 died on the coast road.", "26", "", "2030-05-02", of="the dead")
    found = [e for t in tolls_of([told, again]) for e in t.entries]
    assert [(e.claimant, len(e.shown)) for e in found] == [("army", 2)]
    far = one("The 26 died on the coast road.", "26", "", "2030-06-02", of="the dead")
    assert len([e for t in tolls_of([told, far]) for e in t.entries]) == 2


def test_a_part_is_not_superseded_by_its_whole(
    report: Callable[..., Report], claim: Callable[..., Claim]
) -> None:
    made = report("News\n\nThe army counted 225 dead soldiers, 19 of them guards.")
    claims = (
        claim(made, "225 dead soldiers", "225", "the army", of="soldiers"),
        claim(made, "19 of them guards", "19", "the army", of="soldiers"),
    )
    found = _entries([CodedReport(made, (claims[0], _part(claims[1], "225")))])
    assert (found["19"].status, found["19"].part_of) == ("current", found["225"].id)


def test_a_part_is_not_followed_by_a_later_whole(
    report: Callable[..., Report], claim: Callable[..., Claim], one: Make
) -> None:
    made = report("News\n\nThe army counted 225 dead soldiers, 19 of them guards.")
    claims = (
        claim(made, "225 dead soldiers", "225", "the army", of="soldiers"),
        claim(made, "19 of them guards", "19", "the army", of="soldiers"),
    )
    first = CodedReport(made, (claims[0], _part(claims[1], "225")))
    later = one("230 soldiers had died.", "230", "the army", "2030-05-09", of="soldiers")
    found = _entries([first, later])
    assert [found[n].status for n in ("225", "19", "230")] == ["superseded", "current", "current"]


def test_a_rounded_number_told_before_the_exact_one_of_its_report_is_counted_once(
    report: Callable[..., Report], claim: Callable[..., Claim]
) -> None:
    made = report("News\n\nThe army spoke of about 61 dead. Its list holds 61 people.")
    claims = [
        claim(made, "about 61 dead", "61", "the army", of="dead"),
        claim(made, "holds 61 people", "61", "the army", of="people"),
    ]
    assert claims[0].figure is not None
    claims[0] = replace(claims[0], figure=replace(claims[0].figure, form="about"))
    found = [e for t in tolls_of([CodedReport(made, tuple(claims))]) for e in t.entries]
    assert [(e.low, len(e.shown)) for e in found] == [(61, 2)]


@pytest.mark.parametrize(
    ("later", "number", "status"),
    [
        ("Its list holds 240 people.", "240", "superseded"),
        ("It had held 205 people.", "205", "superseded"),
        ("It has held 49 people since spring.", "49", "current"),
        ("It has held thousands of people.", "thousands", "superseded"),
        ("It has held hundreds of people.", "hundreds", "current"),
    ],
)
def test_a_total_that_falls_by_more_than_half_is_another_count(
    one: Make, later: str, number: str, status: str
) -> None:
    first = one("The army counted 220 dead.", "220", "the army", "2030-05-01", of="people")
    second = one(later, number, "the army", "2030-06-09", of="people")
    assert _entries([first, second])["220"].status == status


@pytest.mark.parametrize(
    ("number", "day", "status"),
    [
        ("18", "2030-06-09", "superseded"),
        ("18", "2031-06-09", "current"),
        ("1,800", "2031-06-09", "superseded"),
    ],
)
def test_a_small_count_of_long_ago_is_closed(one: Make, number: str, day: str, status: str) -> None:
    first = one("The army counted 12 dead.", "12", "the army", "2030-05-01", of="people")
    second = one(f"The army counted {number} dead.", number, "the army", day, of="people")
    assert _entries([first, second])["12"].status == status


def test_the_dead_of_a_battle_are_not_followed_by_those_of_the_war(
    report: Callable[..., Report], claim: Callable[..., Claim]
) -> None:
    made = report("News\n\nThe army counted 42 dead. It has counted 191,000 people since the war began.")
    claims = (
        claim(made, "42 dead", "42", "the army", of="people"),
        claim(made, "191,000 people", "191,000", "the army", of="people"),
    )
    found = _entries([CodedReport(made, claims)])
    assert [found[n].status for n in ("42", "191,000")] == ["current", "current"]


def _part(claim: Claim, of: str) -> Claim:
    assert claim.figure is not None
    return replace(claim, figure=replace(claim.figure, part_of=of))


def test_a_total_told_with_its_day_is_of_that_day(one: Make) -> None:
    first = one("26 people had died.", "26", "the army", "2030-05-02")
    later = one("By Thursday 26 people had died.", "26", "the army", "2030-05-05", when="2030-05-02")
    entry = _entries([first, later])["26"]
    assert [s.telling for s in entry.shown] == ["news", "old"]


def test_counts_of_two_incidents_in_one_report_do_not_follow_each_other(
    report: Callable[..., Report], claim: Callable[..., Claim]
) -> None:
    made = report("News\n\nBombs killed 3 guests at a hotel in Osk and 9 at a market, the army said.")
    where = {"scope": "event", "place": "Osk, Arland", "when": "2030-05-01"}
    claims = (
        claim(made, "killed 3 guests", "3", "the army", **where),
        claim(made, "9 at a market", "9", "the army", **where),
    )
    found = _entries([CodedReport(made, claims)])
    assert {e.status for e in found.values()} == {"current"}


def test_an_earlier_count_of_the_same_day_has_that_day_and_another_has_none(one: Make) -> None:
    same = one("Earlier in the day, the count of the dead was 164.", "164", "the harbour office")
    past = one("The earlier count of the dead was 151.", "151", "the mayor")
    found = _entries([same, past])
    assert {text: entry.day for text, entry in found.items()} == {"164": "2030-05-01", "151": None}
