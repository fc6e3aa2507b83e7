"""Quarters and fiscal years, durations, repeated times, and the vague now, then and soon."""

from __future__ import annotations

import re
from typing import Final

from sayso.resolve.when_calendar import quarter_value, shift_quarter
from sayso.resolve.when_context import Context, Read, Rule
from sayso.resolve.when_dates import full_year
from sayso.resolve.when_days import weekday
from sayso.resolve.when_words import (
    DAYPART,
    DAYPARTS,
    NUMBER,
    NUMBER_OR_A,
    ORDINALS,
    UNIT,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    S,
    duration,
    number,
    unit,
)


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
    step = (
        -4
        if "year" in words
        else {"previous": -1, "preceding": -1, "next": 1, "following": 1}.get(words.split()[-1], 0)
    )
    return Read("DATE", shift_quarter(base, step) or "XXXX-QX")


def _fiscal(m: re.Match[str], c: Context) -> Read | None:
    if m["y"]:
        return Read("DATE", f"{full_year(m['y']):04d}")
    lead = m["l"].lower()
    if c.day is None:
        return Read("DATE", "XXXX")
    return Read("DATE", f"{c.day.year + {'last': -1, 'next': 1}.get(lead.split()[-1], 0):04d}")


def _year_end(_m: re.Match[str], c: Context) -> Read | None:
    return Read("DATE", f"{c.day.year:04d}-12-31" if c.day else "XXXX-12-31")


_AGES: Final = re.compile(r"[\s-]olds?\b")
_RATE: Final = re.compile(r"(?:\b(?:per|percent|%|times|once|twice|[a-z]+s)\s?|\d\s)$")


def _duration(m: re.Match[str], c: Context) -> Read | None:
    count, code = number(m["n"]), unit(m["u"])
    after = c.after()
    if _AGES.match(after) or re.match(r"-(?!long)[a-z]", after) or re.match(r"\sof\sage\b", after):
        return None
    words, joined = m["n"].lower(), m[0][len(m["n"]) :][:1] == "-"
    if code == "TS" and words in ("a", "an", "one", "the", "some"):
        return None
    if words in ("a", "an"):
        return _one(m, c, code)
    if joined and m["u"].lower().endswith("s") and m["u"].lower() not in ("hours",):
        return None
    if re.match(r"(?:\d{4})", words) and code == "D":
        return None
    if code == "Q":
        return Read("DURATION", duration(count, code), when=None) if count is None or count >= 2 else None
    return Read("DURATION", duration(count, code), when=None)


def _one(m: re.Match[str], c: Context, code: str) -> Read | None:
    """ "a year": a rate after a count, else a length after a preposition or "took"."""
    before = c.before()
    if m["u"].lower().endswith("s"):
        return None
    if code == "Q" or (code == "WE" and c.after().startswith("'s")):
        return None
    if re.search(
        r"\b(?:for|in|within|over|than|about|nearly|almost|took|takes|take|lasted|after|every|half|once|only|"
        r"just|under|least|spent|around|of|to|by|another|until|with|and|or)\s$",
        before,
    ):
        return Read("DURATION", duration(1, code), when=None)
    if re.search(
        r"(?:\b(?:times|once|twice|percent|million|billion|barrels|dollars|people|tons|tonnes|cents|points|"
        r"hours|days|\d+)|%)\s$",
        before,
    ):
        return Read("SET", duration(1, code), when=None)
    if code in ("W", "M", "Y", "10Y", "100Y", "TH") and re.match(r"\s?(?:[,.;]|$|long\b)", c.after()):
        return Read("DURATION", duration(1, code), when=None)
    return None


def _plural(m: re.Match[str], c: Context) -> Read | None:
    """ "for weeks", "decades-long", "months of talks": lengths without a number."""
    lead = re.search(
        r"\b(?:for|in|within|over|after|took|lasted|through|of|past|many|these|last|recent|spent|during|with|by|"
        r"the\searly|the|two|throughout)\s$",
        c.before(),
    )
    code = unit(m["u"])
    if c.before().endswith("early "):
        return None
    after = c.after()
    if re.match(r"\s(?:old|ago|to|that|when|are|were|is|later|before|after)\b", after) and not re.match(
        r"\s(?:later|ago|before|after)", after
    ):
        return None
    if not lead and not re.match(r"(?:-|\s)(?:long|of|later|ago|earlier|after|before)\b", after):
        return None
    way = re.match(r"\s(?:ago|earlier|later)\b", after)
    if way:
        return Read("DATE", "FUTURE_REF" if "later" in way[0] else "PAST_REF", when=None)
    return Read("DURATION", duration(None, code), when=None)


def _long(m: re.Match[str], _c: Context) -> Read | None:
    code = unit(m["u"])
    many = m["u"].lower().endswith("s")
    return Read("DURATION", duration(None if many else 1, code), when=None)


def _every(m: re.Match[str], _c: Context) -> Read | None:
    if m["wd"]:
        tail = "T" + DAYPARTS[m["dp"].lower()] if m["dp"] else ""
        return Read("SET", f"XXXX-WXX-{WEEKDAYS[m['wd'].lower().rstrip('.')] + 1}{tail}", when=None)
    count = number(m["n"]) if m["n"] else 1.0
    if m["n"] and m["n"].lower() == "other":
        count = 2.0
    return Read("SET", duration(count, unit(m["u"])), when=None)


