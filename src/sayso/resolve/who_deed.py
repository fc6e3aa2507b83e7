"""Whose deed: the country in "a Ruritanian air strike", for an event of harm that names nobody who did it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Final

from sayso.core.reading import Event, Reading
from sayso.core.sentences import sentences
from sayso.core.span import Span
from sayso.core.who import Who
from sayso.resolve.deeds import RAID
from sayso.resolve.who import whos
from sayso.resolve.who_tables import land_named

HARM: Final = frozenset({"kill", "injure", "attack", "bomb", "destroy"})
"""Kinds of event that "a Ruritanian air strike" can have done."""
_DEED: Final = re.compile(rf"\b(?P<land>[A-Z][\w-]+)\s{RAID}")
_DONE_TO: Final = re.compile(r"\b(?:on|against|at|of|after|before|since|to)\s(?:an?\s|the\s)?$")
_BY: Final = re.compile(r"\b(?:in|by|during|from)\s(?:an?\s|the\s|\w+\s)?$")
_NEAR: Final = 60


def doer_rule(reading: Reading, setting: str | None = None) -> Callable[[Event], Who | None]:
    """A function that gives whose deed an event of harm was, where its own sentence says so by an adjective alone.

    The deed is the trigger itself ("a Ruritanian raid"), stands before it as what did it ("a Ruritanian raid killed
    12"), or after it ("12 died in a Ruritanian raid").
    """
    text = reading.report.text
    marks = sentences(reading.report)

    @cache
    def lands() -> dict[Span, Who]:
        """Whom each adjective of a deed stands for; asked once a report, and only if an event needs it."""
        deeds = (found for s in marks.spans for found in _DEED.finditer(text, s.start, s.end))
        spans = [Span.cut(text, *found.span("land")) for found in deeds if _is_land(found["land"])]
        return dict(zip(spans, whos(reading, spans, setting=setting)[1], strict=True))

    def doer(event: Event) -> Who | None:
        if event.kind not in HARM:
            return None
        around = marks.at(event.trigger) or event.trigger
        for found in _DEED.finditer(text, around.start, around.end):
            span = Span.cut(text, *found.span("land"))
            if _is_land(found["land"]) and _did(text, found, event.trigger) and span in lands():
                return lands()[span]
        return None

    return doer


def _is_land(word: str) -> bool:
    land = land_named(word)
    return land is not None and land.how == "adjective"


def _did(text: str, deed: re.Match[str], trigger: Span) -> bool:
    start, end = deed.span()
    if start < trigger.end and trigger.start < end:
        return True
    before = text[max(0, start - 16) : start]
    if end <= trigger.start:
        between = text[end : trigger.start]
        return len(between) <= _NEAR and not re.search(r"[.;,]", between) and not _DONE_TO.search(before)
    return start - trigger.end <= _NEAR and _BY.search(before) is not None
