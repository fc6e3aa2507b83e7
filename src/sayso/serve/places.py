"""Places of claims on a plain grid of degrees: marks as large as the place is vague, so that none looks exact."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from sayso.core.claim import Claim

_SIZES: Final = {
    "poi": 4.0,
    "populated": 6.0,
    "district": 14.0,
    "province": 24.0,
    "country": 46.0,
    "region": 60.0,
}
_WIDTH: Final = 640.0
_EDGE: Final = 66.0
_LETTERS: Final = 15.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A place: where it stands, how vague it is (``precision``, ``radius``), how many claims are set there."""

    name: str
    precision: str
    count: int
    x: float
    y: float
    radius: float
    right: bool
    label_y: float


@dataclass(frozen=True, slots=True)
class Map:
    """Marks, the largest first, on a sheet of ``width`` by ``height``; grid lines as (place, degrees)."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    meridians: tuple[tuple[float, int], ...]
    parallels: tuple[tuple[float, int], ...]


def draw(claims: Iterable[Claim]) -> Map | None:
    """The map of all places that have coordinates; None where there is none."""
    seen: Counter[tuple[float, float]] = Counter()
    named: dict[tuple[float, float], tuple[str, str]] = {}
    for claim in claims:
        place = claim.place
        if (
            place is not None
            and place.lat is not None
            and place.lon is not None
            and place.precision in _SIZES
        ):
            seen[place.lat, place.lon] += 1
            named.setdefault((place.lat, place.lon), (place.name, place.precision))
    if not seen:
        return None
    lats, lons = [lat for lat, _ in seen], [lon for _, lon in seen]
    squeeze = max(0.2, math.cos(math.radians(sum(lats) / len(lats))))
    south, north, west, east = min(lats), max(lats), min(lons), max(lons)
    scale = (_WIDTH - 2 * _EDGE) / max((east - west) * squeeze, (north - south) * 1.6, 1.0)
    height = round((north - south) * scale + 2 * _EDGE, 1)
    middle = (_WIDTH - (east - west) * squeeze * scale) / 2

    def x(lon: float) -> float:
        return round(middle + (lon - west) * squeeze * scale, 1)

    def y(lat: float) -> float:
        return round(_EDGE + (north - lat) * scale, 1)

    marks = [
        Mark(
            *named[at], seen[at], x(at[1]), y(at[0]), _SIZES[named[at][1]], x(at[1]) < _WIDTH * 0.6, y(at[0])
        )
        for at in seen
    ]
    step = max(1, round(max(east - west, north - south) / 5))
    return Map(
        _WIDTH, height, tuple(sorted(_spread(marks), key=lambda m: (-m.radius, m.name))),
        tuple((x(d), d) for d in _degrees(west, east, step)),
        tuple((y(d), d) for d in _degrees(south, north, step)),
    )  # fmt: skip


def _spread(marks: Iterable[Mark]) -> list[Mark]:
    """Names of places that lie close together are moved down until each can be read."""
    placed: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.y, m.name)):
        beside = [p.label_y for p in placed if abs(p.x - mark.x) < _WIDTH / 4 and p.right == mark.right]
        lowest = max((y for y in beside if y > mark.y - _LETTERS), default=mark.y - _LETTERS)
        placed.append(replace(mark, label_y=round(max(mark.y, lowest + _LETTERS), 1)))
    return placed


def _degrees(first: float, last: float, step: int) -> list[int]:
    start = math.ceil(first / step) * step
    return list(range(start, math.floor(last) + 1, step))
