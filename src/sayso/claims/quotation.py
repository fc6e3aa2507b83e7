"""Quotations: what stands between quotation marks, and whose words they are.

A quotation often runs over several sentences and names its speaker once, at its end or in the paragraph before; what
is claimed in its other sentences is on the same say-so.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from sayso.core.reading import Attribution, Event, Reading
from sayso.core.span import Span

LEAST = 5
"""Words that make a quotation; fewer are a name or a doubt ("armed criminals")."""

_MARK = re.compile(r"[“”\"]|''|``")
_WORD = re.compile(r"\w+")


def quotations(text: str) -> list[tuple[int, int]]:
    """Offsets of what stands between double quotation marks, in order; one that its paragraph does not close ends with
    the paragraph, as where a speech goes on in the next."""
    found: list[tuple[int, int]] = []
    for line in re.finditer(r"[^\n]+", text):
        begun: int | None = None
        for mark in _MARK.finditer(text, line.start(), line.end()):
            if begun is not None and mark[0] != "“":
                found.append((begun, mark.start()))
                begun = None
            elif begun is None and mark[0] != "”" and text[mark.end() : mark.end() + 1].strip():
                begun = mark.end()
        if begun is not None and not text[line.start() : begun].strip(" “\"'`"):
            found.append((begun, line.end()))
    return [(a, b) for a, b in found if len(_WORD.findall(text, a, b)) >= LEAST]


class Quotations:
    """The quotations of a reading with their speakers."""

    def __init__(self, reading: Reading) -> None:
        self.text, self.attributions = reading.report.text, reading.attributions
        self.bounds = quotations(self.text)
        self._starts = [a for a, _ in self.bounds]
        self._events: Sequence[Event] = [e for e in reading.events if e.says and e.says[0].span is not None]

    def speaker(self, span: Span) -> Span | None:
        """Who speaks the quotation in which the span lies; None if it lies in none or nobody is named."""
        at = bisect_right(self._starts, span.start) - 1
        if at < 0 or span.end > self.bounds[at][1]:
            return None
        while (found := self._named(*self.bounds[at])) is None and at > 0 and self._goes_on(at):
            at -= 1
        return found

    def _named(self, start: int, end: int) -> Span | None:
        """The speaker that an attribution or an event within the quotation names, outside of it."""
        sources = [a.source[0] for a in self.attributions if a.source and a.cue and _mostly(a, start, end)]
        sources += [
            e.says[0].span
            for e in self._events
            if e.says[0].span is not None and start <= e.trigger.start and e.trigger.end <= end
        ]
        outside = [s for s in sources if s.end <= start or s.start >= end]
        return min(outside, key=lambda s: max(start - s.end, s.start - end), default=None)

    def _goes_on(self, at: int) -> bool:
        """The quotation goes on with the words of the one before: in the same paragraph, or at the head of the next one
        where nobody else is named as speaking."""
        (_, before), (start, end) = self.bounds[at - 1], self.bounds[at]
        between = self.text[before:start]
        if "\n" not in between:
            return True
        if len(between.strip().strip("“\"'`").splitlines()) > 1 or between.rsplit("\n", 1)[1].strip(" “\"'`"):
            return False
        stop = self.text.find("\n", end)
        return not any(
            start <= c.start < (stop if stop >= 0 else len(self.text))
            for a in self.attributions
            for c in a.cue
        )


def _mostly(attribution: Attribution, start: int, end: int) -> bool:
    """Half of what is attributed lies in the quotation, or half of the quotation is what is attributed."""
    shared = sum(max(0, min(c.end, end) - max(c.start, start)) for c in attribution.content)
    length = sum(c.end - c.start for c in attribution.content)
    return shared > 0 and 2 * shared >= min(length, end - start)
