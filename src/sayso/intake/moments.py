"""Absolute dates and times, as pages and wires write them, to ISO. No relative date is ever guessed here."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sep sept", "october oct", "november nov", "december dec"), 1)
    for name in names.split()
}  # fmt: skip
_MONTH: Final = (
    r"(?P<month>jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?|"
    r"sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_DAY: Final = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
_FORMS: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b{_YEAR}-(?P<m>[01]\d)-(?P<day>[0-3]\d)(?!\d)",
        rf"\b{_YEAR}/(?P<m>[01]?\d)/(?P<day>[0-3]?\d)(?!\d)",
        rf"\b{_YEAR}(?P<m>[01]\d)(?P<day>[0-3]\d)(?=T\d|\b)",
        rf"\b{_MONTH}\s*{_DAY}\s*,?\s*{_YEAR}\b",
        rf"\b{_DAY}[\s-]*(?:of\s+)?{_MONTH}[\s,-]*{_YEAR}\b",
        rf"\b(?P<day>[0-3]?\d)\.(?P<m>[01]?\d)\.{_YEAR}\b",
        rf"\b(?P<a>[0-3]?\d)/(?P<b>[0-3]?\d)/{_YEAR}\b",
    )
)
_TIME: Final = re.compile(
    r"(?P<h>[012]?\d)[:.](?P<min>[0-5]\d)(?::(?P<s>[0-5]\d)(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?m\b\.?)?\s*"
    r"(?P<zone>Z\b|[+-][01]\d:?[0-5]\d\b|(?:GMT|UTC)(?:\s*[+-]\s*\d{1,2}(?::?[0-5]\d)?)?|EST|EDT|CST|CDT|MST|MDT|PST|PDT|BST|CET|CEST|IST|MSK)?",
    re.IGNORECASE,
)
_ZONES: Final = {
    "Z": 0, "GMT": 0, "UTC": 0, "EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360,
    "PST": -480, "PDT": -420, "BST": 60, "CET": 60, "CEST": 120, "MSK": 180,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Moment:
    """An ISO ``day``, and the full ISO ``time`` with zone where the source gives clock and zone, else None."""

    day: str
    time: str | None = None


def find_day(text: str) -> tuple[str, int, int] | None:
    """The first absolute date of the text as an ISO day, with where it stands; None if there is none.

    ``03/04/2022`` could be March or April and is passed over; ``25/04/2022`` cannot.
    """
    best: tuple[str, int, int] | None = None
    for form in _FORMS:
        for found in form.finditer(text):
            day = _day(found.groupdict())
            if day and (best is None or found.start() < best[1]):
                best = (day, found.start(), found.end())
                break
    return best


def parse(value: str) -> Moment | None:
    """A date, or date and time, as written in a page's metadata or a byline; None if it is none."""
    value = value.strip()
    exact = _exact(value)
    if exact:
        return exact
    if len(value) > 120 or (found := find_day(value)) is None:
        return None
    day, start, end = found
    rest = value[:start] + " " + value[end:]
    return Moment(day, _time(day, rest))


def _exact(value: str) -> Moment | None:
    """What is ISO 8601 already, with or without a zone."""
    text = re.sub(r"\.\d{1,9}", "", value)
    text = re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", text)
    if not re.match(r"\d{4}-\d\d-\d\d", text):
        return None
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    if not _sensible(moment.year):
        return None
    zoned = moment.isoformat() if moment.tzinfo is not None else None
    return Moment(moment.date().isoformat(), zoned.replace("+00:00", "Z") if zoned else None)


def _day(found: dict[str, str | None]) -> str | None:
    year = int(found["year"] or 0)
    if found.get("a"):
        a, b = int(found["a"] or 0), int(found["b"] or 0)
        if (a > 12) == (b > 12) and a != b:
            return None
        month, day = (b, a) if a > 12 else (a, b)
    else:
        name = found.get("month")
        month = _MONTHS[name.lower().rstrip(".")] if name else int(found.get("m") or 0)
        day = int(found["day"] or 0)
    try:
        return dt.date(year, month, day).isoformat() if _sensible(year) else None
    except ValueError:
        return None


def _time(day: str, text: str) -> str | None:
    for found in _TIME.finditer(text):
        zone = _offset(found["zone"])
        hour = int(found["h"])
        if found["half"]:
            hour = hour % 12 + (12 if found["half"].lower().startswith("p") else 0)
        if zone is None or hour > 23:
            continue
        clock = dt.time(
            hour, int(found["min"]), int(found["s"] or 0), tzinfo=dt.timezone(dt.timedelta(minutes=zone))
        )
        return dt.datetime.combine(dt.date.fromisoformat(day), clock).isoformat().replace("+00:00", "Z")
    return None


def _offset(zone: str | None) -> int | None:
    """Minutes east of Greenwich, or None where no zone is given (IST is India, Israel or Ireland: not told)."""
    if not zone:
        return None
    zone = re.sub(r"\s", "", zone).upper()
    if shift := re.search(r"([+-])(\d{1,2}):?(\d\d)?$", zone):
        minutes = int(shift[2]) * 60 + int(shift[3] or 0)
        return (minutes if shift[1] == "+" else -minutes) if minutes < 24 * 60 else None
    return _ZONES.get(zone)


def _sensible(year: int) -> bool:
    return 1900 <= year <= 2100
