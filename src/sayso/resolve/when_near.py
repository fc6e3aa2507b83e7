"""Times told from the publication day or from the last day mentioned: weekdays, today, ago, last week, this morning."""

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
from sayso.resolve.when_dates import month_day, month_of, part, year_for
from sayso.resolve.when_words import (
    CLOCK,
    DAYPART,
    DAYPARTS,
    DAYTH,
    MONTH,
    NUMBER,
    NUMBER_OR_A,
    SEASON,
    UNIT,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    ZONE,
    S,
    duration,
    number,
    unit,
)

_QUARTER_REACH: Final = 5000
_BACK: Final = frozenset("last past previous preceding".split())
_AHEAD: Final = frozenset("next coming following".split())
_APPROX: Final = (
    r"(?:about|around|nearly|almost|roughly|approximately|at\sleast|more\sthan|less\sthan|just\sover|just\sunder|"
    r"over|just|only|barely|some|exactly|up\sto)"
)


def weekday(name: str, lead: str, c: Context) -> dt.date | None:
    """The day that a weekday's name means: by "last", "next" or "this", else by tense; the publication day itself if it
    has that name."""
    wanted = WEEKDAYS[name.lower().rstrip(".")]
    base = c.reference if lead in ("following", "previous", "preceding") else c.day
    if base is None:
        return None
    back = (base.weekday() - wanted) % 7
    ahead = (wanted - base.weekday()) % 7
    if lead in _BACK:
        return shift_days(base, -(back or 7))
    if lead in ("next", "following"):
        return shift_days(base, ahead or 7)
    if lead == "coming" or (lead == "this" and c.tense != "past") or c.tense == "future":
        if lead or not ( re.match(r"['’]s\b", c.after())):
            return shift_days(base, ahead)
    return shift_days(base, -back)


def _weekday(m: re.Match[str], c: Context) -> Read | None:
    name = m["wd"]
    if not _is_weekday(name, c):
        return None
    lead = (m["l"] or "").lower().split()[-1:] or [""]
    day = weekday(name, lead[0], c)
    index = WEEKDAYS[name.lower().rstrip(".")] + 1
    value = day.isoformat() if day else f"XXXX-WXX-{index}"
    return _daypart(value, m["dp"], part(m["p"]))


def _is_weekday(name: str, c: Context) -> bool:
    """The Sun, Mon the language, sat down and wed are no days; nor are plurals, which are sets."""
    low = name.lower().rstrip(".")
    if name[:1].islower() and len(low) < 6:
        return False
    if len(low) < 6:
        dotted = name.endswith(".") and bool(re.match(r",|\s[a-z]", c.text[c.end : c.end + 2]))
        return dotted or bool(re.match(rf",?\s(?:\d|{MONTH})", c.after())) or c.before().endswith((" on ", "\n"))
    if low == "friday" and c.before().endswith(("black ", "good ", "man ")):
        return not c.before().endswith("man ")
    return True


def _daypart(value: str, words: str | None, mod: str | None = None) -> Read:
    if not words:
        return Read("DATE", value, mod)
    low = words.lower()
    if low in ("noon", "midday"):
        return Read("TIME", value + "T12:00", mod)
    if low == "midnight":
        return Read("TIME", value + "T24:00", mod)
    return Read("TIME", value + "T" + DAYPARTS[low], mod)


