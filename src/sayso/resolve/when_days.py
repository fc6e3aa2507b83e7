"""Days and parts of days told from the publication day or the last day mentioned: weekdays, today, five o'clock."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from sayso.resolve.when_calendar import interval, shift_days
from sayso.resolve.when_context import Context, Read, Rule
from sayso.resolve.when_dates import month_day, month_of, part
from sayso.resolve.when_words import (
    CLOCK,
    DAYPART,
    DAYPARTS,
    DAYTH,
    MONTH,
    WEEKDAY,
    WEEKDAYS,
    ZONE,
    S,
    number,
)

BACK: Final = frozenset({"last", "past", "previous", "preceding"})


def weekday(name: str, lead: str, c: Context) -> dt.date | None:
    """The day that a weekday's name means: by "last", "next" or "this", else by tense; the publication day itself if it
    has that name."""
    wanted = WEEKDAYS[name.lower().rstrip(".")]
    base = c.reference if lead in ("following", "previous", "preceding") else c.day
    if base is None:
        return None
    back = (base.weekday() - wanted) % 7
    ahead = (wanted - base.weekday()) % 7
    if lead in BACK:
        return shift_days(base, -(back or 7))
    if lead in ("next", "following"):
        return shift_days(base, ahead or 7)
    ahead_told = lead == "coming" or (lead == "this" and c.tense != "past") or c.tense == "future"
    if not lead and c.tense == "none" and re.search(r"\b(?:until|till|by)\s$", c.before()):
        return shift_days(base, ahead)
    if ahead_told and (lead or not re.match(r"['’]s\b", c.after())):
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
    if m["pl"]:
        return Read("SET", f"XXXX-WXX-{index}T{DAYPARTS[m['dp'].lower()]}", when=None)
    return _daypart(value, m["dp"], part(m["p"]))


def _part_of(m: re.Match[str], c: Context) -> Read | None:
    """ "mid-afternoon yesterday", "late evening on Tuesday"."""
    word = m["d"].lower()
    if word in ("yesterday", "today", "tomorrow"):
        day = shift_days(c.day, {"yesterday": -1, "tomorrow": 1}.get(word, 0)) if c.day else None
    elif _is_weekday(m["d"], c):
        day = weekday(word, "", c)
    else:
        return None
    return _daypart(day.isoformat() if day else "XXXX-XX-XX", m["dp"])


def _is_weekday(name: str, c: Context) -> bool:
    """The Sun, Mon the language, sat down and wed are no days; nor are plurals, which are sets."""
    low = name.lower().rstrip(".")
    if name[:1].islower() and len(low) < 6:
        return False
    if len(low) < 6:
        dotted = name.endswith(".") and bool(re.match(r",|\s[a-z]", c.text[c.end : c.end + 2]))
        return (
            dotted or bool(re.match(rf",?\s(?:\d|{MONTH})", c.after())) or c.before().endswith((" on ", "\n"))
        )
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
    if _no_day(word, c):
        return None
    if word == "today" and _nowadays(c):
        return Read("DATE", "PRESENT_REF", when=None)
    shift = {"yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}
    day = shift_days(c.day, shift.get(word, 0)) if c.day else None
    return _daypart(day.isoformat() if day else "XXXX-XX-XX", m["dp"], part(m["p"]))


_THESE_TIMES: Final = re.compile(
    r"['’]s\s(?:world|youth|society|generation|children|kids|teenagers|young|standards|age|times|culture|technology)\b"
)
_MEDIA: Final = re.compile(r"\b(?:[A-Z]{2,}|Russia|India|Turkey|Pakistan|Israel|Africa)\s$")


def _no_day(word: str, c: Context) -> bool:
    """ "In today's world", "the people of tomorrow", "USA Today": no day is meant."""
    if word == "tomorrow":
        return c.before().endswith(" of ") and not c.after().startswith(("'", "’"))
    name = c.text[c.start].isupper() and bool(_MEDIA.search(c.text[max(0, c.start - 12) : c.start]))
    these = _THESE_TIMES.match(c.after()) is not None or (
        re.match(r"['’]s\s", c.after()) is not None
        and re.search(r"\b(?:many|most|some|all)\sof\s$", c.before()) is not None
    )
    return word == "today" and (name or these)


def _nowadays(c: Context) -> bool:
    return bool(re.search(r"\b(?:of|even|until)\s$", c.before()))


def _tonight(m: re.Match[str], c: Context) -> Read | None:
    words = m["n"].lower()
    day = c.day
    if day and words != "tonight":
        day = shift_days(day, -1)
    return Read("TIME", (day.isoformat() if day else "XXXX-XX-XX") + "TNI")


def _overnight(_m: re.Match[str], c: Context) -> Read | None:
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
    elif after := re.match(
        rf"\s?\([^()\n]{{1,20}}\)\s(?:on\s)?({WEEKDAY})", c.text[c.end : c.end + 50], re.IGNORECASE
    ):
        day = weekday(after[1], "", c)
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
    dotted = "." in words[:3] and not re.search(r"[ap]\.?m", words)
    if dotted and not re.search(r"(?:GMT|UTC|local\stime)\)?$", c.text[c.start : c.end]):
        return None, 0
    if not re.search(r"[ap]\.?m|clock|gmt|utc|hours|hrs|local", words) and re.search(r"[\d:]$", c.before(2)):
        return None, 0
    late = bool(re.search(r"p\.?m", words)) or daypart in ("afternoon", "evening", "night")
    if late and hour < 12:
        hour += 12
    elif re.search(r"a\.?m", words) and hour == 12:
        hour = 0
    return (hour, minute) if hour <= 24 and minute < 60 else (None, 0)


def _day_before(m: re.Match[str], c: Context) -> Read | None:
    """ "the previous day", "a day later", "the day before": leaning on the last day told of."""
    word = m["x"].lower()
    step = -1 if word in ("previous", "preceding", "before", "earlier") else 1
    if word in ("before", "after") and re.match(r"\s(?!that|it\b|and|when|but|in\b|at\b|on\b)\w", c.after()):
        return None
    day = shift_days(c.reference, step) if c.reference else None
    return Read("DATE", _iso(day))


def _in_the_day(_m: re.Match[str], c: Context) -> Read | None:
    """ "later in the day": the day last told of."""
    return Read("DATE", _iso(c.reference))


def _that_day(_m: re.Match[str], c: Context) -> Read | None:
    return Read("DATE", _iso(c.reference))


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else "XXXX-XX-XX"


RULES: Final = (
    Rule(
        rf"(?P<c>{CLOCK})(?:{S}\(?{ZONE}\)?)?(?:{S}(?:in{S}the{S})(?P<of>morning|afternoon|evening)|{S}at{S}night)?"
        rf"(?:,?{S}(?:on{S}|late{S}|early{S})?(?:(?P<wd>{WEEKDAY})|(?P<td>today|yesterday|tomorrow)|(?P<mon>{MONTH}){S}(?P<d>{DAYTH})))?",
        _clock,
    ),
    Rule(
        rf"(?:(?P<p>early|earlier|mid|late|later){S}(?:on{S})?)?(?:(?P<l>(?:the{S}|this{S})?(?:last|past|next|coming|following|previous|preceding)|this){S})?"
        rf"(?P<wd>{WEEKDAY})(?:(?:['’]s)?{S}(?:at{S})?(?:(?P<dp>{DAYPART})(?P<pl>s)?|noon|midnight))?",
        _weekday,
    ),
    Rule(
        rf"(?:(?:early|late|mid)[-\s])?(?P<dp>{DAYPART})(?:{S}on)?{S}(?P<d>{WEEKDAY}|yesterday|today|tomorrow)",
        _part_of,
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
    Rule(rf"(?:the|that){S}day{S}(?P<x>before|after|earlier|later)", _day_before),
    Rule(rf"(?:the{S}(?:very{S})?)?(?P<x>previous|preceding|next|following){S}day", _day_before),
    Rule(rf"(?:earlier|later|late|early){S}in{S}the{S}day", _in_the_day),
    Rule(rf"(?:earlier{S}|later{S})?(?:on{S})?(?:that{S}same|the{S}same|that|same){S}day", _that_day),
)
