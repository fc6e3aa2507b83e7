"""Numbers: an expression of quantity in the text, and the figure that a claim carries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sayso.core.errors import FormatError
from sayso.core.span import Span

MEASURES: Final = (
    "killed", "injured", "missing", "arrested", "released", "abducted", "displaced",
    "rescued", "deployed", "crowd", "attackers", "destroyed", "sentenced",
)  # fmt: skip
SCOPES: Final = ("event", "total")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A numeral or number words with bounds, before it is known what they measure. ``low``/``high`` None: open
    or vague.

    ``form``: exact, at_least, at_most, about, range, vague, fraction, percent, none ("no one": 0).
    ``additive``: "another 12",
    "12 more". ``part``: "including 4", "of whom 12", "19 of them". ``noun`` is the span of the counted noun
    phrase, if seen.
    """

    span: Span
    low: float | None
    high: float | None
    form: str = "exact"
    additive: bool = False
    part: bool = False
    noun: Span | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """The number that a claim carries: what it measures, of whom, in one incident (``event``) or as a running
    ``total``.

    Exact: ``low == high``; "at least": high None; "up to": low None; vague words ("dozens"): both None.
    ``as_of`` is the ISO
    day for which the say-so gave it; ``part_of`` the text of the larger figure that includes it; ``additive``
    marks "12 more".
    """

    span: Span
    low: int | None
    high: int | None
    measure: str
    of: str | None = None
    scope: str = "event"
    as_of: str | None = None
    form: str = "exact"
    part_of: str | None = None
    additive: bool = False
    of_span: Span | None = None

    def __post_init__(self) -> None:
        if self.measure not in MEASURES:
            raise FormatError(f"Unknown measure {self.measure!r}; known: {', '.join(MEASURES)}.")
        if self.scope not in SCOPES:
            raise FormatError(f"Unknown scope {self.scope!r}; known: event, total.")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise FormatError(f"Figure {self.span.text!r} has low {self.low} above high {self.high}.")
        if not self.span:
            raise FormatError("A figure needs its words.")
