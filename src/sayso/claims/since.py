"""What a "since" begins with is of one time, though what has gone on since then is of many: in "the worst since the
2003 bombings" the bombings are of 2003, in "since protests began in March" the protests are of March."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from sayso.core.span import Span
from sayso.core.when import When, precision_of

_SINCE: Final = re.compile(r"\bsince\b", re.IGNORECASE)
_DETERMINER: Final = re.compile(r"\s*(?:the|that|this|a|an|its|their|his|her)\s+(?:\w+\s+)?", re.IGNORECASE)
_STOP: Final = re.compile(r",(?!\s(?:which|who)\b)|[;:]|\b(?:has|have|had|was|were|is|are)\b", re.IGNORECASE)
_NAMED_DAY: Final = re.compile(r"\d|day\b", re.IGNORECASE)
_DAY: Final = len("2003-01-31")
_NEAR: Final = 60
"""Characters from the time to a noun that it stands before."""


def begun(when: When | None, trigger: Span, sentence: Span, published: str | None) -> When | None:
    """The beginning alone of a time that runs from it until the report, for an event that stands within the clause
    after "since". A week ("since the attack last week") has no beginning that the words name, and stays."""
    first, _, last = when.value.partition("/") if when is not None else ("", "", "")
    if when is None or not first or not last or last != published or not sentence.contains(when.span):
        return when
    if len(first) == _DAY and not _NAMED_DAY.search(when.span.text):
        return when
    text, start = sentence.text, sentence.start
    marks = [m for m in _SINCE.finditer(text) if start + m.end() <= max(trigger.start, when.span.start)]
    if not marks or start + marks[-1].end() > trigger.start:
        return when
    after = marks[-1].end()
    time, event = when.span.start - start, trigger.start - start
    if after <= event < time:
        within = not _STOP.search(text, after, event)
    else:
        named = _DETERMINER.fullmatch(text, after, max(after, time)) is not None
        end = when.span.end - start
        within = named and 0 <= event - end <= _NEAR and not _STOP.search(text, end, event)
    return replace(when, value=first, precision=precision_of(first)) if within else when
