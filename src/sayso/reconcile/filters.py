"""Which claims a question is about: place, period, measure, claimant, counted group, and the moment of knowing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from sayso.core.claim import Claim
from sayso.core.errors import FormatError, UsageError
from sayso.core.figure import MEASURES
from sayso.core.when import day_range
from sayso.reconcile.claimants import Claimants
from sayso.reconcile.groups import read
from sayso.reconcile.told import Told

_AFTER: Final = dt.timedelta(days=31)
"""Counts of a crisis go on after it; one without a date of its own is taken to be of it for this long."""


@dataclass(frozen=True, slots=True)
class Filters:
    """A question. ``period`` is an ISO day, month, year or interval; ``as_of`` an ISO day or moment; ``claims`` ids of
    the claims to look at, None for all. Raises UsageError for a measure or period that does not exist."""

    place: str | None = None
    period: str | None = None
    measure: str | None = None
    claimant: str | None = None
    of: str | None = None
    as_of: str | None = None
    claims: frozenset[str] | None = None

    def __post_init__(self) -> None:
        if self.measure is not None and self.measure not in MEASURES:
            raise UsageError(f"Unknown measure {self.measure!r}; known: {', '.join(MEASURES)}.")
        if self.period is not None:
            try:
                day_range(self.period)
            except FormatError as error:
                raise UsageError(f"Period {self.period!r}: {error}") from None

    def admits(self, told: Told) -> bool:
        """True if the claim is within the question, but for its claimant and group (see `shows`)."""
        if self.measure is not None and told.figure.measure != self.measure:
            return False
        if self.claims is not None and told.claim.id not in self.claims:
            return False
        return self._place(told) and self._period(told.claim, told)

    def shows(self, label: str, told: Told, known: Claimants) -> bool:
        """True if an entry of this claimant and group is asked for. Others are still weighed, but not shown."""
        if self.claimant is not None and not known.matches(label, self.claimant):
            return False
        return self.of is None or told.group.same(read(self.of))

    def _place(self, told: Told) -> bool:
        if self.place is None:
            return True
        wanted = {part.strip().lower() for part in self.place.split(",")[:1]}
        place = told.claim.place
        names = {told.country.lower(), told.place.lower()}
        if place is not None:
            names |= {part.strip().lower() for part in place.name.split(",")}
            names |= {(place.country or "").lower(), (place.admin1 or "").lower()}
        return bool(wanted & names)

    def _period(self, claim: Claim, told: Told) -> bool:
        if self.period is None:
            return True
        first, last = day_range(self.period)
        if claim.when is not None:
            start, end = day_range(claim.when.value)
            return start <= last and first <= end
        return told.day is None or first <= told.day <= last + _AFTER
