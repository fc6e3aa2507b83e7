"""How an expression is used: since, until, as of; and the two ends of a range read together."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Final

from sayso.core.when import TimeExpression

_SINCE: Final = re.compile(
    r"\b(?:since|ever\ssince|starting(?:\son|\sin)?|beginning(?:\son|\sin)?)\s(?:about\s|around\s|the\s|at\sleast\s)?$",
    re.IGNORECASE,
)
_SINCE_CLAUSE: Final = re.compile(
    r"\bsince\s(?:[\w’'-]+\s){1,8}(?:in|on|at|from|during)?\s?(?:the\s)?$", re.IGNORECASE
)
_BEGAN: Final = re.compile(
    r"\b(?:began|begun|started|start|erupted|broke\sout|launched|outbreak|beginning|onset|collapsed|took)\b",
    re.IGNORECASE,
)
_UNTIL: Final = re.compile(
    r"\b(?:until|till|up\sto|through|pending)\s(?:at\sleast\s|late\s|early\s)?$", re.IGNORECASE
)
_AS_OF: Final = re.compile(
    r"\b(?:as\sof|by)\s(?:late\s|early\s|about\s)?$|\bnot\b[^.]{0,25}\bupdated\ssince\s$", re.IGNORECASE
)
_FROM: Final = re.compile(r"\b(?:from|between)\s(?:about\s|around\s|the\s)?$", re.IGNORECASE)
_JOIN: Final = re.compile(r"\s?(?:to|until|till|through|and|[-–—])\s?(?:the\s)?$", re.IGNORECASE)


def functions(
    text: str, day: dt.date | None, found: tuple[TimeExpression, ...]
) -> tuple[TimeExpression, ...]:
    """The same expressions with ``function`` set and ``when`` widened.

    "since X" runs up to the publication day, "from A to B" covers both ends in each of the two.
    """
    out = list(found)
    for i, time in enumerate(out):
        if time.when is None:
            continue
        before = re.sub(r"\s+", " ", text[max(0, time.span.start - 70) : time.span.start])
        if i + 1 < len(out) and (joined := _joined(text, before, time, out[i + 1])):
            out[i], out[i + 1] = joined
        elif time.function == "plain":
            out[i] = _single(time, before, day)
    return tuple(out)


def _single(time: TimeExpression, before: str, day: dt.date | None) -> TimeExpression:
    if _AS_OF.search(before):
        return replace(time, function="as_of")
    if _SINCE.search(before) or ((m := _SINCE_CLAUSE.search(before)) and _BEGAN.search(m[0])):
        return replace(time, function="since", when=_up_to(time.when, day))
    if _UNTIL.search(before):
        return replace(time, function="until")
    return time


def _up_to(when: str | None, day: dt.date | None) -> str | None:
    if when is None or day is None:
        return when
    first = when.partition("/")[0]
    if first >= day.isoformat()[: len(first)]:
        return when
    return f"{first}/{day.isoformat()}"


def _joined(
    text: str, before: str, a: TimeExpression, b: TimeExpression
) -> tuple[TimeExpression, TimeExpression] | None:
    """ "between A and B", "from A to B" with two calendar times of one kind."""
    between = text[a.span.end : b.span.start]
    if a.when is None or b.when is None or len(between) > 20 or not _JOIN.fullmatch(between):
        return None
    if between.strip().lower().startswith("and") and not re.search(
        r"\bbetween\s(?:\w+\s)?$", before, re.IGNORECASE
    ):
        return None
    if (
        between.strip().lower() in ("to", "until", "till", "through")
        and not _FROM.search(before)
        and len(a.when) != len(b.when)
    ):
        return None
    first, last = a.when.partition("/")[0], b.when.rpartition("/")[2]
    if first > last:
        return None
    when = f"{first}/{last}" if first != last else first
    return replace(a, when=when, function="since"), replace(b, when=when, function="until")
