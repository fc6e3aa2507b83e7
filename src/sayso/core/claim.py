"""One claim: who did what to whom, where, when, how many, and on whose say-so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sayso.core.errors import FormatError
from sayso.core.figure import Figure
from sayso.core.ids import claim_id
from sayso.core.kinds import KINDS
from sayso.core.span import Span
from sayso.core.when import When
from sayso.core.where import Where
from sayso.core.who import Who

STANCES: Final = ("asserted", "denied", "hedged", "intended")


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim with all its slots (the definition is ``docs/reference/claims.md``). An empty slot is None.

    ``says`` is the say-so chain, innermost claimant first; ``()`` is the report's own voice. ``evidence`` are further
    mentions of the same claim (headline, caption). ``score`` is the calibrated probability that the claim is right.
    """

    id: str
    kind: str
    quote: Span
    trigger: Span
    actor: Who | None = None
    target: Who | None = None
    place: Where | None = None
    when: When | None = None
    figure: Figure | None = None
    says: tuple[Who, ...] = ()
    stance: str = "asserted"
    score: float = 1.0
    evidence: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise FormatError(f"Unknown kind {self.kind!r} of a claim.")
        if self.stance not in STANCES:
            raise FormatError(f"Unknown stance {self.stance!r}; known: {', '.join(STANCES)}.")
        if not self.quote.contains(self.trigger) or not self.trigger:
            raise FormatError(
                f"Trigger {self.trigger.text!r} does not lie within its quote {self.quote.text[:60]!r}."
            )
        if not 0.0 <= self.score <= 1.0:
            raise FormatError(f"Score {self.score} is no probability.")

    def spans(self) -> Iterator[tuple[str, Span]]:
        """Every span of the claim with the name of its slot."""
        yield "quote", self.quote
        yield "trigger", self.trigger
        for name in ("actor", "target", "place", "when", "figure"):
            slot = getattr(self, name)
            if slot is not None:
                yield name, slot.span
        if self.figure is not None and self.figure.of_span is not None:
            yield "of", self.figure.of_span
        for who in self.says:
            yield "says", who.span
        for span in self.evidence:
            yield "evidence", span


def make_id(report_id: str, kind: str, trigger: Span, figure: Figure | None, says: tuple[Who, ...]) -> str:
    """The id of a claim: a hash of what it states and where, the same on every run."""
    number = (figure.span.start, figure.span.end, figure.measure) if figure else ()
    return claim_id(report_id, kind, trigger.start, trigger.end, *number, *(w.name for w in says))
