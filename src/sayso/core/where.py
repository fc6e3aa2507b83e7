"""Places: a name in a report and the point on the map that it stands for, with its precision."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from sayso.core.errors import FormatError
from sayso.core.span import Span

PRECISIONS: Final = ("poi", "populated", "district", "province", "country", "region", "unresolved")

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def cased(name: str) -> str:
    """A name as one writes it, if it stands in a headline's or dateline's capitals: "NUR-SULTAN" is "Nur-Sultan"."""
    return _WORD.sub(lambda m: m[0].capitalize(), name) if name.isupper() and len(name) > 3 else name


@dataclass(frozen=True, slots=True)
class Where:
    """A place. ``name`` is the most exact name with its containing parts ("Almaty, Kazakhstan");
    ``lat``/``lon`` are WGS 84 degrees.

    ``country`` is ISO 3166 alpha-2; ``precision`` one of `PRECISIONS` (``poi``: point of interest such as a
    square, base or
    field); ``relation`` is "near", "outside", "between", "in" or None; ``basis`` says where it comes from: ``words``,
    ``narrative`` (carried over), ``headline``, ``dateline``, ``report`` (the country in which the report is set).
    """

    span: Span
    name: str
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None
    precision: str = "unresolved"
    relation: str | None = None
    basis: str = "words"
    score: float = 1.0

    def __post_init__(self) -> None:
        if self.precision not in PRECISIONS:
            raise FormatError(
                f"Unknown precision {self.precision!r} of a place; known: {', '.join(PRECISIONS)}."
            )
        if not self.name:
            raise FormatError("A place needs a name.")
