"""Whom a figure counts by the words at its side, where a reader took other words for it."""

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
from sayso.core.who import Who
from sayso.reconcile.counted import asked, own
from sayso.reconcile.filters import Filters
from sayso.reconcile.groups import named_at_start
from sayso.reconcile.tolls import tolls_of

MakeReport, MakeClaim = Callable[..., Report], Callable[..., Claim]


def _misread(made: Report, claim: Claim, **words: str | None) -> Claim:
    """The claim with ``of`` and ``target`` from these words of the report, ``says`` likewise."""

    def span(text: str) -> Span:
        at = made.text.index(text)
        return Span.cut(made.text, at, at + len(text))

    changed: dict[str, Any] = {}
    if of := words.get("of"):
        assert claim.figure is not None
        changed["figure"] = replace(claim.figure, of=of, of_span=span(of))
    if target := words.get("target"):
        changed["target"] = Who(span(target), target)
    if says := words.get("says"):
        changed["says"] = (Who(span(says), says),)
    return replace(claim, **changed)


@pytest.mark.parametrize(
    ("sentence", "number", "of", "expected"),
    [
        # The noun at the number's side wins over one that belongs to a number before.
        ("It named 26 rebels dead, and 18 killed from the police and the guard.", "18", "rebels", "security"),
        ("It named 26 rebels, and 18 dead among soldiers, an aide said.", "18", "rebels", "security"),
        ("It named 26 rebels, and 18 wounded in the ranks of the army.", "18", "rebels", "security"),
        ("Deaths on its side stood at 18, all of them police or soldiers.", "18", "side", "security"),
        ("It counted 225 bodies, 19 of them those of police officers.", "19", "bodies", "security"),
        # Words that only look like it.
        ("It named 26 rebels, 18 killed in the police station.", "18", "rebels", "opponents"),
        ("It named 26 rebels, 18 dead among the soldiers' families.", "18", "rebels", "opponents"),
        ("It named 26 rebels, 18 killed from the air.", "18", "rebels", "opponents"),
        ("It counted 18 dead, all but police.", "18", "dead", "people"),
        ("It counted 225 soldiers, 19 of them guards.", "19", "soldiers", "security"),
        # What a smaller number counts as a part is not what the larger one counts.
        ("It put the wounded at 400, among them 300 soldiers.", "400", "soldiers", "people"),
        ("It put the wounded at 400, including twelve soldiers.", "400", "soldiers", "people"),
        ("It killed 3 and wounded 5 soldiers.", "3", "soldiers", "security"),
        ("It killed 5 and wounded 3 soldiers.", "5", "soldiers", "security"),
    ],
)
def test_the_noun_at_a_numbers_side_wins(
    report: MakeReport, claim: MakeClaim, sentence: str, number: str, of: str, expected: str
) -> None:
    made = report(f"News\n\n{sentence}")
    misread = _misread(made, claim(made, sentence, number, "the army"), of=of)
    toll = tolls_of([CodedReport(made, (misread,))], Filters())[0]
    assert toll.of == expected


def test_of_soldiers_whom_a_smaller_number_counts_there_are_no_more(
    report: MakeReport, claim: MakeClaim
) -> None:
    made = report("News\n\nThe office named 300 soldiers.\n\nMost of the held, 900 of them, were freed.")
    misread = _misread(
        made,
        claim(made, "Most of the held, 900 of them, were freed.", "900"),
        of="soldiers",
        target="soldiers",
    )
    assert misread.figure is not None
    found, figure = own(misread, misread.figure, made, sentences(made))
    assert (figure.of, found.target) == (None, None)
    few = replace(misread, figure=replace(misread.figure, low=90, high=90))
    assert own(few, few.figure, made, sentences(made))[1].of == "soldiers"  # type: ignore[arg-type]


def test_people_of_another_sentence_give_way_to_whom_it_was_done_to(
    report: MakeReport, claim: MakeClaim
) -> None:
    made = report(
        "News\n\nEach has words for people they count.\n\nThe army shot rebels, of whom it named 26."
    )
    misread = _misread(
        made, claim(made, "The army shot rebels, of whom it named 26", "26"), of="people", target="rebels"
    )
    assert tolls_of([CodedReport(made, (misread,))], Filters())[0].of == "opponents"


def test_who_is_counted_is_no_claimant(report: MakeReport, claim: MakeClaim) -> None:
    made = report("News\n\nThe list had 18 killed from the police and the guard.", publisher="Arland Post")
    misread = _misread(made, claim(made, "18 killed", "18"), of="list", says="the police and the guard")
    entry = tolls_of([CodedReport(made, (misread,))], Filters())[0].entries[0]
    assert entry.of == "police and the guard"
    assert "own voice" in entry.claimant


@pytest.mark.parametrize(
    ("words", "is_question"),
    [
        ("The post does not know how the 26 died.", True),
        ("It could not say whether all of the 26 were armed.", True),
        ("It denied that the 26 died.", False),
        ("It does not know how 26 people died.", False),
    ],
)
def test_what_a_question_takes_for_granted_is_not_denied(
    report: MakeReport, claim: MakeClaim, words: str, is_question: bool
) -> None:
    made = report(f"News\n\n{words}")
    denied = claim(made, words, "26", stance="denied")
    assert denied.figure is not None
    assert asked(denied.figure, made.text) is is_question
    assert len(tolls_of([CodedReport(made, (denied,))], Filters())) == (0 if is_question else 1)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("the police and the guard, he said", "the police and the guard"),
        ("“armed criminals”.", "“armed criminals"),
        ("soldiers and 3 civilians", "soldiers"),
        ("police in the port", "police"),
        ("police custody", ""),
        ("military vehicles", ""),
        ("people of the town", ""),
        ("", ""),
    ],
)
def test_named_at_start(text: str, named: str) -> None:
    assert text[: named_at_start(text)] == named
