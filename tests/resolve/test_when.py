"""Time expressions: what they stand for, where they stand, and that nothing in a text or a date breaks the finder."""

from __future__ import annotations

import datetime as dt
import importlib.util
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.core.when import TimeExpression, day_range
from sayso.resolve.when import anchor_day, dateline_day, times

FRIDAY = dt.date(2022, 1, 7)


def _table() -> list[tuple[str, dict[str, str]]]:
    spec = importlib.util.spec_from_file_location("when_table", Path(__file__).with_name("when_table.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    cases: list[tuple[str, dict[str, str]]] = module.CASES
    return cases


def only(text: str, day: dt.date | None = FRIDAY) -> TimeExpression:
    found = times(text, day)
    assert len(found) == 1, [t.span.text for t in found]
    return found[0]


@pytest.mark.parametrize(("text", "expected"), _table())
def test_values(text: str, expected: dict[str, str]) -> None:
    assert {t.span.text: t.value for t in times(text, FRIDAY)} == expected


def test_the_table_is_large_enough() -> None:
    assert sum(max(1, len(expected)) for _, expected in _table()) >= 150


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("It fell on Thursday.", "DATE"),
        ("It fell at 5 p.m.", "TIME"),
        ("It fell on Thursday night.", "TIME"),
        ("It fell for two days.", "DURATION"),
        ("It falls every day.", "SET"),
    ],
)
def test_types(text: str, kind: str) -> None:
    assert only(text).type == kind


@pytest.mark.parametrize(
    ("text", "when", "function"),
    [
        ("The internet has been shut off since Wednesday.", "2022-01-05/2022-01-07", "since"),
        ("Forty died since the unrest began in March 2011.", "2011-03/2022-01-07", "since"),
        ("The curfew stays in force until Monday.", "2022-01-10", "until"),
        ("As of Thursday, 18 were dead.", "2022-01-06", "as_of"),
        ("The toll, not known to have been updated since Thursday, is 18.", "2022-01-06", "as_of"),
        ("Rain fell on Thursday.", "2022-01-06", "plain"),
        ("Rain fell in early December.", "2021-12", "plain"),
        ("Rain fell last week.", "2021-12-27/2022-01-02", "plain"),
        ("Rain fell over the past three days.", "2022-01-04/2022-01-07", "plain"),
        ("Rain fell in the third quarter of 2021.", "2021-07-01/2021-09-30", "plain"),
        ("Rain fell in the winter of 2019.", "2019-12-01/2020-02-29", "plain"),
        ("Rain fell overnight.", "2022-01-06/2022-01-07", "plain"),
        ("Rain fell for days.", None, "plain"),
        ("Rain fell recently.", None, "plain"),
        ("Rain falls every day.", None, "plain"),
    ],
)
def test_when_and_function(text: str, when: str | None, function: str) -> None:
    found = only(text)
    assert (found.when, found.function) == (when, function)


@pytest.mark.parametrize(
    "text",
    [
        "Rain fell from Monday to Wednesday.",
        "Rain fell between Monday and Wednesday.",
        "Rain fell from 3 January to 5 January.",
        "Rain fell between January 3, 2022 and January 5, 2022.",
    ],
)
def test_both_ends_of_a_range_carry_it(text: str) -> None:
    assert [t.when for t in times(text, FRIDAY)] == ["2022-01-03/2022-01-05"] * 2


def test_two_times_in_one_list_are_no_range() -> None:
    found = times("Rain fell on Monday and Wednesday.", FRIDAY)
    assert [t.when for t in found] == ["2022-01-03", "2022-01-05"]


@pytest.mark.parametrize(
    ("text", "day", "when"),
    [
        ("The ship sank on December 30.", dt.date(2022, 1, 2), "2021-12-30"),
        ("The ship sank yesterday.", dt.date(2022, 1, 1), "2021-12-31"),
        ("The ship sank yesterday.", dt.date(2020, 3, 1), "2020-02-29"),
        ("The ship will sail tomorrow.", dt.date(2020, 2, 28), "2020-02-29"),
        ("The ship will sail on January 3.", dt.date(2021, 12, 30), "2022-01-03"),
        ("The ship sank last month.", dt.date(2022, 1, 31), "2021-12"),
        ("The ship sank last week.", dt.date(2021, 1, 4), "2020-12-28/2021-01-03"),
        ("The ship will sail on Saturday.", dt.date(2021, 12, 31), "2022-01-01"),
        ("The ship sank in December.", dt.date(2022, 1, 2), "2021-12"),
    ],
)
def test_year_ends_and_leap_days(text: str, day: dt.date, when: str) -> None:
    assert only(text, day).when == when


