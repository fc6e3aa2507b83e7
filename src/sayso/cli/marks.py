"""A report's text cut into pieces, each with the slots that cover it: nested and overlapping spans made flat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sayso.core.claim import Claim
from sayso.core.report import Part, Report
from sayso.core.span import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """Claim number ``claim`` (from 1, in the order shown) has its slot ``slot`` at ``text[start:end]``."""

    claim: int
    slot: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the text that the same marks cover from its first to its last character."""

    start: int
    end: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the report: what part it belongs to, and its pieces; together they are its whole text."""

    part: str
    pieces: tuple[Piece, ...]


def marks_of(numbered: Sequence[tuple[int, Claim]]) -> list[Mark]:
    """Every slot of every claim that has words of its own, sorted by where it starts.

    The innermost claimant's slot is ``says``, that of whoever relays it ``relay``.
    """
    found = [
        Mark(number, slot, span.start, span.end)
        for number, claim in numbered
        for slot, span in _slots(claim)
        if span
    ]
    return sorted(found, key=lambda m: (m.start, m.end, m.claim))


def _slots(claim: Claim) -> Iterator[tuple[str, Span]]:
    seen = False
    for slot, span in claim.spans():
        yield ("relay" if slot == "says" and seen else slot), span
        seen = seen or slot == "says"


def paragraphs(report: Report, marks: Sequence[Mark]) -> Iterator[Paragraph]:
    """The report's paragraphs in text order; only white space lies between them."""
    parts = report.parts or ((Part("body", 0, len(report.text)),) if report.text else ())
    for part in parts:
        for start, end in _blocks(report.text, part.start, part.end):
            here = [m for m in marks if m.start < end and start < m.end]
            yield Paragraph(part.part, tuple(_pieces(start, end, here)))


def _blocks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches between blank lines, without white space at their ends."""
    at = start
    while at < end:
        while at < end and text[at].isspace():
            at += 1
        stop = at
        while stop < end and not _blank_line(text, stop, end):
            stop += 1
        last = stop
        while last > at and text[last - 1].isspace():
            last -= 1
        if last > at:
            yield at, last
        at = max(stop, at + 1)


def _blank_line(text: str, at: int, end: int) -> bool:
    """True if a line ends here and the next line holds nothing but white space."""
    if text[at] != "\n":
        return False
    after = at + 1
    while after < end and text[after] != "\n":
        if not text[after].isspace():
            return False
        after += 1
    return True


def _pieces(start: int, end: int, marks: Sequence[Mark]) -> Iterator[Piece]:
    """The stretch cut at every start and end of a mark."""
    cuts = {start, end}
    for mark in marks:
        cuts.update(c for c in (mark.start, mark.end) if start < c < end)
    ordered = sorted(cuts)
    for a, b in pairwise(ordered):
        yield Piece(a, b, tuple(m for m in marks if m.start <= a and b <= m.end))
