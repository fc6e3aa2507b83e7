"""Policies: one answer from a toll by a stated rule. Raw keeps everything; each rule is named in its answer.

A policy is a function from a toll to an `Answer`; a user's own is one too, and can be passed wherever these can.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from sayso.core.errors import UsageError
from sayso.core.toll import Toll, TollEntry

_ACLED_WORDS: Final = {"tens": 10, "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1000}
"""ACLED codebook: tens 10, dozens 12, hundreds 100. "Scores" and "thousands" by the same sense: the least they mean."""
GRADES: Final = ("confirmed", "single", "contested", "unnamed", "withdrawn")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a policy says of a toll. ``low``/``best``/``high`` are None where the rule gives none; ``entries`` are the
    ids of the figures that it rests on; ``rule`` says in words how it was found."""

    policy: str
    measure: str
    of: str
    place: str
    low: int | None
    best: int | None
    high: int | None
    entries: tuple[str, ...]
    rule: str

    def words(self) -> str:
        """The answer in a line: ``killed, people, Kazakhstan: 164 (low 103, high 225) by …``."""
        numbers = [f"{n} {v:,}" for n, v in (("low", self.low), ("high", self.high)) if v is not None]
        best = f"{self.best:,}" if self.best is not None else "no number"
        return f"{self.measure}, {self.of}, {self.place}: {best} ({', '.join(numbers) or 'no range'}) by {self.rule}"


Policy: TypeAlias = Callable[[Toll], Answer]


def raw(toll: Toll) -> Answer:
    """No rule: all figures side by side, none chosen."""
    return _answer(
        "raw", toll, (None, None, None), toll.entries, "no rule: every figure stands as it was said"
    )


def acled(toll: Toll) -> Answer:
    """ACLED (codebook 2024): where reports differ or are vague, the most conservative figure; dozens are 12."""
    standing = _standing(toll)
    found = [(least, e) for e in standing if (least := _least(e)) is not None]
    best = min((v for v, _ in found), default=None)
    used = [e for v, e in found if v == best]
    rule = "ACLED's rule: the most conservative figure that stands; tens 10, dozens 12, hundreds 100"
    return _answer("acled", toll, (None, best, None), used, rule)


def ucdp(toll: Toll) -> Answer:
    """UCDP GED (codebook 24.1): low and high are the least and greatest figures that stand, best the best supported.

    Best supported here: the best grade, then exactness, then the latest day. Words without a number are left out.
    """
    found = [e for e in _standing(toll) if e.low is not None or e.high is not None]
    chosen = max(found, key=support, default=None)
    rule = "UCDP's best, low and high: the best supported figure, and the least and greatest that stand"
    low, high = _range(found)
    return _answer("ucdp", toll, (low, _number(chosen) if chosen else None, high), found, rule)


def ibc(toll: Toll) -> Answer:
    """Iraq Body Count (methods, 2003 onward): the minimum and the maximum of the reported figures, no best."""
    found = [e for e in _standing(toll) if e.low is not None or e.high is not None]
    low, high = _range(found)
    return _answer(
        "ibc", toll, (low, None, high), found, "Iraq Body Count's minimum and maximum of what is reported"
    )


POLICIES: Final[dict[str, Policy]] = {"raw": raw, "acled": acled, "ucdp": ucdp, "ibc": ibc}


def policy(name: str) -> Policy:
    """The policy of this name. Raises UsageError."""
    if name not in POLICIES:
        raise UsageError(f"Unknown policy {name!r}; known: {', '.join(POLICIES)}.")
    return POLICIES[name]


def _standing(toll: Toll) -> list[TollEntry]:
    """Figures that stand for the whole: not replaced, not withdrawn, no part of another, of no sub-place alone."""
    current = [e for e in toll.current() if e.part_of is None] or list(toll.current())
    whole = [e for e in current if e.place is None and e.scope == "total"]
    return whole or current


def _least(entry: TollEntry) -> int | None:
    if entry.low is not None:
        return entry.low
    if entry.high is not None:
        return entry.high
    words = entry.text.lower()
    return next((number for word, number in _ACLED_WORDS.items() if word in words), None)


def _number(entry: TollEntry) -> int | None:
    return entry.low if entry.low is not None else entry.high


def _range(entries: Sequence[TollEntry]) -> tuple[int | None, int | None]:
    """Least and greatest number; "at least 8" is taken as 8 at the top too, for it names no greater one."""
    numbers = [n for e in entries for n in (e.low, e.high) if n is not None]
    return (min(numbers), max(numbers)) if numbers else (None, None)


def support(entry: TollEntry) -> tuple[int, int, str, float]:
    """How well a figure is supported: by grade, then exactness, then its day; of equals the smaller."""
    exact = entry.low is not None and entry.low == entry.high
    size = _number(entry)
    return (
        -GRADES.index(entry.grade.grade),
        int(exact),
        entry.day or "",
        -(size if size is not None else math.inf),
    )


def _answer(
    name: str,
    toll: Toll,
    numbers: tuple[int | None, int | None, int | None],
    used: Sequence[TollEntry],
    rule: str,
) -> Answer:
    return Answer(name, toll.measure, toll.of, toll.place, *numbers, tuple(e.id for e in used), rule)
