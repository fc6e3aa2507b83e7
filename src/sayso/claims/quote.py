"""The quote of a claim: the shortest run of the report's characters that states it."""

from __future__ import annotations

import re

from sayso.claims.context import Context
from sayso.core.reading import Count, Event
from sayso.core.span import Span

_STRONG = re.compile(
    r"[;:]\s+|\s(?:--|—|–|-)\s|,?\s(?:while|whereas|although|though|but)\s"
    r"|,\s(?:and|or|as|after|before|when|because|in which)\s"
)
_BEFORE = re.compile(
    r"\b(?:said|says|saying|adding|added|told\s\w+|reported|reports|claimed|confirmed|announced)\sthat\s"
)
_AFTER = re.compile(
    r",\s(?:which|who|whom|whose|where|including|according to)\s|(?<=,[\"”’])\s|\saccording to\s"
)
_WEAK = re.compile(
    r",?\s(?:and|or|after|before|when|as|because|that|which|who|by|since|in which|where|amid|during|following|to|of"
    r"|for|from)\s|,\s"
)
_EDGE_LEFT = " \t\n,;:.)]”’-–—"
_EDGE_RIGHT = " \t\n,;:.([“-–—"


def quote(event: Event, count: Count | None, context: Context) -> Span:
    """The stating clause: within the sentence, within what is attributed, between the neighbouring events.

    It always holds the trigger, and the arguments and the number that stand in the same clause.
    """
    sentence = context.sentence(event.trigger)
    if event.quote is not None and event.quote.contains(event.trigger):
        return _with_number(event.quote, count, sentence, context)
    if not context.choices.trim_quote:
        return sentence
    low, high = _attributed(event.trigger, sentence, context)
    neighbours = context.neighbours(event)
    before = max((s.end for s in neighbours if low <= s.start and s.end <= event.trigger.start), default=None)
    after = min((s.start for s in neighbours if s.end <= high and s.start >= event.trigger.end), default=None)
    own = _own(event, count, (low if before is None else before, high if after is None else after))
    core = min(s.start for s in own), max(s.end for s in own)
    start = _left(context.text, low, before, core[0])
    end = _right(context.text, core[1], after, high)
    return _trim(context, start, end, core)


def _with_number(words: Span, count: Count | None, sentence: Span, context: Context) -> Span:
    """The words that state the event, grown to the number that they are to state, if it stands in their sentence."""
    if count is None or words.contains(count.span) or not sentence.contains(count.span):
        return words
    return context.cut(min(words.start, count.span.start), max(words.end, count.span.end))


def _own(event: Event, count: Count | None, limits: tuple[int, int]) -> list[Span]:
    """The trigger with the arguments that stand between the limits."""
    spans = [a.span for a in event.arguments if a.role != "time"]
    if count is not None:
        spans += [count.span] + ([count.of] if count.of is not None else [])
    return [event.trigger, *(s for s in spans if limits[0] <= s.start and s.end <= limits[1])]


def _attributed(trigger: Span, sentence: Span, context: Context) -> tuple[int, int]:
    """The sentence, cut down to the attributed words that hold the trigger, if there are any."""
    around = [attribution for _, attribution in context.around(trigger)]
    pieces = [p for a in around for p in a.content if p.contains(trigger)]
    start, end = sentence.start, sentence.end
    for piece in pieces:
        start, end = max(start, piece.start), min(end, piece.end)
    outside = [
        span
        for attribution in around
        for span in (*attribution.source, *attribution.cue)
        if start <= span.start and span.end <= end and not span.overlaps(trigger)
    ]
    for span in outside:
        if span.end <= trigger.start:
            start = max(start, span.end)
        else:
            end = min(end, span.start)
    return start, end


def _left(text: str, low: int, before: int | None, core: int) -> int:
    """Where the clause begins: after the last boundary before its core."""
    start = low
    if before is not None:
        weak = [m.end() for m in _WEAK.finditer(text, before, core)]
        start = weak[-1] if weak else core
    marks = [m.end() for pattern in (_STRONG, _BEFORE) for m in pattern.finditer(text, start, core)]
    return max([start, *marks])


def _right(text: str, core: int, after: int | None, high: int) -> int:
    """Where the clause ends: before the first boundary after its core."""
    end = high
    if after is not None:
        weak = [m.start() for m in _WEAK.finditer(text, core, after)]
        end = weak[0] if weak else core
    marks = [m.start() for pattern in (_STRONG, _AFTER) for m in pattern.finditer(text, core, end)]
    return min([end, *marks])


def _trim(context: Context, start: int, end: int, core: tuple[int, int]) -> Span:
    """Without white space, stops and single quotation marks at the ends, never into the core."""
    text = context.text
    while start < core[0] and text[start] in _EDGE_LEFT:
        start += 1
    while end > core[1] and text[end - 1] in _EDGE_RIGHT:
        end -= 1
    inner = text[start:end]
    if start < core[0] and inner[0] in '"“' and not re.search('["”]', inner[1:]):
        start += 1
    if end > core[1] and inner[-1] in '"”' and not re.search('["“]', inner[:-1]):
        end -= 1
    return context.cut(start, end)
