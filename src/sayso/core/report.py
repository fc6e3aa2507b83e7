"""One report: its text, what each stretch of the text is, and what is known about its publication."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from sayso.core.errors import FormatError
from sayso.core.span import Span

PARTS: Final = ("title", "body", "caption", "credit", "noise")
"""title, body and caption are read for claims; credit (photo credits, bylines) and noise (newsletter boxes,
"read more"
lines, a caption printed twice) are kept in the text but never read."""

READ_PARTS: Final = frozenset({"title", "body", "caption"})


@dataclass(frozen=True, slots=True)
class Part:
    """What the stretch ``text[start:end]`` is: one of `PARTS`."""

    part: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if self.part not in PARTS:
            raise FormatError(f"Unknown part {self.part!r} of a report; known: {', '.join(PARTS)}.")
        if not 0 <= self.start < self.end:
            raise FormatError(f"Part {self.part} at {self.start}-{self.end} is empty or negative.")


@dataclass(frozen=True, slots=True)
class Report:
    """A report as read. ``text`` never changes afterwards: every offset in sayso is an offset into it.

    ``published`` is an ISO day; ``published_time`` the full ISO moment with zone where the page gives it; ``updated``
    an ISO day or moment. ``notice`` is an editorial notice in a word (``update 2``, ``correction``, ``withdrawn``).
    ``notes`` say in words what could not be read. ``parts`` are sorted and do not overlap; what lies between
    is white space.
    """

    id: str
    text: str
    parts: tuple[Part, ...]
    title: str | None = None
    published: str | None = None
    published_time: str | None = None
    publisher: str | None = None
    byline: str | None = None
    agency: str | None = None
    updated: str | None = None
    notice: str | None = None
    url: str | None = None
    language: str | None = None
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        last = 0
        for part in self.parts:
            if part.start < last or part.end > len(self.text):
                raise FormatError(
                    f"Part {part.part} at {part.start}-{part.end} of report {self.id} overlaps or overruns."
                )
            last = part.end
        if self.published is not None:
            try:
                dt.date.fromisoformat(self.published)
            except ValueError:
                raise FormatError(
                    f"Publication date {self.published!r} of report {self.id} is no ISO day like 2022-01-07."
                ) from None

    @property
    def day(self) -> dt.date | None:
        """The publication day, or None."""
        return dt.date.fromisoformat(self.published) if self.published else None

    def cut(self, start: int, end: int) -> Span:
        """The span ``text[start:end]``."""
        return Span.cut(self.text, start, end)

    def part_at(self, offset: int) -> str | None:
        """The name of the part that holds this character, or None between parts."""
        return next((p.part for p in self.parts if p.start <= offset < p.end), None)

    def readable(self) -> tuple[Part, ...]:
        """The parts that are read for claims, in text order."""
        return tuple(p for p in self.parts if p.part in READ_PARTS)