def test_the_thirtieth_of_february_is_no_day() -> None:
    assert all(t.when != "2022-02-30" for t in times("The ship sank on 30 February 2022.", FRIDAY))


def test_without_a_day_relative_times_keep_their_place_and_lose_their_when() -> None:
    found = times("It fell on Friday, not yesterday, nor last week; it rose on 5 May 2019.", None)
    assert [(t.value, t.when) for t in found] == [
        ("XXXX-WXX-5", None),
        ("XXXX-XX-XX", None),
        ("XXXX-WXX", None),
        ("2019-05-05", "2019-05-05"),
    ]


def test_a_dateline_serves_as_the_day() -> None:
    text = "Bridge falls\n\nGENEVA, 7 January 2022 — The bridge fell on Thursday."
    assert dateline_day(text) == FRIDAY
    assert [t.when for t in times(text, None)] == ["2022-01-07", "2022-01-06"]


def test_a_date_within_a_sentence_is_no_dateline() -> None:
    text = "Crowds gathered on 25 January 2011 and have not left."
    assert dateline_day(text) is None
    assert anchor_day(text, FRIDAY) == FRIDAY


def test_days_lean_on_the_date_in_the_text() -> None:
    text = "Bridge falls\n\nPosted on March 3 2021\n\nThe bridge fell on Tuesday."
    assert [t.when for t in times(text, FRIDAY)] == ["2021-03-03", "2021-03-02"]


_PIECES = st.sampled_from(
    [
        "last",
        "next",
        "this",
        "the",
        "early",
        "late",
        "Monday",
        "Friday",
        "'s",
        "January",
        "May",
        "30",
        "31",
        "2022",
        "1999",
        "'98",
        "day",
        "days",
        "week",
        "weeks",
        "year",
        "ago",
        "later",
        "before",
        "after",
        "in",
        "on",
        "since",
        "until",
        "from",
        "to",
        "between",
        "and",
        "of",
        "a",
        "two",
        "several",
        "century",
        "quarter",
        "first",
        "third",
        "fiscal",
        "overnight",
        "now",
        "5",
        "p.m.",
        "10:30",
        "noon",
        "GMT",
        "Christmas",
        "Easter",
        "every",
        "each",
        "per",
        "summer",
        "fall",
        "spring",
        "12/13/2021",
        "2022-02-30",
        "-",
        "–",
        ",",
        ".",
    ]
)
_DAYS = st.one_of(st.none(), st.dates())


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=25).map(" ".join), _DAYS)
def test_any_words_in_any_order(text: str, day: dt.date | None) -> None:
    _check(text, day)


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=200), _DAYS)
def test_any_text(text: str, day: dt.date | None) -> None:
    _check(text, day)


def _check(text: str, day: dt.date | None) -> None:
    end = 0
    for found in times(text, day):
        assert found.span.start >= end
        end = found.span.end
        found.span.check(text)
        assert found.type in ("DATE", "TIME", "DURATION", "SET")
        assert re.search(r"\d|X|_REF", found.value)
        assert found.function in ("plain", "since", "until", "as_of")
        if found.when is not None:
            day_range(found.when)


@pytest.mark.parametrize(
    "piece", ["the last ", "Monday ", "12/", "two-", "since ", " ", "1", "in 2014 ", "May "]
)
def test_hostile_text_takes_time_in_proportion(piece: str) -> None:
    def seconds(size: int) -> float:
        begin = time.process_time()
        times(piece * (size // len(piece)), FRIDAY)
        return time.process_time() - begin

    seconds(1000)
    assert seconds(40_000) < 10 * seconds(10_000) + 0.3
