"""Days told in a roundabout way and bare parts of a day: Tuesday of last week, on the 15th, at dawn, late at night."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from sayso.resolve.when_calendar import make_day, shift_days, shift_months
from sayso.resolve.when_context import Context, Read, Rule
from sayso.resolve.when_words import DAYPARTS, WEEKDAYS, S, number

_NEAR: Final = 400
_LONG: Final = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_STEP: Final = {"last": -1, "next": 1, "this": 0}


def _weekday_of_week(m: re.Match[str], c: Context) -> Read | None:
    """ "Tuesday of last week": the weekday of the calendar week before."""
    wanted = WEEKDAYS[m["wd"].lower()]
    if c.day is None:
        return Read("DATE", f"XXXX-WXX-{wanted + 1}")
    day = shift_days(c.day, 7 * _STEP[m["l"].lower()] + wanted - c.day.weekday())
    return Read("DATE", day.isoformat()) if day else None


def _weekdays_ago(m: re.Match[str], c: Context) -> Read | None:
    """ "two Sundays ago", "a week ago Monday", "Friday a week ago", "Monday last": counted back from publication."""
    wanted = WEEKDAYS[(m["wd"] or m["wd2"] or m["wd3"] or m["wd4"]).lower()]
    if c.day is None:
        return Read("DATE", f"XXXX-WXX-{wanted + 1}")
    count = int(number(m["n"]) or 0) if m["wd"] else 1 if m["wd4"] else 2
    if not count:
        return None
    back = (c.day.weekday() - wanted) % 7 or 7
    day = shift_days(c.day, -back - 7 * (count - 1))
    return Read("DATE", day.isoformat()) if day else None


def _day_of_month(m: re.Match[str], c: Context) -> Read | None:
    """ "on the 15th", "the 15th of last month": of the month told of in the last sentences, else by publication."""
    count = int(m["d"])
    if m["l"] is None and (
        not re.search(r"\b(?:on|since|until|by)\s$", c.before())
        or not re.match(r"\s?(?:[,.;:)]|$)|\s(?:and|when|after|in|at|as|but|to|with)\b", c.after())
    ):
        return None
    base = c.told.month if c.told.month and c.start - c.told.month_at < _NEAR and not m["l"] else c.day
    if base is None or (m["l"] and c.day is None):
        return None
    if m["l"]:
        base = shift_months(base, _STEP[m["l"].lower()]) or base
    day = make_day(base.year, base.month, count)
    if day and not m["l"] and c.day and base == c.day and c.tense == "past" and day > c.day:
        earlier = shift_months(base, -1)
        day = make_day(earlier.year, earlier.month, count) if earlier else None
    return Read("DATE", day.isoformat()) if day else None


def _part_of_day(m: re.Match[str], c: Context) -> Read | None:
    """ "at dawn", "in the early morning", "late at night": of the day last told of, if near, else of publication."""
    word = (m["a"] or m["b"] or "night").lower()
    lead = "at" if m["a"] else "in|during"
    if not re.search(rf"\b(?:{lead})\s$", c.before()) or re.match(
        r"\s(?:of|on|after|before|when|and\sevening|to)\b|['’]s\b", c.after()
    ):
        return None
    told = c.told.day if c.told.day and c.start - c.told.day_at < _NEAR else c.day
    day = told.isoformat() if told else "XXXX-XX-XX"
    return Read("TIME", f"{day}T{DAYPARTS[word]}")


def _past_hour(m: re.Match[str], c: Context) -> Read | None:
    """ "half past six", "three in the morning"."""
    hour = int(number(m["h"] or m["h2"]) or 0)
    minute = {"half": 30, "quarter": 15}.get((m["x"] or "").lower().split()[-1:][0] if m["x"] else "", 0)
    part = (m["p"] or "").lower()
    if not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if part in ("afternoon", "evening") else 0) if part else hour
    told: dt.date | None = c.told.day if c.told.day and c.start - c.told.day_at < _NEAR else c.day
    return Read("TIME", f"{told.isoformat() if told else 'XXXX-XX-XX'}T{hour:02d}:{minute:02d}")


_HOURS: Final = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|1[0-2]|[1-9]"
RULES: Final = (
    Rule(rf"(?P<wd>{_LONG}),?{S}(?:of{S})?(?P<l>last|next|this){S}week", _weekday_of_week),
    Rule(
        rf"(?:(?P<n>two|three|four){S}(?P<wd>{_LONG})s{S}ago|a{S}week{S}ago{S}(?:on{S})?(?P<wd2>{_LONG})"
        rf"|(?P<wd3>{_LONG}){S}a{S}week{S}ago|(?P<wd4>{_LONG}){S}last(?!{S}(?:week|month|year|night)))",
        _weekdays_ago,
    ),
    Rule(rf"the{S}(?P<d>[0-3]?\d)(?:st|nd|rd|th)(?:{S}of{S}(?P<l>this|last|next){S}month)?", _day_of_month),
    Rule(
        rf"(?:(?P<a>dawn|daybreak|sunrise|sunset|dusk|night)|the{S}(?:early{S}|late{S})?"
        rf"(?P<b>morning|afternoon|evening|night)|the{S}middle{S}of{S}the{S}night)",
        _part_of_day,
    ),
    Rule(
        rf"(?:(?P<x>half|(?:a{S})?quarter){S}past{S}(?P<h>{_HOURS})|(?P<h2>{_HOURS}){S}in{S}the{S}(?P<p>morning|afternoon|evening))",
        _past_hour,
    ),
)
