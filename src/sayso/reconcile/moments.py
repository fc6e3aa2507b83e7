"""When a report could be known: the moment of publication, or the day alone where no more is given."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from sayso.core.errors import UsageError
from sayso.core.report import Report

_LATE_EDIT: Final = dt.timedelta(days=3)
"""A page touched later than this without a notice was edited for other reasons than its news."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, and the moment in UTC where it is known. Without a moment, two reports of one day have no order."""

    day: dt.date
    at: dt.datetime | None = None

    @property
    def end(self) -> dt.datetime:
        """The moment at which it was out for certain: itself, or the end of its day in UTC."""
        return self.at or dt.datetime.combine(self.day, dt.time(23, 59, 59), dt.UTC)

    def before(self, other: Moment) -> bool:
        """True if it was out before the other for certain."""
        if self.at is not None and other.at is not None:
            return self.at < other.at
        return self.day < other.day

    def iso(self) -> str:
        """ISO moment in UTC, or the ISO day."""
        return self.at.isoformat().replace("+00:00", "Z") if self.at else self.day.isoformat()


def of_report(report: Report) -> Moment | None:
    """The moment at which this version of the report came out, or None if it gives no date."""
    first = _parse(report.published_time) or _parse(report.published)
    changed = _parse(report.updated)
    if first is None or changed is None:
        return changed if first is None else first
    if report.notice is not None or changed.end - first.end <= _LATE_EDIT:
        return changed if first.before(changed) else first
    return first


def parse(words: str) -> dt.datetime:
    """A moment given by a user: an ISO day (its end, UTC) or an ISO moment (UTC unless it says otherwise).

    Raises UsageError.
    """
    found = _parse(words.strip())
    if found is None:
        raise UsageError(f"{words!r} is no moment; write it like 2022-01-08 or 2022-01-08T12:00.")
    return found.end


@lru_cache(maxsize=1 << 14)
def _parse(words: str | None) -> Moment | None:
    if not words:
        return None
    try:
        if len(words) == 10:
            return Moment(dt.date.fromisoformat(words))
        at = dt.datetime.fromisoformat(words)
    except ValueError:
        return None
    return Moment(at.date(), (at if at.tzinfo else at.replace(tzinfo=dt.UTC)).astimezone(dt.UTC))
