"""Spans as the reader cuts them, on words of our own."""

from __future__ import annotations

import pytest

from sayso.core.report import Part, Report
from sayso.reader.spans import LINE_END, beside_number, in_one_sentence, whole_number, with_its_office


def report(text: str) -> Report:
    return Report("r", text, (Part("body", 0, len(text)),))


@pytest.mark.parametrize(
    ("seen", "whole"),
    [
        ("about 2,", "about 2,500"),
        ("500", "2,500"),
        ("12;", "12"),
        ("3", "3.5"),
        ("1,300.", "1,300"),
        (";", ";"),
    ],
)
def test_a_number_is_never_cut_within_its_digits(seen: str, whole: str) -> None:
    told = report("about 2,500 men, 3.5 million; 12; and 1,300.")
    at = told.text.index(seen)
    assert whole_number(told, told.cut(at, at + len(seen))).text == whole


@pytest.mark.parametrize(
    ("seen", "kept"),
    [
        ("guards. The count", "guards"),
        ("Lt. Col. Orr", "Lt. Col. Orr"),
        ("of guards", "of guards"),
        ("Orr\n\nMore", "Orr"),
    ],
)
def test_a_name_does_not_run_on_into_the_next_sentence(seen: str, kept: str) -> None:
    told = report("They spoke of guards. The count is from Lt. Col. Orr\n\nMore is to come.")
    at = told.text.index(seen)
    assert in_one_sentence(told, told.cut(at, at + len(seen))).text == kept


def test_a_quote_keeps_the_line_of_its_trigger() -> None:
    told = report("Ten were hurt\n\nmore were held\n\nall is calm")
    held = told.cut(told.text.index("held"), told.text.index("held") + 4)
    whole = told.cut(0, len(told.text))
    assert in_one_sentence(told, whole, held, LINE_END).text == "more were held"


@pytest.mark.parametrize(
    ("text", "seen", "kept"),
    [
        (
            "a notice of the press service of President Tokayev",
            "President Tokayev",
            "the press service of President Tokayev",
        ),
        ("the press service of President Tokayev", "Tokayev", "the press service of President Tokayev"),
        (
            "This was told by a police spokesman for the Almaty region.",
            "the Almaty region",
            "a police spokesman for the Almaty region",
        ),
        ("As said spokesman for Akorda, ", "Akorda", "spokesman for Akorda"),
        ("The ministry of Health told the president", "the president", "the president"),
    ],
)
def test_a_claimant_speaks_through_his_office(text, seen, kept):
    told = report(text)
    at = text.index(seen)
    assert with_its_office(told, told.cut(at, at + len(seen))).text == kept


def test_a_short_word_ends_a_sentence_too() -> None:
    text = "troops throughout the previous day. Reuters saw it. The St. Paul vs. Cologne match"
    told = report(text)
    assert in_one_sentence(told, told.cut(0, text.index("saw"))).text == "troops throughout the previous day"
    assert in_one_sentence(told, told.cut(text.index("The St"), len(text))).text.endswith("Cologne match")


@pytest.mark.parametrize(
    ("counted", "kept"),
    [
        ("its side stood at 18, all of them police", "police"),
        ("18, all of them police", "police"),
        ("Hospitalized: 18", None),
        ("Hospitalized: 18.", None),
        ("police", "police"),
    ],
)
def test_what_is_counted_is_told_without_the_number(counted: str, kept: str | None) -> None:
    text = (
        "Deaths on its side stood at 18, all of them police."
        if "Hosp" not in counted
        else "Hospitalized: 18."
    )
    told = report(text)
    at, number = text.index(counted), text.index("18")
    found = beside_number(told, told.cut(at, at + len(counted)), told.cut(number, number + 2))
    assert (found.text if found else None) == kept
