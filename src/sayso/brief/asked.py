"""What news is asked for: a place, a measure, a claimant, a counted group, a period, kinds, a circle on the map."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from sayso.brief.picture import Picture
from sayso.core.claim import Claim
from sayso.core.errors import UsageError
from sayso.core.incident import Incident
from sayso.core.kinds import KINDS
from sayso.core.toll import Toll, TollEntry
from sayso.core.when import day_range
from sayso.core.where import Where
from sayso.reconcile.filters import Filters
from sayso.reconcile.groups import read

_EXACT: Final = frozenset({"poi", "populated"})
_EARTH_KM: Final = 6371.0


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle on the map: degrees WGS 84 of its middle, kilometres of its radius."""

    lat: float
    lon: float
    km: float

    def holds(self, place: Where) -> bool:
        """True if the place lies within; one that is only known as a district, province or country does not."""
        if place.lat is None or place.lon is None or place.precision not in _EXACT:
            return False
        return distance_km(self.lat, self.lon, place.lat, place.lon) <= self.km


@dataclass(frozen=True, slots=True)
class Asked:
    """Which news. An empty question asks for all; all that is given must hold. Raises UsageError.

    ``place``, ``measure``, ``claimant``, ``of``, ``period``: as in `sayso.reconcile.filters.Filters`; ``kinds``: any of
    these kinds of claims; ``near``: places within a circle; ``score``: how sure a claim must be to be told by itself.
    """

    place: str | None = None
    measure: str | None = None
    claimant: str | None = None
    of: str | None = None
    period: str | None = None
    kinds: tuple[str, ...] = ()
    near: Circle | None = None
    score: float = 0.5

    def __post_init__(self) -> None:
        self._filters()
        if unknown := [kind for kind in self.kinds if kind not in KINDS]:
            raise UsageError(f"Unknown kind {unknown[0]!r}; known: {', '.join(KINDS)}.")

    def _filters(self) -> Filters:
        return Filters(self.place, self.period, self.measure, self.claimant, self.of)

    def entry(self, seen: Picture, entry: TollEntry) -> bool:
        """True if a figure is asked for."""
        filters = self._filters()
        told = [seen.told[s.claim] for s in entry.shown if s.claim in seen.told]
        if not any(filters.admits(t) and self._claim(t.claim) for t in told):
            return False
        return filters.shows(entry.claimant, told[0], seen.world.claimants)

    def claim(self, seen: Picture, claim: Claim) -> bool:
        """True if a claim is asked for, with a figure or without."""
        if claim.score < self.score:
            return False
        if self.measure is not None and (claim.figure is None or claim.figure.measure != self.measure):
            return False
        if self.of is not None and not self._counts(seen, claim):
            return False
        if self.claimant is not None and not self._says(seen, claim):
            return False
        if not in_place(claim.place, self.place) or not self._claim(claim):
            return False
        if self.period is None:
            return True
        return claim.when is not None and _overlap(claim.when.value, self.period)

    def incident(self, seen: Picture, incident: Incident) -> bool:
        """True if any of an incident's claims is asked for; by its own days, if it has any."""
        if self.period is not None and (incident.day is None or not _overlap(incident.day, self.period)):
            return False
        asked = replace(self, period=None)
        return any(asked.claim(seen, seen.claims[name][0]) for name in incident.claims)

    def words(self) -> str:
        """The question in words, "" if all is asked for."""
        return "; ".join(self._words())

    def _words(self) -> Iterator[str]:
        named = {"place": self.place, "measure": self.measure, "claimant": self.claimant, "counted": self.of}
        yield from (f"{name} {value}" for name, value in named.items() if value)
        if self.period:
            yield f"of {self.period}"
        if self.kinds:
            yield f"kinds {', '.join(self.kinds)}"
        if self.near:
            yield f"within {self.near.km:g} km of {self.near.lat:g}, {self.near.lon:g}"

    def _claim(self, claim: Claim) -> bool:
        if self.kinds and claim.kind not in self.kinds:
            return False
        return self.near is None or (claim.place is not None and self.near.holds(claim.place))

    def _counts(self, seen: Picture, claim: Claim) -> bool:
        told = seen.told.get(claim.id)
        return told is not None and told.group.same(read(self.of or ""))

    def _says(self, seen: Picture, claim: Claim) -> bool:
        known, report = seen.world.claimants, seen.report_of(claim.id).id
        return any(known.matches(known.label(report, who), self.claimant or "") for who in claim.says)


def in_place(place: Where | None, name: str | None) -> bool:
    """True if the place is the one named or lies in it; a name, a region's, or a country's code."""
    if name is None:
        return True
    if place is None:
        return False
    parts = {part.strip().lower() for part in place.name.split(",")}
    parts |= {(place.country or "").lower(), (place.admin1 or "").lower()} - {""}
    return name.split(",")[0].strip().lower() in parts


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The way along a great circle, in kilometres (haversine)."""
    a, b = math.radians(lat), math.radians(other_lat)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, half)))


def _overlap(one: str, two: str) -> bool:
    (first, last), (start, end) = day_range(one), day_range(two)
    return first <= end and start <= last


def asked_entries(seen: Picture, asked: Asked) -> Iterator[tuple[Toll, TollEntry]]:
    """The figures that are asked for, in the order of the tolls."""
    for toll in seen.tolls:
        for entry in toll.entries:
            if asked.entry(seen, entry):
                yield toll, entry
