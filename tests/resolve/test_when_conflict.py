"""A text that contradicts its publication date is told of; one that speaks of what lies ahead is not."""

from __future__ import annotations

import datetime as dt

import pytest

from sayso.resolve.when import times
from sayso.resolve.when_conflict import publication_conflict

FRIDAY = dt.date(2022, 1, 7)


def _conflict(text: str, day: dt.date | None = FRIDAY, updated: dt.date | None = None) -> str | None:
    return publication_conflict(text, day, times(text, day), updated=updated)


def test_a_text_dated_otherwise_is_told_of() -> None:
    text = "Bridge falls\n\nPosted on March 3 2021\n\nThe bridge fell on Tuesday."
    note = _conflict(text)
    assert note is not None
    assert "2021-03-03" in note
    assert "2022-01-07" in note
    assert "the date in the text" in note
    assert _conflict(text, None) is None


@pytest.mark.parametrize(("dated", "told"), [("3 January", True), ("5 January", False), ("10 January", True)])
def test_two_days_apart_are_no_contradiction(dated: str, told: bool) -> None:
    assert bool(_conflict(f"Bridge falls\n\n{dated} 2022 — It fell into the river.")) == told


def test_a_later_day_told_as_past_is_told_of() -> None:
    note = _conflict("Bridge falls\n\nThe bridge collapsed on 19 January 2022, police said. Nobody was hurt.")
    assert note is not None
    assert "19 January 2022" in note
    assert "the publication date" in note


@pytest.mark.parametrize(
    "sentence",
    [
        "The bridge will reopen on 19 January 2022.",
        "The bridge was closed until 19 January 2022.",
        "The bridge collapsed on 8 January 2022.",
        "The bridge collapsed on Thursday.",
        "The vote is scheduled for 19 January 2022.",
    ],
)
def test_what_lies_ahead_or_within_a_day_is_no_contradiction(sentence: str) -> None:
    assert _conflict(f"Bridge falls\n\n{sentence}") is None


def test_an_updated_report_may_tell_of_days_up_to_its_update() -> None:
    text = "Bridge falls\n\nThe bridge collapsed on 19 January 2022, police said."
    assert _conflict(text, updated=dt.date(2022, 1, 20)) is None
    assert _conflict(text, updated=dt.date(2022, 1, 8)) is not None
