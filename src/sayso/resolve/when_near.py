"""Longer times told from the publication day or the last day mentioned: two weeks ago, last year, in summer."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from sayso.resolve.when_calendar import (
    SEASONS,
    interval,
    month_value,
    quarter_value,
    shift_days,
    shift_months,
    shift_quarter,
    week_value,
)
from sayso.resolve.when_context import SAME, Context, Read, Rule
from sayso.resolve.when_dates import WORDED_YEAR, full_year, month_day, month_of, part, year_for
from sayso.resolve.when_days import BACK
from sayso.resolve.when_words import (
    DAYTH,
    MONTH,
    NUMBER,
    NUMBER_OR_A,
    OR_SO,
    SEASON,
    UNIT,
    YEAR,
    S,
    duration,
    number,
    unit,
)

_QUARTER_REACH: Final = 5000
_AHEAD: Final = frozenset(["next", "coming", "following"])
_APPROX: Final = (
    r"(?:about|around|nearly|almost|roughly|approximately|at\sleast|more\sthan|less\sthan|just\sover|just\sunder|"
    r"over|just|only|barely|some|exactly|up\sto)"
)


def _ago(m: re.Match[str], c: Context) -> Read | None:
    if not m["n"] and re.match(r"\s(?:three|six|nine|12)\smonths\b", c.after()):
        return None
    count, code, way = number(m["n"] or "one"), unit(m["u"]), m["w"].lower()
    if count is not None and m["h"] and "half" in m["h"]:
        count += 0.5
    direction = -1 if way in ("ago", "earlier", "before", "previously", "back") else 1
    base = c.day if way in ("ago", "hence") or "from" in way else c.reference
    if way in ("before", "after") and not re.match(r"[,.;:)\"”]|\s(?:that|then)\b|$", c.after()):
        return _lone_span(count, code)
    if count is None and way not in ("ago", "previously", "back", "hence") and "from" not in way:
        return _lone_span(None, code)
    if count is None:
        ref = "PAST_REF" if direction < 0 else "FUTURE_REF"
        if code == "D" and base:
            return Read("DATE", ref, when=None)
        return Read("DATE", ref, when=None)
    near = c.told.quarter and max(c.told.months_at, c.start - _QUARTER_REACH) < c.told.quarter_at
    if near and c.told.quarter and count == 1 and code == "Y":
        return Read("DATE", shift_quarter(c.told.quarter, 4 * direction) or "XXXX-QX")
    if code.startswith("T") and way not in ("ago", "hence") and "from" not in way:
        return Read("DURATION", duration(count, code), when=base.isoformat() if base else None)
    value = moved(base, direction * count, code)
    return Read("TIME" if "T" in value else "DATE", value)


def _lone_span(count: float | None, code: str) -> Read | None:
    """ "two days after the vote": a length, its end unknown to the calendar."""
    return Read("DURATION", duration(count, code), when=None)


def moved(base: dt.date | None, count: float, code: str) -> str:
    """The value so many units on: a day for days and weeks, a month for months, a year for years."""
    whole = int(count)
    if base is None:
        return {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "2W": "XXXX-WXX"}.get(code, "XXXX")
    if code.startswith("T"):
        return (
            f"{base.isoformat()}TXX:XX"
            if code != "TH" or abs(count) < 12
            else _iso(shift_days(base, round(count / 24)))
        )
    if code in ("D", "WE"):
        return _iso(shift_days(base, whole))
    if code in ("W", "2W"):
        weeks = whole * (2 if code == "2W" else 1)
        shifted = shift_days(base, 7 * weeks)
        return week_value(shifted) if shifted else "XXXX-WXX"
    if code == "M":
        shifted = shift_months(base, whole)
        return month_value(shifted) if shifted else "XXXX-XX"
    if code == "Q":
        return shift_quarter(quarter_value(base), whole) or "XXXX-QX"
    year = base.year + whole * {"Y": 1, "10Y": 10, "100Y": 100}.get(code, 1000)
    if not 1 <= year <= 9999:
        return "XXXX"
    digits = f"{year:04d}"
    return {"10Y": digits[:3] + "X", "100Y": digits[:2] + "XX"}.get(code, digits)


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else "XXXX-XX-XX"


def _unit(m: re.Match[str], c: Context) -> Read | None:
    """ "last week", "this year", "next month", "the past year", "later this week"."""
    lead, code = m["l"].lower().split()[-1], unit(m["u"])
    mod = part(m["p"]) if m["p"] else None
    if m["p"] and m["p"].lower() in ("earlier", "later"):
        mod = "START" if m["p"].lower() == "earlier" else "END"
    step = -1 if lead in BACK else 1 if lead in _AHEAD else 0
    if m["u"].lower().endswith("s") and code != "WE":
        return _plural(lead, code, c)
    if m["l"][:1].isupper() and m["u"][:1].isupper() and re.search(r"[\"“'‘]$", c.before()):
        return None
    base = _leaning(code, c) if lead in ("previous", "preceding", "following", "that", "same") else c.day
    if lead in ("past", "coming") and code in ("D", "W", "M", "Y", "10Y", "100Y") and base:
        value = duration(1, code)
        return Read("DURATION", value, mod, _span_when(base, step, code))
    if code in ("10Y", "100Y", "1000Y"):
        return Read("DATE", moved(base, step, code), mod)
    if code == "WE":
        return Read("DATE", weekend(base, step, c), mod)
    if code == "Q" and base:
        return Read("DATE", shift_quarter(quarter_value(base), step) or "XXXX-QX", mod)
    if code.startswith("T") or code == "2W":
        return Read("DURATION", duration(1, code), mod, None)
    return Read("DATE", moved(base, step, code), mod)


def _plural(lead: str, code: str, c: Context) -> Read | None:
    """ "the past years", "coming quarters": a length of unknown size up to or from the publication day."""
    if lead not in BACK and lead not in _AHEAD:
        return None
    step = -3 if lead in BACK else 3
    return Read("DURATION", duration(None, code), when=_span_when(c.day, step, code) if c.day else None)


def _leaning(code: str, c: Context) -> dt.date | None:
    """What "the following month" and "that year" lean on: the last month, year or day told of."""
    told = c.told
    if code == "M" and told.month and told.month_at >= told.day_at:
        return told.month
    if code == "Y" and told.year:
        return dt.date(told.year, 1, 1)
    return c.reference


def weekend(base: dt.date | None, step: int, c: Context) -> str:
    """``2022-W01-WE``: on a Saturday or Sunday this one; otherwise the last, or the coming one if it lies ahead."""
    if base is None:
        return "XXXX-WXX-WE"
    if step == 0 and base.weekday() < 5 and c.tense != "future":
        step = -1
    shifted = shift_days(base, 7 * step)
    return week_value(shifted) + "-WE" if shifted else "XXXX-WXX-WE"


def _before_last(m: re.Match[str], c: Context) -> Read | None:
    code = unit(m["u"])
    return Read("DATE", weekend(c.day, -2, c) if code == "WE" else moved(c.day, -2, code))


def _the_weekend(_m: re.Match[str], c: Context) -> Read | None:
    if (
        c.day
        and c.day.weekday() < 5
        and re.search(r"\b(?:before|until|till|by|ahead\sof|for)\s$", c.before())
    ):
        return Read("DATE", week_value(c.day) + "-WE")
    return Read("DATE", weekend(c.day, 0, c))


def _week_of(m: re.Match[str], c: Context) -> Read | None:
    """ "the week of March 6": the week that the day lies in."""
    year = full_year(m["y"]) if m["y"] else None
    read = month_day(month_of(m["m1"] or m["m2"]), int(re.sub(r"\D", "", m["d1"] or m["d2"])), year, c)
    if read is None or "X" in read.value:
        return read
    return Read("DATE", week_value(dt.date.fromisoformat(read.value)))


def _span_when(base: dt.date, step: float, code: str) -> str | None:
    """ "The past two years" as months, shorter spans as days, both up to the base."""
    if code.startswith("T"):
        size = {"TH": 1 / 24, "TM": 1 / 1440, "TS": 1 / 86400}[code]
        other = shift_days(base, -1 if -2 < step * size < 0 else round(step * size))
    elif code in ("D", "W", "2W"):
        other = shift_days(base, round(step * {"D": 1, "W": 7, "2W": 14}[code]))
    else:
        months = {"M": 1, "Q": 3, "Y": 12, "10Y": 120, "100Y": 1200}.get(code, 12000)
        other = shift_months(base, round(step * months))
    return interval(other, base) if other else None


def _units(m: re.Match[str], c: Context) -> Read | None:
    """ "the past three days", "the next few weeks": a length with its place in the calendar."""
    count, code = number(m["n"]), unit(m["u"])
    step = -1 if m["l"].lower().split()[-1] in BACK else 1
    if m["l"].lower().split()[-1] == "first":
        return Read("DURATION", duration(count, code), when=None)
    if m["n2"]:
        return Read(
            "DURATION",
            duration(None, code),
            when=_span_when(c.day, step * (number(m["n2"]) or 3), code) if c.day else None,
        )
    when = None
    if c.day is not None:
        when = _span_when(c.day, step * (count if count is not None else 3), code)
    return Read("DURATION", duration(count, code), when=when)


def _recent(m: re.Match[str], c: Context) -> Read | None:
    code = unit(m["u"])
    ahead = m["l"].lower() == "coming"
    when = _span_when(c.day, 3 if ahead else -3, code) if c.day and code in ("D", "W", "M") else None
    if m["l"].lower() == "future":
        return Read("DATE", "FUTURE_REF", when=None)
    if m["l"].lower() == "recent" and code == "Y":
        return Read("DATE", "PAST_REF", when=None)
    return Read("DURATION", duration(None, code), when=when)


def _relative_month(m: re.Match[str], c: Context) -> Read | None:
    """ "last January", "next March", "this June"."""
    month, lead = month_of(m["mon"]), m["l"].lower().split()[-1]
    if m["mon"][:1].islower() or re.match(r"\s\d{1,2}\b", c.after()):
        return None
    if c.day is None:
        return Read("DATE", f"XXXX-{month:02d}", part(m["p"]))
    year: int | None = c.day.year
    if lead in BACK:
        year = c.day.year - (month >= c.day.month - 1)
    elif lead in _AHEAD:
        year = c.day.year + (month <= c.day.month)
    elif lead != "this":
        year = year_for(month, None, c)
    return Read("DATE", f"{year:04d}-{month:02d}", part(m["p"])) if year else None


def _month_of_year(m: re.Match[str], c: Context) -> Read | None:
    """ "August last year"."""
    month, lead = month_of(m["mon"]), m["l"].lower()
    base = c.told.year if lead == "that" else c.day.year if c.day else None
    if m["mon"][:1].islower() or base is None:
        return None
    return Read("DATE", f"{base + {'last': -1, 'next': 1}.get(lead, 0):04d}-{month:02d}", part(m["p"]))


def _season(m: re.Match[str], c: Context) -> Read | None:
    code, lead = SEASONS[m["s"].lower()], (m["l"] or "").lower().split()[-1:]
    word = lead[0] if lead else ""
    if m["y"]:
        return Read("DATE", f"{full_year(m['y']):04d}-{code}", part(m["p"]))
    if c.after().startswith(" of "):
        return None
    if m["s"].lower() in ("spring", "fall") and word not in (
        "last",
        "next",
        "this",
        "that",
        "same",
        "the",
        "past",
    ):
        return None
    if (
        word not in ("last", "next", "this", "that", "same", "past", "coming", "previous", "following")
        and not re.search(
            r"\b(?:in|into|during|since|until|by|of|through|throughout|over|for|late|early)\s(?:the\s)?$",
            c.before(),
        )
        and not m["p"]
    ):
        return None
    if c.day is None:
        return Read("DATE", f"XXXX-{code}", part(m["p"]))
    middle = {"SP": 4, "SU": 7, "FA": 10, "WI": 1}[code]
    year = c.day.year
    if word in ("last", "past", "previous"):
        year -= middle + 2 > c.day.month
    elif word in ("next", "coming", "following"):
        year += middle - 2 < c.day.month
    elif word in ("that", "same") and c.told.year:
        year = c.told.year
    elif word != "this":
        year = year_for(middle, None, c) or year
    return Read("DATE", f"{year - (code == 'WI'):04d}-{code}", part(m["p"]), SAME)


_PART: Final = r"(?:earlier|early|mid|later|late|the\s(?:start|beginning|middle|end|rest)\sof)"
_WHICH: Final = (
    rf"(?:(?:the|this|that|these|those){S}(?:very{S})?)?"
    r"(?:last|past|previous|preceding|next|coming|following|current|same)|this|that"
)
RULES: Final = (
    Rule(
        rf"the{S}week{S}(?:of|beginning|starting|ended|ending){S}(?:(?P<m1>{MONTH}){S}(?P<d1>{DAYTH})|(?P<d2>{DAYTH}){S}(?P<m2>{MONTH}))"
        rf"(?:,?{S}(?P<y>{YEAR}))?",
        _week_of,
    ),
    Rule(
        rf"(?:{_APPROX}{S})?(?P<n>{NUMBER_OR_A})(?:{S}|-)(?P<u>{UNIT})(?P<h>{OR_SO})?{S}(?P<w>ago|earlier|later|before|after|previously|"
        rf"back|hence|from{S}(?:now|today))",
        _ago,
    ),
    Rule(
        rf"(?:the{S})?(?:comparable{S})?(?P<n>)(?P<u>year|month|week|day)(?P<h>)-(?P<w>ago|earlier)(?:{S}(?:quarter|period))?",
        _ago,
    ),
    Rule(
        rf"(?:the{S})?(?P<l>last|past|next|first|previous|coming|following){S}(?P<n>{NUMBER})(?:(?:{S}(?:to|or){S}|\s?[-–]\s?)(?P<n2>{NUMBER}))?{S}(?P<u>{UNIT})",
        _units,
    ),
    Rule(rf"(?P<l>recent|coming|future){S}(?P<u>days|weeks|months|quarters|years|hours|decades)", _recent),
    Rule(
        rf"(?:(?P<p>{_PART})[\s-](?:in{S})?)?(?P<mon>{MONTH}),?{S}(?:of{S})?(?P<l>last|this|next|that){S}year",
        _month_of_year,
    ),
    Rule(rf"(?:(?P<p>{_PART})[\s-](?:in{S})?)?(?P<l>{_WHICH}){S}(?P<mon>{MONTH})", _relative_month),
    Rule(
        rf"(?:(?P<p>{_PART})[\s-](?:in{S})?)?(?:(?P<l>{_WHICH}|the){S})?(?P<s>{SEASON})(?:(?:{S}of)?{S}(?P<y>{YEAR}|{WORDED_YEAR}))?",
        _season,
    ),
    Rule(rf"(?:(?P<p>{_PART})[\s-](?:in{S})?)?(?P<l>{_WHICH}){S}(?:calendar{S})?(?P<u>{UNIT})", _unit),
    Rule(rf"the{S}(?P<u>week|month|year|weekend){S}before{S}last", _before_last),
    Rule(rf"the{S}weekend", _the_weekend),
)
