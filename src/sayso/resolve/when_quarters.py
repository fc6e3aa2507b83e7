"""Quarters, halves and fiscal years, and "the year" of a yearly report."""

from __future__ import annotations

import re
from typing import Final

from sayso.resolve.when_calendar import quarter_value, shift_quarter
from sayso.resolve.when_context import Context, Read, Rule
from sayso.resolve.when_dates import full_year, part
from sayso.resolve.when_words import ORDINALS, YEAR, S


def _quarter(m: re.Match[str], c: Context) -> Read | None:
    """ "the third quarter", "first-quarter", "last year's second half": by its year, else by tense and nearness."""
    which, half = (m["n"] or "").lower(), m["q"].lower() == "half"
    index = ORDINALS.get(which) or (int(which[0]) if which[:1].isdigit() else None)
    if index is None or index > (2 if half else 4):
        index = {"last": 2, "latter": 2}.get(which) if half else None
        if index is None and which == "last" and not half and c.day and not m["y"]:
            return Read("DATE", shift_quarter(quarter_value(c.day), -1) or "XXXX-QX")
        if index is None:
            return None
    if half and not (m["y"] or m["ly"] or m["ly2"]):
        return None
    year = _year_of(m, c)
    if year is None and c.day is not None:
        year = c.day.year
        now = (c.day.month - 1) // 3 + 1
        if index > now or (index == now and c.tense == "past" and c.day.month % 3 == 1):
            year -= index > now and c.tense != "future" and index - now > 1
    code = "H" if half else "Q"
    return Read("DATE", f"{year:04d}-{code}{index}" if year else f"XXXX-{code}{index}")


def _year_of(m: re.Match[str], c: Context) -> int | None:
    if m["y"] or m["y0"]:
        return full_year(m["y"] or m["y0"])
    if m["ya"] and c.day:
        return c.day.year - 1
    words = (m["ly"] or m["ly2"] or "").lower()
    if words and c.day:
        return c.day.year + {"last": -1, "next": 1}.get(words.split()[0], 0)
    return None


def _latest_quarter(m: re.Match[str], c: Context) -> Read | None:
    """ "the quarter", "the latest period", "the year-earlier quarter": leaning on the quarter last told of."""
    words = m["x"].lower()
    if c.after().startswith("-to-"):
        return None
    if c.told.quarter is None:
        if words in ("the", "that") or "period" in m[0].lower():
            return None
        if c.day is None:
            return Read("DATE", "XXXX-QX", when=None)
    if m["y"]:
        return (
            Read("DATE", m["y"] + (c.told.quarter or "-QX")[4:])
            if "-QX" not in (c.told.quarter or "-QX")
            else Read("DATE", m["y"])
        )
    base = c.told.quarter or (shift_quarter(quarter_value(c.day), -1) if c.day else None)
    if base is None:
        return None
    if c.day and (words == "latest" or "year" in words):  # one that is over, if only one to come was told of
        base = min(base, shift_quarter(quarter_value(c.day), -1) or base)
    step = (
        -4
        if "year" in words
        else {"previous": -1, "preceding": -1, "next": 1, "following": 1}.get(words.split()[-1], 0)
    )
    return Read("DATE", shift_quarter(base, step) or "XXXX-QX")


def _same_period(m: re.Match[str], c: Context) -> Read | None:
    """ "the corresponding period last year", "the quarter a year ago": a year before the quarter last told of."""
    base = c.told.quarter or (quarter_value(c.day) if c.day else None)
    if base is None or (c.told.quarter is None and "period" in m[0].lower()):
        return None
    return Read("DATE", shift_quarter(base, -4) or "XXXX-QX")


def _short_quarter(m: re.Match[str], c: Context) -> Read | None:
    """ "Q3 2021", "H1"; without a year the last one that has begun."""
    code, index = m["q"][0].upper(), int(m["q"][1])
    if not m["y"] and (c.day is None or m["q"][0].islower()):
        return None
    year = full_year(m["y"]) if m["y"] else 0
    if not year and c.day:
        year = c.day.year - (
            index > (c.day.month - 1) // (3 if code == "Q" else 6) + 1 and c.tense != "future"
        )
    return Read("DATE", f"{year:04d}-{code}{index}")


