"""The things that a report's words stand for, as the resolvers found them: what `claims` assembles from."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, Protocol, TypeVar

from sayso.core.figure import Quantity
from sayso.core.span import Span
from sayso.core.when import TimeExpression
from sayso.core.where import Where
from sayso.core.who import Entity, Who


@dataclass(frozen=True)
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
        return self._times.most(span)

    def quantity_at(self, span: Span) -> Quantity | None:
        """The quantity that shares most characters with the span."""
        return self._quantities.most(span)

    def place_at(self, span: Span) -> Where | None:
        """The place that shares most characters with the span."""
        return self._places.most(span)

    def who_at(self, span: Span) -> Who | None:
        """Whom exactly this span stands for, if the resolver was asked about it."""
        return self._whos.get(span)

    @cached_property
    def _times(self) -> _Near[TimeExpression]:
        return _Near(self.times)

    @cached_property
    def _quantities(self) -> _Near[Quantity]:
        return _Near(self.quantities)

    @cached_property
    def _places(self) -> _Near[Where]:
        return _Near(self.places)

    @cached_property
    def _whos(self) -> dict[Span, Who]:
        return {who.span: who for who in reversed(self.whos)}  # of several, the first


class _Spanned(Protocol):
    @property
    def span(self) -> Span: ...


T = TypeVar("T", bound=_Spanned)


class _Near(Generic[T]):
    """Things by where they stand: long reports have thousands, and each claim asks for those at its own words."""

    def __init__(self, things: tuple[T, ...]) -> None:
        self._things = sorted(things, key=lambda thing: thing.span.start)
        self._starts = [thing.span.start for thing in self._things]
        self._longest = max((thing.span.end - thing.span.start for thing in things), default=0)

    def most(self, span: Span) -> T | None:
        """The one that shares most characters with the span; of several, the first."""
        low = bisect_right(self._starts, span.start - self._longest)
        near = self._things[low : bisect_left(self._starts, span.end)]
        return max(
            (thing for thing in near if thing.span.overlaps(span)),
            key=lambda thing: _shared(thing.span, span),
            default=None,
        )


def _shared(a: Span, b: Span) -> int:
    return min(a.end, b.end) - max(a.start, b.start)