def _today(m: re.Match[str], c: Context) -> Read | None:
    word = re.sub(r"\s+", " ", m["t"].lower())
    if word == "today" and _nowadays(c):
        return Read("DATE", "PRESENT_REF", when=None)
    shift = {"yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}
    day = shift_days(c.day, shift.get(word, 0)) if c.day else None
    return _daypart(day.isoformat() if day else "XXXX-XX-XX", m["dp"], part(m["p"]))


def _nowadays(c: Context) -> bool:
    return bool(re.search(r"\b(?:of|even|until)\s$", c.before()))


def _tonight(m: re.Match[str], c: Context) -> Read | None:
    words = m["n"].lower()
    day = c.day
    if day and words != "tonight":
        day = shift_days(day, -1)
    return Read("TIME", (day.isoformat() if day else "XXXX-XX-XX") + "TNI")


def _overnight(m: re.Match[str], c: Context) -> Read | None:
    if re.match(r"\s(?:success|sensation|bag|bus|train|stay|rate|lending)", c.after()):
        return None
    day = c.day
    if day is None:
        return Read("TIME", "XXXX-XX-XXTNI")
    before = shift_days(day, -1)
    return Read("TIME", f"{(before or day).isoformat()}TNI", when=interval(before or day, day))


def _this_part(m: re.Match[str], c: Context) -> Read | None:
    lead = m["l"].lower().split()[-1]
    if lead == "this":
        day = c.day
    elif lead in ("that", "same"):
        day = c.reference
    else:
        base = c.reference
        day = shift_days(base, -1 if lead in ("previous", "last") else 1) if base else None
    return _daypart(day.isoformat() if day else "XXXX-XX-XX", m["dp"], part(m["p"]))


def _clock(m: re.Match[str], c: Context) -> Read | None:
    words = m["c"].lower()
    hour, minute = _hour(words, (m["of"] or "").lower(), c)
    if hour is None:
        return None
    day = None
    if m["wd"] and _is_weekday(m["wd"], c):
        day = weekday(m["wd"], "", c)
    elif m["mon"]:
        read = month_day(month_of(m["mon"]), int(re.sub(r"\D", "", m["d"])), None, c)
        return Read("TIME", f"{read.value}T{hour:02d}:{minute:02d}") if read else None
    elif m["td"] and c.day:
        day = shift_days(c.day, {"yesterday": -1, "tomorrow": 1}.get(m["td"].lower(), 0))
    else:
        day = c.told.day if c.told.day and c.start - c.told.day_at < 200 else c.day
    return Read("TIME", f"{day.isoformat() if day else 'XXXX-XX-XX'}T{hour:02d}:{minute:02d}")


def _hour(words: str, daypart: str, c: Context) -> tuple[int | None, int]:
    if words in ("noon", "midday"):
        return 12, 0
    if words == "midnight":
        return 24, 0
    digits = re.match(r"(\d{1,2})(?:[:.](\d\d))?|(\d{4})", words.replace(" ", ""))
    if re.match(r"\d{4}", words):
        hour, minute = int(words[:2]), int(words[2:4])
    elif digits:
        hour, minute = int(digits[1]), int(digits[2] or 0)
    else:
        hour, minute = int(number(re.split(r"\s", words)[0]) or 99), 0
    if "." in words[:3] and not re.search(r"[ap]\.?m", words):
        if (
            not re.match(r"\s?(?:GMT|UTC|local)", c.text[c.end - 6 : c.end + 6])
            and "GMT" not in c.text[c.start : c.end]
        ):
            return None, 0
    if not re.search(r"[ap]\.?m|clock|gmt|utc|hours|hrs|local", words) and re.search(r"[\d:]$", c.before(2)):
        return None, 0
    late = bool(re.search(r"p\.?m", words)) or daypart in ("afternoon", "evening", "night")
    if late and hour < 12:
        hour += 12
    elif re.search(r"a\.?m", words) and hour == 12:
        hour = 0
    return (hour, minute) if hour <= 24 and minute < 60 else (None, 0)


def _ago(m: re.Match[str], c: Context) -> Read | None:
    count, code, way = number(m["n"] or "one"), unit(m["u"]), m["w"].lower()
    direction = -1 if way in ("ago", "earlier", "before", "previously", "back") else 1
    base = c.day if way in ("ago", "hence") or "from" in way else c.reference
    if (
        way in ("before", "after")
        and count is not None
        and not re.match(r"[,.;:)\"”]|\s(?:that|then)\b|$", c.after())
    ):
        return _lone_span(m, c, count, code)
    if count is None:
        ref = "PAST_REF" if direction < 0 else "FUTURE_REF"
        if code == "D" and base:
            return Read("DATE", ref, when=None)
        return Read("DATE", ref, when=None)
    if c.told.quarter and c.start - c.told.quarter_at < _QUARTER_REACH and count == 1 and code == "Y":
        return Read("DATE", shift_quarter(c.told.quarter, 4 * direction) or "XXXX-QX")
    value = moved(base, direction * count, code, c)
    return Read("TIME" if "T" in value else "DATE", value)


def _lone_span(m: re.Match[str], c: Context, count: float, code: str) -> Read | None:
    """ "two days after the vote": a length, its end unknown to the calendar."""
    return Read("DURATION", duration(count, code), when=None)


def moved(base: dt.date | None, count: float, code: str, c: Context) -> str:
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


def _day_before(m: re.Match[str], c: Context) -> Read | None:
    """ "the previous day", "a day later", "the day before": leaning on the last day told of."""
    word = m["x"].lower()
    step = -1 if word in ("previous", "preceding", "before", "earlier") else 1
    if word in ("before", "after") and re.match(r"\s(?!that|it\b|and|when|but|in\b|at\b|on\b)\w", c.after()):
        return None
    day = shift_days(c.reference, step) if c.reference else None
    return Read("DATE", _iso(day))


def _that_day(m: re.Match[str], c: Context) -> Read | None:
    return Read("DATE", _iso(c.reference))


_PARTS: Final = {
    "early": "START",
    "earlier": "START",
    "late": "END",
    "later": "END",
    "mid": "MID",
    "middle": "MID",
}


def _unit(m: re.Match[str], c: Context) -> Read | None:
    """ "last week", "this year", "next month", "the past year", "later this week"."""
    lead, code = m["l"].lower().split()[-1], unit(m["u"])
    mod = part(m["p"]) if m["p"] else None
    if m["p"] and m["p"].lower() in ("earlier", "later"):
        mod = "START" if m["p"].lower() == "earlier" else "END"
    step = -1 if lead in _BACK else 1 if lead in _AHEAD else 0
    base = c.reference if lead in ("previous", "preceding", "following", "that", "same") else c.day
    if lead in ("past", "coming") and code in ("D", "W", "M", "Y", "10Y", "100Y") and base:
        value = duration(1, code)
        return Read("DURATION", value, mod, _span_when(base, step, code))
    if code in ("10Y", "100Y", "1000Y"):
        return Read("DATE", moved(base, step, code, c), mod)
    if code == "WE":
        return Read("DATE", weekend(base, step, c), mod)
    if code == "Q" and base:
        return Read("DATE", shift_quarter(quarter_value(base), step) or "XXXX-QX", mod)
    if code.startswith("T") or code == "2W":
        return Read("DURATION", duration(1, code), mod, None)
    if code == "Y" and lead in ("that", "same") and c.told.year:
        return Read("DATE", f"{c.told.year:04d}", mod)
    return Read("DATE", moved(base, step, code, c), mod)


def weekend(base: dt.date | None, step: int, c: Context) -> str:
    """``2022-W01-WE``: on a Saturday or Sunday this one; otherwise the last, or the coming one if it lies ahead."""
    if base is None:
        return "XXXX-WXX-WE"
    if step == 0 and base.weekday() < 5 and c.tense != "future":
        step = -1
    shifted = shift_days(base, 7 * step)
    return week_value(shifted) + "-WE" if shifted else "XXXX-WXX-WE"


def _the_weekend(m: re.Match[str], c: Context) -> Read | None:
    return Read("DATE", weekend(c.day, 0, c))


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
    step = -1 if m["l"].lower().split()[-1] in _BACK else 1
    if m["l"].lower().split()[-1] == "first":
        return Read("DURATION", duration(count, code), when=None)
    when = None
    if c.day is not None:
        when = _span_when(c.day, step * (count if count is not None else 3), code)
    return Read("DURATION", duration(count, code), when=when)


def _recent(m: re.Match[str], c: Context) -> Read | None:
    code = unit(m["u"])
    ahead = m["l"].lower() == "coming"
    when = _span_when(c.day, 3 if ahead else -3, code) if c.day and code in ("D", "W", "M") else None
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
    if lead in _BACK:
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
        return Read("DATE", f"{int(m['y']):04d}-{code}", part(m["p"]))
    if c.after().startswith(" of "):
        return None
    if m["s"].lower() in ("spring", "fall") and word not in ("last", "next", "this", "the", "past"):
        return None
    if (
        word not in ("last", "next", "this", "past", "coming", "previous", "following")
        and not re.search(
            r"\b(?:in|during|since|until|by|of|through|throughout|over|for|late|early)\s(?:the\s)?$",
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
    elif word != "this":
        year = year_for(middle, None, c) or year
    return Read("DATE", f"{year - (code == 'WI'):04d}-{code}", part(m["p"]), SAME)


_PART: Final = r"(?:earlier|early|mid|later|late|the\s(?:start|beginning|middle|end|rest)\sof)"
_WHICH: Final = r"(?:(?:the|this|that|these|those){S}(?:very{S})?)?(?:last|past|previous|preceding|next|coming|following|current|same)|this|that".replace(
    "{S}", S
)
RULES: Final = (
    Rule(
        rf"(?P<c>{CLOCK})(?:{S}\(?{ZONE}\)?)?(?:{S}(?:in{S}the{S})(?P<of>morning|afternoon|evening)|{S}at{S}night)?"
        rf"(?:,?{S}(?:on{S}|late{S}|early{S})?(?:(?P<wd>{WEEKDAY})|(?P<td>today|yesterday|tomorrow)|(?P<mon>{MONTH}){S}(?P<d>{DAYTH})))?",
        _clock,
    ),
    Rule(
        rf"(?:(?P<p>early|earlier|mid|late|later){S}(?:on{S})?)?(?:(?P<l>(?:the{S}|this{S})?(?:last|past|next|coming|following|previous|preceding)|this){S})?"
        rf"(?P<wd>{WEEKDAY})(?:(?:['’]s)?{S}(?:at{S})?(?P<dp>{DAYPART}|noon|midnight))?",
        _weekday,
    ),
    Rule(
        rf"(?:(?P<p>early|earlier|late|later){S})?(?P<t>the{S}day{S}before{S}yesterday|the{S}day{S}after{S}tomorrow|today|yesterday|tomorrow)"
        rf"(?:(?:['’]s)?{S}(?P<dp>{DAYPART}|noon|midnight))?",
        _today,
    ),
    Rule(rf"(?P<n>tonight|last{S}night|last{S}evening)", _tonight),
    Rule(r"overnight", _overnight),
    Rule(
        rf"(?:(?P<p>early|earlier|late|later){S})?(?P<l>this|that|(?:the{S}|that{S})?(?:same|next|following|previous)){S}(?P<dp>{DAYPART})",
        _this_part,
    ),
    Rule(
        rf"(?:{_APPROX}{S})?(?P<n>{NUMBER_OR_A})(?:{S}|-)(?P<u>{UNIT}){S}(?P<w>ago|earlier|later|before|after|previously|"
        rf"back|hence|from{S}(?:now|today))",
        _ago,
    ),
    Rule(
        rf"(?:the{S})?(?:comparable{S})?(?P<n>)(?P<u>year|month|week|day)-(?P<w>ago|earlier)(?:{S}(?:quarter|period))?",
        _ago,
    ),
    Rule(rf"(?:the|that){S}day{S}(?P<x>before|after|earlier|later)", _day_before),
    Rule(rf"(?:the{S}(?:very{S})?)?(?P<x>previous|preceding|next|following){S}day", _day_before),
    Rule(rf"(?:earlier{S}|later{S})?(?:on{S})?(?:that{S}same|the{S}same|that|same){S}day", _that_day),
    Rule(
        rf"(?:the{S})?(?P<l>last|past|next|first|previous|coming|following){S}(?P<n>{NUMBER}){S}(?P<u>{UNIT})",
        _units,
    ),
    Rule(rf"(?P<l>recent|coming){S}(?P<u>days|weeks|months|years|hours|decades)", _recent),
    Rule(
        rf"(?:(?P<p>{_PART})[\s-](?:in{S})?)?(?P<mon>{MONTH}),?{S}(?:of{S})?(?P<l>last|this|next|that){S}year",
        _month_of_year,
    ),
    Rule(rf"(?:(?P<p>{_PART})[\s-](?:in{S})?)?(?P<l>{_WHICH}){S}(?P<mon>{MONTH})", _relative_month),
    Rule(
        rf"(?:(?P<p>{_PART})[\s-](?:in{S})?)?(?:(?P<l>{_WHICH}|the){S})?(?P<s>{SEASON})(?:(?:{S}of)?{S}(?P<y>{YEAR}))?",
        _season,
    ),
    Rule(rf"(?:(?P<p>{_PART})[\s-](?:in{S})?)?(?P<l>{_WHICH}){S}(?:calendar{S})?(?P<u>{UNIT})", _unit),
    Rule(rf"the{S}weekend", _the_weekend),
)
