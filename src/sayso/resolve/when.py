"""Time expressions of a report and the days they stand for.

Values follow TIMEX3 (TimeML 1.2.1) as TempEval-3 uses it. Days are the outlet's local publication day: a report that
went out late in the evening elsewhere counts as of the day printed on it; clock times are never moved between zones, so
a time given in GMT stays on the day that the report names.

A full date in the head of the text ("GENEVA, 7 January 2022 —", "Posted on July 20 2016") is the day that relative
expressions lean on, with or without a publication day; where the two lie apart, `when_conflict` says so. Without
either, relative expressions get a value with X in place of what is not known ("XXXX-WXX-5") and no ``when``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from sayso.core.span import Span
from sayso.core.when import TimeExpression
from sayso.resolve import when_dates, when_days, when_lengths, when_near, when_parts, when_quarters
from sayso.resolve.when_calendar import days_of, quarter_value, when_of
from sayso.resolve.when_context import SAME, Context, Read, Rule, Told
from sayso.resolve.when_functions import functions

# The first rule that fits a place wins, so the longer forms stand before the shorter ones that begin like them.
_RULES: Final[tuple[Rule, ...]] = (
    *when_dates.NUMERIC,
    *when_days.RULES[:1],
    *when_dates.DAYS,
    *when_quarters.RULES,
    *when_parts.RULES,
    *when_days.RULES[1:],
    *when_near.RULES,
    *when_lengths.REPEATED,
    *when_dates.LONGER,
    *when_lengths.OTHERS,
)


def _stripped(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern).lower().replace("\\s", "\\s")


_SCAN: Final = re.compile(
    r"(?<![\w$£€#@])(?:"
    + "|".join(f"(?P<r{i}>{_stripped(rule.pattern)})" for i, rule in enumerate(_RULES))
    + r")(?!\w)"
)
_ANCHOR: Final = re.compile(
    r"\d|\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|wed|thu|fri|sat|sun|tues|thur|thurs|jan|feb|mar|apr|jun|"
    r"jul|aug|sept?|oct|nov|dec|january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"|to(?:day|night|morrow)|yesterday|overnight|(?:second|minute|hour|day|night|week|fortnight|month|quarter|year|decade)"
    r"|centur|millenni|nineteen|thousand|morning|dawn|daybreak|sun(?:rise|set)|afternoon|evening|dusk|lunchtime|noon|mid(?:night|day)"
    r"|spring|summer|fall\b|autumn|winter|hrs?\b|secs?\b|mins?\b|bi?weekly|now\b|nowadays|current|present|moment|recent|"
    r"lately|previously|formerly|past\b|soon\b|future|shortly|this\stime|daily|annually|period\b|half\b|o['’]clock|"
    r"\w{3,6}ties\b|christmas|easter|halloween|thanksgiving|pentecost|new\syear|eve\b|labor|election\sday|near\sterm|short\sterm|ago\b)"
)
_QUARTER: Final = re.compile(r"^(?!.*year).*(?:first|second|third|fourth)", re.DOTALL)
_DATELINES: Final = tuple(
    (rule, re.compile(rf"(?<!\w)(?:{rule.pattern})(?!\w)", re.IGNORECASE))
    for rule in (*when_dates.NUMERIC[:2], *when_dates.DAYS, *when_dates.LONGER[:1])
)
_HAS_YEAR: Final = re.compile(r"(?:19|20)\d\d|/\s?\d\d\b")
_TIED: Final = re.compile(
    r"\b(?:on|since|until|till|of|from|by|after|before|the|to|in|and|between|for|during|at|dated|ended|ending|ends|due|effective|expires?|expiring|through|beginning|starting|as\sof|last|next)\s*(?:the\s)?$",
    re.IGNORECASE,
)
_POSTED: Final = re.compile(
    r"\b(?:posted|published|updated|filed|printed|issued|date|created|modified)\b[^\n]{0,12}$", re.IGNORECASE
)
_HEAD: Final = 400
_LEAD: Final = 40
_TAIL: Final = 24


@cache
def _each(index: int) -> re.Pattern[str]:
    """One rule's pattern with its groups; compiled when first needed, as all take a while."""
    return re.compile(_RULES[index].pattern, re.IGNORECASE)


def times(text: str, day: dt.date | None) -> tuple[TimeExpression, ...]:
    """All time expressions of a text, in its order, none overlapping; ``day`` is the publication day if known."""
    day = anchor_day(text, day)
    told = Told(year=None if day else _first_year(text), year_at=0)
    found: list[TimeExpression] = []
    low = _lower(text)
    for begin, stop in _stretches(low):
        at = begin
        while match := _SCAN.search(low, at, stop):
            start = match.start()
            read, at = _read(match, text, day, told)
            if read is None:
                at = start + 1
                continue
            when = when_of(read.value) if read.when == SAME else read.when
            found.append(TimeExpression(Span.cut(text, start, at), read.type, read.value, when))
            _remember(told, read, start, low[start:at], day)
    return functions(text, day, tuple(found))


