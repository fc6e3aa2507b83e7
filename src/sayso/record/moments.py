"""Moments of the record: UTC to the second, in one form of text, so that comparing the text compares the moments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TypeAlias

from sayso.core.errors import FormatError, UsageError
from sayso.core.report import Report
from sayso.core.when import day_range

Clock: TypeAlias = Callable[[], dt.datetime]
"""Gives the present moment, with its zone."""


def now() -> dt.datetime:
    """The present moment in UTC."""
    return dt.datetime.now(dt.UTC)


def stamp(moment: dt.datetime) -> str:
    """``2022-01-07T12:00:00Z``. A moment without a zone is taken as UTC."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    try:
        aware = aware.astimezone(dt.UTC)
    except OverflowError:  # the first or last hours of the calendar
        aware = aware.replace(tzinfo=dt.UTC)
    return aware.strftime("%Y-%m-%dT%H:%M:%SZ").zfill(20)


def reported_at(report: Report, added: dt.datetime) -> str:
    """When the report was out in the words that it now has: its update, else its publication, else its arrival here.

    Where only the day is known, its first second counts.
    """
    out = report.published_time or report.published
    moments = [moment for text in (report.updated, out) if text and (moment := _parse(text))]
    # An update that gives only its day must not seem earlier than the publication on that day.
    return max(map(stamp, moments)) if moments else stamp(added)


def until(text: str) -> str:
    """The last second of an ISO moment, day, month or year as a user writes it; raises UsageError otherwise."""
    try:
        return stamp(dt.datetime.combine(day_range(text.strip())[1], dt.time(23, 59, 59)))
    except FormatError:
        moment = _parse(text)
    if moment is None:
        raise UsageError(f"{text!r} is no moment; write it like 2022-01-08 or 2022-01-08T12:00.")
    return stamp(moment)


def _parse(text: str) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(text.strip())
    except ValueError:
        return None
