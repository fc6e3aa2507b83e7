"""Time expressions of a report and the days they stand for.

Values follow TIMEX3 (TimeML 1.2.1) as TempEval-3 uses it. Days are the outlet's local publication day: a report that
went out late in the evening elsewhere counts as of the day printed on it; clock times are never moved between zones, so
a time given in GMT stays on the day that the report names.

Without a publication day, a full date in a dateline ("GENEVA, 7 January 2022 —") serves as one; failing that, relative
expressions get a value with X in place of what is not known ("XXXX-WXX-5") and no ``when``.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Final

from sayso.core.span import Span
from sayso.core.when import TimeExpression
from sayso.resolve import when_dates, when_lengths, when_near
from sayso.resolve.when_calendar import days_of, when_of
from sayso.resolve.when_context import SAME, Context, Read, Rule, Told
from sayso.resolve.when_functions import functions

_RULES: Final[tuple[Rule, ...]] = (
    *when_dates.RULES[:3],
    *when_near.RULES[:1],
    *when_dates.RULES[3:5],
    *when_lengths.RULES[:5],
    *when_near.RULES[1:],
    *when_lengths.RULES[5:7],
    *when_dates.RULES[5:],
    *when_lengths.RULES[7:],
)


def _stripped(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


_SCAN: Final = re.compile(
    r"(?<![\w$£€#@])(?:"
    + "|".join(f"(?P<r{i}>{_stripped(rule.pattern)})" for i, rule in enumerate(_RULES))
    + r")(?!\w)",
    re.IGNORECASE,
)
_EACH: Final = tuple(re.compile(rule.pattern, re.IGNORECASE) for rule in _RULES)
_DATELINE: Final = re.compile(r"[^\n]{0,60}$")


def times(text: str, day: dt.date | None) -> tuple[TimeExpression, ...]:
    """All time expressions of a text, in its order, none overlapping; ``day`` is the publication day if known."""
    day = day or dateline_day(text)
    told = Told()
    found: list[tuple[TimeExpression, Read]] = []
    at = 0
    while match := _SCAN.search(text, at):
        read = _read(match, text, day, told)
        if read is None:
            at = match.end() if match.end() == match.start() + 1 else match.start() + 1
            continue
        start, end = match.span()
        when = when_of(read.value) if read.when == SAME else read.when
        found.append((TimeExpression(Span.cut(text, start, end), read.type, read.value, when), read))
        _remember(told, read, start)
        at = end
    return functions(text, day, tuple(t for t, _ in found))


def _read(match: re.Match[str], text: str, day: dt.date | None, told: Told) -> Read | None:
    index = int((match.lastgroup or "r0")[1:])
    inner = _EACH[index].fullmatch(text, match.start(), match.end())
    if inner is None:
        return None
    return _RULES[index].read(inner, Context(text, day, match.start(), match.end(), told))


def _remember(told: Told, read: Read, at: int) -> None:
    """Keep the last day, year and quarter told of."""
    if re.match(r"\d{4}-\d\d-\d\d", read.value):
        told.day, told.day_at = dt.date.fromisoformat(read.value[:10]), at
    if re.match(r"\d{4}(?!-W)", read.value):
        told.year, told.year_at = int(read.value[:4]), at
    if re.match(r"\d{4}-Q\d", read.value):
        told.quarter, told.quarter_at = read.value, at


def dateline_day(text: str) -> dt.date | None:
    """The day of a full date that opens the text, alone on its line or before a dash or colon; None without one."""
    head = text[:160]
    for index in (0, 1, 4, 5):
        rule = (
            when_dates.RULES[0],
            when_dates.RULES[1],
            None,
            None,
            when_dates.RULES[3],
            when_dates.RULES[4],
        )[index]
        assert rule is not None
        for m in re.finditer(rf"(?<!\w)(?:{rule.pattern})(?!\w)", head, re.IGNORECASE):
            after = head[m.end() : m.end() + 12]
            if not re.match(r"\s?[)\]]?\s?(?:[—–:\n]|-\s|--|$|\([A-Z])", after):
                continue
            read = rule.read(m, Context(text, None, m.start(), m.end()))
            if read and (days := days_of(read.value)) and days[0] == days[1]:
                return days[0]
    return None


def publication_conflict(found: tuple[TimeExpression, ...], day: dt.date | None) -> str | None:
    """A sentence where most explicit days of the text lie long before or after the publication day, else None."""
    if day is None:
        return None
    named = [
        d[0]
        for t in found
        if re.search(r"\d", t.span.text) and len(t.value) >= 10 and (d := days_of(t.value)) and d[0] == d[1]
    ]
    ahead = [d for d in named if (d - day).days > 30]
    if not ahead or len(ahead) * 2 < len(named):
        return None
    return f"the text tells of {min(ahead).isoformat()}, after its publication date {day.isoformat()}; one of the two is wrong"
