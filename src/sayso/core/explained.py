"""Why a claim's slots hold what they hold: the words, what else came into question, and why the choice fell."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.core.claim import Claim
from sayso.core.span import Span


@dataclass(frozen=True, slots=True)
class Candidate:
    """One answer that came into question for a slot: its words (None: the report has none), its value, a score where
    one was given (a probability among the candidates), and what speaks for or against it."""

    value: str
    span: Span | None = None
    score: float | None = None
    why: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Explained:
    """One slot: its value in words (None: empty), the report's words that it rests on, why, and all candidates, the
    likeliest first."""

    slot: str
    value: str | None
    span: Span | None
    why: tuple[str, ...]
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """A claim with its number in the report (from 1) and each slot explained; ``of`` is how many claims there are."""

    number: int
    of: int
    claim: Claim
    slots: tuple[Explained, ...]
