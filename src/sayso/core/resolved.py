"""The things that a report's words stand for, as the resolvers found them: what `claims` assembles from."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.core.figure import Quantity
from sayso.core.span import Span
from sayso.core.when import TimeExpression
from sayso.core.where import Where
from sayso.core.who import Entity, Who


@dataclass(frozen=True, slots=True)
class Resolved:
    """Times, numbers, places and entities of one report, each with its span, sorted by span.

    ``whos`` holds, for each span that a reading uses as actor, target, counted group or claimant, whom it stands for.
    ``setting`` is the country in which the report is plainly set, ``dateline`` the place of its dateline.
    """

    times: tuple[TimeExpression, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    places: tuple[Where, ...] = ()
    entities: tuple[Entity, ...] = ()
    whos: tuple[Who, ...] = ()
    setting: Where | None = None
    dateline: Where | None = None

    def time_at(self, span: Span) -> TimeExpression | None:
        """The time expression that shares most characters with the span."""
        return max(
            (t for t in self.times if t.span.overlaps(span)),
            key=lambda t: _shared(t.span, span),
            default=None,
        )

    def quantity_at(self, span: Span) -> Quantity | None:
        """The quantity that shares most characters with the span."""
        return max(
            (q for q in self.quantities if q.span.overlaps(span)),
            key=lambda q: _shared(q.span, span),
            default=None,
        )

    def place_at(self, span: Span) -> Where | None:
        """The place that shares most characters with the span."""
        return max(
            (p for p in self.places if p.span.overlaps(span)),
            key=lambda p: _shared(p.span, span),
            default=None,
        )

    def who_at(self, span: Span) -> Who | None:
        """Whom exactly this span stands for, if the resolver was asked about it."""
        return next((w for w in self.whos if w.span == span), None)


def _shared(a: Span, b: Span) -> int:
    return min(a.end, b.end) - max(a.start, b.start)
