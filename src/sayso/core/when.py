"""Times: the words that name one, and the day or interval that a claim is dated to."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from sayso.core.errors import FormatError
from sayso.core.span import Span

PRECISIONS: Final = ("day", "month", "year", "interval")
_PART = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$")


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression as TimeML's TIMEX3 sees it: ``type`` DATE, TIME, DURATION or SET and its ``value``.

    ``when`` is the same as a claim would carry it (an ISO day, month, year or interval ``a/b``), None where
    the expression
    names no calendar time. ``function`` tells how it is used: ``plain``, ``since``, ``until``, ``as_of``.
    """

    span: Span
    type: str
    value: str
    when: str | None = None
    function: str = "plain"


@dataclass(frozen=True, slots=True)
class When:
    """A claim's time. ``span`` holds the words; NOWHERE where the day is only the publication's or the narrative's.

    ``basis`` says where it comes from: ``words`` (an expression that the claim hangs on), ``narrative``
    (carried over from the
    telling around it), ``published``.
    """

    span: Span
    value: str
    precision: str
    basis: str = "words"

    def __post_init__(self) -> None:
        day_range(self.value)
        if self.precision not in PRECISIONS:
            raise FormatError(
                f"Unknown precision {self.precision!r} of a time; known: {', '.join(PRECISIONS)}."
            )


def precision_of(value: str) -> str:
    """``day``, ``month``, ``year`` or ``interval`` by the form of an ISO value."""
    if "/" in value:
        return "interval"
    return ("year", "month", "day")[value.count("-")]


def day_range(value: str) -> tuple[dt.date, dt.date]:
    """First and last day of an ISO day, month, year or interval ``a/b``; raises FormatError otherwise."""
    first, _, second = value.partition("/")
    start, end = _bounds(first)[0], _bounds(second or first)[1]
    if start > end:
        raise FormatError(f"Interval {value!r} ends before it starts.")
    return start, end


@lru_cache(maxsize=8192)
def _bounds(part: str) -> tuple[dt.date, dt.date]:
    found = _PART.match(part)
    if not found:
        raise FormatError(f"Time {part!r} is no ISO day, month or year.")
    year, month, day = (int(x) if x else None for x in found.groups())
    assert year is not None
    try:
        last_month = month or 12
        last = day or calendar.monthrange(year, last_month)[1]
        return dt.date(year, month or 1, day or 1), dt.date(year, last_month, last)
    except (ValueError, calendar.IllegalMonthError):
        raise FormatError(f"Time {part!r} does not exist in the calendar.") from None
