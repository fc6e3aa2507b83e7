"""Sentences: where they begin and end, by the marks alone; for steps that need the words around a span."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from sayso.core.report import Report
from sayso.core.span import Span

_END = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sgt|Capt|Maj|Gov|Sen|Rep|St|No|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
    r"|Prof|Rev|Hon|Pres|Inc|Ltd|Co|Corp)|\b[A-Z]|\b(?:[A-Za-z]\.)+[A-Za-z])\.$"
)


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of a report's readable parts (title, body, captions), sorted, without white space around."""

    spans: tuple[Span, ...]

    def index(self, offset: int) -> int:
        """Number of the sentence with this character, or of the last before it (-1 before the first)."""
        return bisect_right(self.spans, offset, key=lambda s: s.start) - 1

    def at(self, span: Span) -> Span | None:
        """The sentence in which the span begins, or None outside of all."""
        number = self.index(span.start)
        if number < 0 or span.start >= self.spans[number].end:
            return None
        return self.spans[number]

    def between(self, a: Span, b: Span) -> int:
        """How many sentences lie from ``a`` to ``b``: 0 in the same one, negative if ``b`` comes first."""
        return self.index(b.start) - self.index(a.start)


def sentences(report: Report) -> Sentences:
    """The sentences of a report. A line end also ends a sentence; so does the end of a part."""
    text = report.text
    found = [
        Span.cut(text, start, end)
        for part in report.readable()
        for line in re.finditer(r"[^\n]+", text[part.start : part.end])
        for start, end in split(text, part.start + line.start(), part.start + line.end())
    ]
    return Sentences(tuple(found))


def split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Offsets of the sentences of one line, without white space around them."""
    cuts = [start]
    for mark in _END.finditer(text, start, end):
        if not _ABBREVIATION.search(text, max(cuts[-1], mark.start() - 12), mark.start()):
            cuts.append(mark.end())
    spans = []
    for a, b in zip(cuts, [*cuts[1:], end], strict=True):
        piece = text[a:b]
        if piece.strip():
            spans.append((a + len(piece) - len(piece.lstrip()), b - len(piece) + len(piece.rstrip())))
    return spans
