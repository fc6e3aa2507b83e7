"""A report with its claims (field usage: a coded report), or the reason why it could not be read."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.core.claim import Claim
from sayso.core.errors import SpanError
from sayso.core.reading import Reading
from sayso.core.report import Report
from sayso.core.resolved import Resolved


@dataclass(frozen=True, slots=True)
class Layers:
    """What the reader saw and the resolvers made of it, whether or not a claim uses it."""

    reading: Reading
    resolved: Resolved


@dataclass(frozen=True, slots=True)
class CodedReport:
    """A report, its claims in text order, notes in words; each span of each claim is checked against the text.

    Raises SpanError where a claim says something that the report's own characters do not show.
    """

    report: Report
    claims: tuple[Claim, ...]
    notes: tuple[str, ...] = ()
    layers: Layers | None = None

    def __post_init__(self) -> None:
        for claim in self.claims:
            for slot, span in claim.spans():
                try:
                    span.check(self.report.text)
                except SpanError as error:
                    raise SpanError(
                        f"Claim {claim.id}, slot {slot}, of report {self.report.id}: {error}"
                    ) from None


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be read, and why, in one sentence. ``skipped``: nothing is wrong with it, it is in
    another language."""

    source: str
    reason: str
    skipped: bool = False

    def of(self, source: str, line: int | None = None) -> Failure:
        """The same, of this source, or of a line of it."""
        return Failure(source, self.reason if line is None else f"line {line}: {self.reason}", self.skipped)