_ADVERBS: Final = {
    "hourly": "PT1H",
    "daily": "P1D",
    "nightly": "P1D",
    "weekly": "P1W",
    "fortnightly": "P2W",
    "biweekly": "P2W",
    "monthly": "P1M",
    "yearly": "P1Y",
    "annually": "P1Y",
}


def _adverb(m: re.Match[str], c: Context) -> Read | None:
    if m[0][:1].isupper() and not re.search(r"[.!?\"”]\s*$", c.before(4)) and c.start:
        return None
    return Read("SET", _ADVERBS[m[0].lower()], when=None)


def _per(m: re.Match[str], _c: Context) -> Read | None:
    return Read("SET", duration(1, unit(m["u"])), when=None)


def _weekdays(m: re.Match[str], c: Context) -> Read | None:
    """ "Fridays", "weekends": every one."""
    word = m["wd"].lower()
    if (
        word != "weekend"
        and re.match(r"\s[a-z]", c.after())
        and not re.search(r"\b(?:on|every|and|or|most|all)\s$", c.before())
    ):
        day = weekday(word, "possessive", c)
        return Read("DATE", day.isoformat() if day else f"XXXX-WXX-{WEEKDAYS[word] + 1}")
    if word == "weekend":
        return Read("SET", "XXXX-WXX-WE", when=None)
    return Read("SET", f"XXXX-WXX-{WEEKDAYS[word] + 1}", when=None)


_REFS: Final = {
    "now": "PRESENT_REF",
    "currently": "PRESENT_REF",
    "current": "PRESENT_REF",
    "at present": "PRESENT_REF",
    "at the moment": "PRESENT_REF",
    "right now": "PRESENT_REF",
    "nowadays": "PRESENT_REF",
    "these days": "PRESENT_REF",
    "this time": "PRESENT_REF",
    "the present": "PRESENT_REF",
    "recently": "PAST_REF",
    "recent": "PAST_REF",
    "lately": "PAST_REF",
    "the past": "PAST_REF",
    "the recent past": "PAST_REF",
    "past": "PAST_REF",
    "soon": "FUTURE_REF",
    "the future": "FUTURE_REF",
    "the near future": "FUTURE_REF",
    "shortly": "FUTURE_REF",
    "the foreseeable future": "FUTURE_REF",
    "as soon as possible": "FUTURE_REF",
}


def _ref(m: re.Match[str], c: Context) -> Read | None:
    word = " ".join(m["r"].lower().split())
    if word in ("the past", "past") and re.match(
        r"\s(?:the|and|a|an|[a-z]+s\b|week|year|month|day|few|several|\d)", c.after()
    ):
        return None
    if word == "past":
        return None
    if word in ("shortly", "soon") and re.match(r"\s(?:after|before)\b|\sas\b", c.after()):
        return None
    if word == "this time" and not re.search(r"\b(?:at|by)\s$", c.before()):
        return None
    return Read("DATE", _REFS[word], when=None)


_ORD: Final = "first|second|third|fourth|1st|2nd|3rd|4th"
_REFWORDS: Final = "|".join(w.replace(" ", S) for w in sorted(_REFS, key=len, reverse=True))
_OF_YEAR: Final = (
    rf"(?:(?:,?{S}|{S}of{S}(?:the{S})?(?:fiscal{S}(?:year{S})?)?)(?P<y>{YEAR})"
    rf"|{S}(?:of{S})?(?P<ly>(?:last|this|next){S}year))"
)
RULES: Final = (
    Rule(
        rf"(?:the{S})?(?:(?P<ly2>(?:last|this|next){S}year)['’]s{S})?(?:fiscal{S})?(?:(?P<ya>year-ago|year-earlier){S}|(?P<y0>{YEAR}){S})?(?P<n>{_ORD}|last|latter)(?:{S}fiscal)?(?:{S}|-)(?P<q>quarter|half)"
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
    Rule(r"(?:the\s)?year[-\s]end|the\send\sof\sthe\syear", _year_end),
    Rule(
        rf"(?:every|each){S}(?:(?P<wd>{WEEKDAY})(?:{S}(?P<dp>{DAYPART}))?|(?:(?P<n>{NUMBER}|other){S})?(?P<u>{UNIT}))",
        _every,
    ),
    Rule(rf"(?:per|a{S}per){S}(?P<u>day|week|month|year|hour)", _per),
    Rule("|".join(_ADVERBS), _adverb),
    Rule(r"(?P<wd>monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekend)s", _weekdays),
    Rule(
        rf"(?P<n>{NUMBER_OR_A})(?:{S}(?:more|additional|full|whole|straight|consecutive|entire|long|short|solid))?(?:{S}|-)(?P<u>{UNIT})"
        rf"(?:-long|{S}long)?",
        _duration,
    ),
    Rule(r"(?P<u>day|week|month|year|hour|decade|days|weeks|months|years|hours|decades)-long", _long),
    Rule(r"(?P<u>days|weeks|months|years|hours|decades|centuries)", _plural),
    Rule(rf"(?P<r>{_REFWORDS})", _ref),
)
QUARTERS, REPEATED, OTHERS = RULES[:5], RULES[5:7], RULES[7:]