def _fiscal(m: re.Match[str], c: Context) -> Read | None:
    if m["y"]:
        return Read("DATE", f"{full_year(m['y']):04d}")
    lead = m["l"].lower()
    if c.day is None:
        return Read("DATE", "XXXX")
    return Read("DATE", f"{c.day.year + {'last': -1, 'next': 1}.get(lead.split()[-1], 0):04d}")


def _year_end(_m: re.Match[str], c: Context) -> Read | None:
    return Read("DATE", f"{c.day.year:04d}-12-31" if c.day else "XXXX-12-31")


def _end_of_year(_m: re.Match[str], c: Context) -> Read | None:
    return (
        Read("DATE", f"{c.day.year:04d}", "END", f"{c.day.year:04d}-12-31")
        if c.day
        else Read("DATE", "XXXX", "END")
    )


def _the_year(m: re.Match[str], c: Context) -> Read | None:
    """ "so far in the year", "for the full year": the publication year; "the year ended March 31": a length."""
    if re.match(r"\s(?:ended|ending|through|to)\s", c.after()):
        return Read("DURATION", "P1Y", when=None)
    if not (m["x"] or m["p"]) and not re.search(r"\b(?:of|for|in|during|throughout)\s$", c.before()):
        return None
    if re.match(r"\s(?:that|which|when|before|after|since|of|or|two|nineteen|twenty|\d)\b|\s?-", c.after()):
        return None
    year = c.day.year if c.day else c.told.year
    return Read("DATE", f"{year:04d}" if year else "XXXX", part(m["p"]))


_ORD: Final = "first|second|third|fourth|1st|2nd|3rd|4th"
_OF_YEAR: Final = (
    rf"(?:(?:,?{S}|{S}of{S}(?:the{S})?(?:fiscal{S}(?:year{S})?)?)(?P<y>{YEAR})"
    rf"|{S}(?:of{S})?(?P<ly>(?:last|this|next){S}year))"
)
RULES: Final = (
    Rule(
        rf"(?:the{S}(?:(?:corresponding|comparable|same|like){S}(?:period|quarter)|quarter){S}(?:of{S}|in{S})?(?:last{S}year|a{S}year{S}(?:ago|earlier))"
        rf"|last{S}year['’]s{S}quarter)",
        _same_period,
    ),
    Rule(
        rf"(?:the{S})?(?:(?P<ly2>(?:last|this|next){S}year)['’]s{S})?(?:fiscal(?:{S}|-))?(?:(?P<ya>year-ago|year-earlier){S}|(?P<y0>{YEAR})(?:['’]s)?{S})?(?P<n>{_ORD}|last|latter)(?:{S}fiscal)?(?:{S}|-)(?P<q>quarter|half)"
        rf"{_OF_YEAR}?",
        _quarter,
    ),
    Rule(
        rf"the{S}(?:comparable{S})?(?P<x>year-ago|year-earlier|latest|current|previous|preceding|next|following|(?P<y>{YEAR})){S}(?:fiscal{S})?(?:quarter|period)",
        _latest_quarter,
    ),
    Rule(rf"(?P<x>the|that|latest|year-earlier|year-ago)(?P<y>){S}quarter", _latest_quarter),
    Rule(
        rf"(?:the{S})?(?:fiscal{S}(?:year{S})?(?P<y>{YEAR}|['’]\d\d)|(?P<l>(?:the{S})?(?:current|last|next|this|latest)){S}fiscal{S}year)",
        _fiscal,
    ),
    Rule(rf"(?P<q>q[1-4]|h[12])(?:{S}(?:of{S})?(?:FY{S}?)?(?P<y>{YEAR}|['’]\d\d))?", _short_quarter),
    Rule(rf"(?:the{S})?year[-\s]end", _year_end),
    Rule(rf"(?:the{S}end{S}of{S}the{S}year|(?:the{S})?year['’]s{S}end)", _end_of_year),
    Rule(
        rf"(?:(?P<p>earlier|later|early|late){S}in{S})?the{S}(?P<x>full{S}|fiscal{S}|financial{S})?year",
        _the_year,
    ),
)
