"""Sentences that tell a toll without a noun beside the number."""

from __future__ import annotations

import re

import numpy as np
import pytest

from sayso.core.report import Part, Report
from sayso.reader.decode import Piece
from sayso.reader.encoder import Seen
from sayso.reader.toll_sentences import SCORE, numbers_told
from sayso.reader.windows import Window


def _seen(text: str, fresh_from: int = 0) -> tuple[Report, Seen]:
    """The text as one window with a piece a word."""
    words = [(m.start(), m.end()) for m in re.finditer(r"\w[\w,]*\w|\w|[^\w\s]", text)]
    starts, ends = [-1, *(a for a, _ in words), -1], [-1, *(b for _, b in words), -1]
    fresh = [a >= fresh_from for a in starts]
    fresh[0] = fresh[-1] = False
    window = Window([1] * len(starts), [0] * len(starts), starts, ends, fresh)
    report = Report("r", text, (Part("body", 0, len(text)),))
    return report, Seen(window, {}, np.zeros((len(starts), 1, 3, 1), dtype=np.float32))


def _told(text: str, known: tuple[Piece, ...] = (), fresh_from: int = 0) -> list[tuple[str, str]]:
    report, seen = _seen(text, fresh_from)
    window = seen.window
    found = numbers_told(report, seen, known)
    return [(text[window.starts[p.first] : window.ends[p.last]], p.label) for p in found]


@pytest.mark.parametrize(
    ("text", "number", "measure"),
    [
        ("The agency raised the death toll from the quake to 267.", "267", "killed"),
        ("Deaths among the guards stood at 18, all of them conscripts.", "18", "killed"),
        ("The number of people detained has risen to 4,404, the office said.", "4,404", "arrested"),
        ("It puts the number of wounded at 317.", "317", "injured"),
        ("The death toll was now 51, officials said.", "51", "killed"),
    ],
)
def test_a_toll_without_a_noun_beside_it_is_a_number(text: str, number: str, measure: str) -> None:
    assert _told(text) == [(number, measure)]


@pytest.mark.parametrize(
    "text",
    [
        "The death toll could rise to 300.",
        "The toll is expected to reach 40.",
        "The number of farms with sick animals has risen to 47.",
        "He was shot dead at 79 Mill Lane.",
        "The tally was 461 in 2005.",
        "The toll fell by 20 per cent to 30 per cent.",
    ],
)
def test_what_is_expected_or_counts_something_else_is_none(text: str) -> None:
    assert _told(text) == []


def test_a_bare_count_takes_the_measure_of_the_number_before_and_none_without_one() -> None:
    text = "Police hold 90 men. The force's earlier count was 70."
    seen = _seen(text)[1]
    at = seen.window.starts.index(text.index("90"))
    assert _told(text, (Piece(at, at, "arrested", 0.9),)) == [("90", "arrested"), ("70", "arrested")]
    assert _told(text) == []


def test_a_sure_number_stays_and_an_unsure_one_yields() -> None:
    text = "The ministry raised the death toll to 267."
    report, seen = _seen(text)
    at = seen.window.starts.index(text.index("267"))
    sure, unsure = Piece(at, at, "injured", 0.9), Piece(at, at, "injured", 0.2)
    assert numbers_told(report, seen, [sure]) == [sure]
    assert numbers_told(report, seen, [unsure]) == [Piece(at, at, "killed", SCORE)]


def test_a_window_with_a_mark_between_title_and_body() -> None:
    text = "Toll rises to 12\n\nThe death toll reached 12, the mayor said."
    report, seen = _seen(text)
    window, at = seen.window, 5
    for row, mark in ((window.ids, 1), (window.cases, 0), (window.starts, -1), (window.ends, -1)):
        row.insert(at, mark)
    window.fresh.insert(at, False)
    found = numbers_told(report, seen, [])
    assert [text[window.starts[p.first] : window.ends[p.last]] for p in found] == ["12", "12"]


def test_only_fresh_words_are_read() -> None:
    assert _told("The toll rose to 12. Rain fell.", fresh_from=21) == []