def _first_year(text: str) -> int | None:
    """The year of the first full date, for an undated text's days and months without one."""
    for rule, pattern in _DATELINES[2:]:
        for m in pattern.finditer(text[:20_000]):
            if m["y"] and (read := rule.read(m, Context(text, None, m.start(), m.end()))):
                return int(read.value[:4])
    return None


def _lower(text: str) -> str:
    """Lower case of the same length, so that offsets stay."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _stretches(low: str) -> Iterator[tuple[int, int]]:
    """Stretches of text around words that a time expression may hold; all else is never scanned."""
    begin = stop = -1
    for anchor in _ANCHOR.finditer(low):
        if anchor.start() - _LEAD <= stop:
            stop = min(len(low), anchor.end() + _TAIL)
            continue
        if stop > 0:
            yield begin, stop
        begin, stop = max(0, stop, anchor.start() - _LEAD), min(len(low), anchor.end() + _TAIL)
    if stop > 0:
        yield begin, stop


def _read(match: re.Match[str], text: str, day: dt.date | None, told: Told) -> tuple[Read | None, int]:
    """The reading of the first rule that takes the words for a time, and where they end."""
    start, end = match.span()
    first = int((match.lastgroup or "r0")[1:])
    inner = _each(first).fullmatch(text, start, end)
    if inner is not None and (read := _RULES[first].read(inner, Context(text, day, start, end, told))):
        return read, end
    for index in range(first + 1, len(_RULES)):
        inner = _each(index).match(text, start, match.endpos)
        if inner is None or text[inner.end() : inner.end() + 1].isalnum():
            continue
        if read := _RULES[index].read(inner, Context(text, day, start, inner.end(), told)):
            return read, inner.end()
    return None, end


def _remember(told: Told, read: Read, at: int, words: str, day: dt.date | None) -> None:
    """Keep the last day, year and quarter told of."""
    if re.match(r"\d{4}-\d\d-\d\d", read.value):
        told.day, told.day_at = dt.date.fromisoformat(read.value[:10]), at
    if re.fullmatch(r"\d{4}-\d\d", read.value):
        told.month, told.month_at = dt.date(int(read.value[:4]), int(read.value[5:]), 1), at
    if re.match(r"\d{4}(?!-W)", read.value):
        told.year, told.year_at = int(read.value[:4]), at
    if read.value in ("P6M", "P9M"):
        told.months_at = at
    ahead = day is not None and read.value[:7] > quarter_value(day)
    if re.match(r"\d{4}-Q\d", read.value) and _QUARTER.search(words) and not ahead:
        told.quarter, told.quarter_at = read.value, at


def anchor_day(text: str, day: dt.date | None) -> dt.date | None:
    """The day that relative expressions lean on: the publication day, unless the text's head is dated otherwise."""
    if day is None:
        return dateline_day(text)
    return dateline_day(text, alone=True) or day


def dateline_day(text: str, *, alone: bool = False) -> dt.date | None:
    """The day of a full date that stands by itself in the head of a text ("Posted on July 20 2016"); None without one.

    A date that a preposition ties into a sentence ("on 25 January 2011, crowds …") is no dateline. With ``alone`` it
    must also begin a line, name the weekday, follow "posted" or "updated", or end in a dash or with the line.
    """
    head = text[:_HEAD]
    if not _HAS_YEAR.search(head):
        return None
    found: list[tuple[int, dt.date]] = []
    for rule, pattern in _DATELINES:
        for m in pattern.finditer(head):
            posted = _POSTED.search(head[: m.start()])
            if not posted and (_TIED.search(head[: m.start()]) or (alone and not _stands_alone(m))):
                continue
            read = rule.read(m, Context(text, None, m.start(), m.end()))
            if read and (days := days_of(read.value)) and days[0] == days[1]:
                found.append((m.start(), days[0]))
                break
    return min(found)[1] if found else None


def _stands_alone(m: re.Match[str]) -> bool:
    head = m.string
    return bool(
        re.search(r"(?:^|\n|\s{2}|[|])\s*$", head[: m.start()])
        or re.match(r"(?:mon|tue|wed|thu|fri|sat|sun)", m[0], re.IGNORECASE)
        or re.match(r"\s?[)\]]?\s?(?:[—–\n]|-{1,2}\s|$)", head[m.end() : m.end() + 6])
    )
