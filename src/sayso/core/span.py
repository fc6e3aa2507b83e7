"""A run of a report's characters: the link from every value back to its words."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.core.errors import SpanError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open run ``text[start:end]`` in characters (Unicode code points) with the characters themselves.

    Build one with `cut`. The empty span ``Span(0, 0, "")`` (`NOWHERE`) marks a value that has no words of its own,
    such as a day taken from the publication date; for it too ``report.text[start:end] == text``.
    """

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if self.start < 0 or self.end - self.start != len(self.text):
            raise SpanError(f"Span {self.start}-{self.end} does not fit its {len(self.text)} characters.")
        if self.start == self.end and self.start != 0:
            raise SpanError(f"Span at {self.start} is empty; a value without words uses NOWHERE.")

    @classmethod
    def cut(cls, text: str, start: int, end: int) -> Span:
        """The span of ``text[start:end]``; raises SpanError if that lies outside the text."""
        if not 0 <= start < end <= len(text):
            raise SpanError(f"Span {start}-{end} lies outside a text of {len(text)} characters.")
        return cls(start, end, text[start:end])

    def check(self, text: str) -> None:
        """Raise SpanError unless ``text[start:end]`` is this span's text."""
        if text[self.start : self.end] != self.text:
            raise SpanError(
                f"Span {self.start}-{self.end} holds {self.text[:40]!r} "
                f"but the report has {text[self.start : self.end][:40]!r} there."
            )

    def __bool__(self) -> bool:
        return self.start != self.end

    def overlaps(self, other: Span) -> bool:
        """True if the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """True if the other lies within this one."""
        return self.start <= other.start and other.end <= self.end


NOWHERE = Span(0, 0, "")
