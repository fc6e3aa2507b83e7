"""Figures as ranges: whether two can both hold, and whether one only rounds the other."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Final

from sayso.core.figure import Figure

_VAGUE: Final = {
    "tens": (20, 99), "dozens": (24, 120), "scores": (40, 200), "hundreds": (200, 1999), "thousands": (2000, 19999),
    "several": (3, 20), "a few": (2, 10), "handful": (2, 10), "many": (3, math.inf),
}  # fmt: skip
"""What such a word leaves room for; wide on purpose, for it decides only whether a number contradicts the word."""
_ABOUT: Final = 0.1
_SCALED = re.compile(r"\d+(?:\.(?P<decimals>\d+))?\s*(?P<scale>thousand|million|billion|k|m)\b", re.I)
_SCALE: Final = {"thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9}
_ROUNDS: Final = 0.1


@dataclass(frozen=True, slots=True)
class Value:
    """A figure's bounds and, where it has none, its word. Equal values are one figure."""

    low: int | None
    high: int | None
    word: str = ""

    @property
    def exact(self) -> bool:
        """True for a single number."""
        return self.low is not None and self.low == self.high

    @property
    def size(self) -> float:
        """The number by which figures are put in order: the lower bound, else the upper, else the word's least."""
        if self.low is not None or self.high is not None:
            return float(self.low if self.low is not None else self.high or 0)
        return float(_VAGUE.get(self.word, (0, 0))[0])

    def words(self) -> str:
        """The value in words of its own: ``164``, ``at least 8``, ``up to 30``, ``24–31``, ``dozens``."""
        if self.low is None and self.high is None:
            return self.word or "a number not told"
        if self.high is None:
            return f"at least {self.low:,}"
        if self.low is None:
            return f"up to {self.high:,}"
        return f"{self.low:,}" if self.exact else f"{self.low:,}–{self.high:,}"


def value_of(figure: Figure) -> Value:
    """The value of a claim's figure."""
    if figure.low is None and figure.high is None:
        text = " ".join(figure.span.text.lower().split())
        return Value(None, None, next((word for word in _VAGUE if re.search(rf"\b{word}\b", text)), text))
    return Value(figure.low, figure.high)


def room(figure: Figure) -> tuple[float, float]:
    """The least and greatest number that the figure's words leave room for.

    "5.8 thousand" is rounded to a hundred: 5,750 to 5,850. "about N": a tenth either way.
    """
    value = value_of(figure)
    if value.low is None and value.high is None:
        return _VAGUE.get(value.word, (0, math.inf))
    low = float(value.low) if value.low is not None else 0.0
    high = float(value.high) if value.high is not None else math.inf
    slack = 0.0
    if scaled := _SCALED.search(figure.span.text):
        slack = _SCALE[scaled["scale"].lower()] / 10 ** len(scaled["decimals"] or "") / 2
    if figure.form == "about":
        slack = max(slack, _ABOUT * max(low, high if high < math.inf else 0.0))
    return low - slack, high + slack


def compatible(a: Figure, b: Figure) -> bool:
    """True if one number could satisfy both."""
    (low, high), (least, most) = room(a), room(b)
    return low <= most and least <= high


def rounds(loose: Figure, exact: Figure) -> bool:
    """True if ``loose`` ("more than 4,400", "about 4,000") only says ``exact`` (4,404) less exactly."""
    value, number = value_of(loose), value_of(exact)
    if not number.exact or number.size < 10 or (value.exact and loose.form != "about"):
        return False
    if value.low is None and value.high is None:
        return False
    return compatible(loose, exact) and abs(value.size - number.size) <= _ROUNDS * number.size
