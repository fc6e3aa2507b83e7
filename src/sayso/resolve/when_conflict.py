"""Where a report's text contradicts its publication date: it is dated otherwise, or tells of a later day as past."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Final

from sayso.core.when import TimeExpression, day_range
from sayso.resolve.when import anchor_day
from sayso.resolve.when_tense import tense

_DATED_APART: Final = 2
"""Days by which a dateline may lie off the publication day: late print, weekends, time zones."""
_AHEAD: Final = 1
"""Days by which a day that is told as past may lie after the publication day: time zones."""
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_HAS_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")


def publication_conflict(
    text: str, day: dt.date | None, times: Iterable[TimeExpression] = (), *, updated: dt.date | None = None
) -> str | None:
    """A sentence where the text contradicts the publication day, else None; ``times`` are the text's expressions.

    Either the text's head is dated more than two days off it, or a full date (with its year) that lies more than one
    day after it, and after the day on which the report was last ``updated``, is told of in the past tense.
    """
    named = anchor_day(text, day)
    if day is None or named is None:
        return None
    if abs((named - day).days) > _DATED_APART:
        return (
            f"the text is dated {named.isoformat()} but its publication date is {day.isoformat()}; "
            f"days are worked out from the date in the text"
        )
    later = next((t for t in times if _told_too_early(text, max(day, updated or day), t)), None)
    if later is None:
        return None
    return (
        f"the text tells of {' '.join(later.span.text.split())} as past but its publication date is {day.isoformat()}; "
        f"days are worked out from the publication date"
    )


def _told_too_early(text: str, day: dt.date, time: TimeExpression) -> bool:
    if time.when is None or time.function != "plain" or not _DAY.fullmatch(time.when):
        return False
    ahead = (day_range(time.when)[0] - day).days
    if ahead <= _AHEAD or not _HAS_YEAR.search(time.span.text):
        return False
    return tense(text, time.span.start, time.span.end) == "past"
