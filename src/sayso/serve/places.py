"""Places of claims on a map: marks as large as the place is vague, whole countries as hatched shapes, never as dots."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sayso.serve.kept import Spot
from sayso.serve.world import Box, Land, cut, land, lands, path

_SIZES: Final = {"poi": 4.0, "populated": 6.0, "district": 16.0, "province": 28.0}
_WHOLE: Final = ("country", "region")
_WIDTH: Final = 640.0
_TALLEST: Final = 520.0
_LETTERS: Final = 21.0
_LABELLED: Final = 24
_MARKED: Final = 120


@dataclass(frozen=True, slots=True)
class Mark:
    """A place nearer than a country: where it stands, how vague it is (``radius``), whether its name is written."""

    spot: Spot
    x: float
    y: float
    radius: float
    right: bool
    label_y: float
    named: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """A country: its outline as an SVG path; ``spot`` is set where claims tell no nearer place than it, at (x, y)."""

    outline: str
    name: str
    spot: Spot | None
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Map:
    """A sheet of ``width`` by ``height`` with shapes and marks, the largest first; ``listed`` are all places."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    marks: tuple[Mark, ...]
    listed: tuple[Spot, ...]
    box: Box


def draw(spots: Iterable[Spot]) -> Map | None:
    """The map of all places that have coordinates; None where there is none."""
    found = list(spots)
    whole = [s for s in found if s.precision in _WHOLE]
    near = [s for s in found if s.precision in _SIZES][:_MARKED]
    if not found or not (near or whole):
        return None
    box = _seen(near, whole)
    sheet = _Sheet(box)
    marks = [
        Mark(s, *sheet.place(s.lon, s.lat), _SIZES[s.precision], True, 0.0, number < _LABELLED)
        for number, s in enumerate(near)
    ]
    return Map(
        _WIDTH, sheet.height, tuple(_shapes(sheet, whole)),
        tuple(sorted(_spread(marks), key=lambda m: (-m.radius, m.spot.name))), tuple(found), box,
    )  # fmt: skip


class _Sheet:
    """From degrees to pixels: Mercator, as any movable map has it."""

    def __init__(self, box: Box) -> None:
        self.box = box
        self._top = _mercator(box.north)
        self._scale = _WIDTH / (box.east - box.west)
        self.height = round(min(_TALLEST, (self._top - _mercator(box.south)) * self._scale), 1)

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        y = (self._top - _mercator(max(-80.0, min(80.0, lat)))) * self._scale
        return round((lon - self.box.west) * self._scale, 1), round(y, 1)


def _mercator(lat: float) -> float:
    """In degrees of longitude at the equator."""
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)))


def _seen(near: Sequence[Spot], whole: Sequence[Spot]) -> Box:
    """What the map shows: the nearer places with room around them, else the countries."""
    if near:
        # The few claims of far-off places do not make the map of a crisis one of the whole world.
        kept = _most(near)
        box = Box(
            min(s.lon for s in kept), min(s.lat for s in kept),
            max(s.lon for s in kept), max(s.lat for s in kept),
        )  # fmt: skip
    else:
        boxes = [each.box() for s in whole if (each := land(s.country))]
        boxes = boxes or [Box(s.lon - 5, s.lat - 5, s.lon + 5, s.lat + 5) for s in whole]
        box = Box(
            min(b.west for b in boxes), min(b.south for b in boxes),
            max(b.east for b in boxes), max(b.north for b in boxes),
        )  # fmt: skip
    wide, high = max(box.east - box.west, 9.0), max(box.north - box.south, 4.0)
    lon, lat = (box.west + box.east) / 2, (box.south + box.north) / 2
    wide = max(wide * 1.3, high * 1.25)
    high = max(high * 1.3, wide * 0.42)
    return Box(
        max(-180.0, lon - wide / 2), max(-78.0, lat - high / 2), min(180.0, lon + wide / 2),
        min(80.0, lat + high / 2),
    )  # fmt: skip


def _most(near: Sequence[Spot]) -> list[Spot]:
    """The places within reach of the one with most claims, if they hold nine claims of ten; else all."""
    first = max(near, key=lambda s: s.claims)
    close = [s for s in near if abs(s.lat - first.lat) < 15 and abs(s.lon - first.lon) < 25]
    share = sum(s.claims for s in close) / sum(s.claims for s in near)
    return close if share >= 0.9 else list(near)


def _shapes(sheet: _Sheet, whole: Iterable[Spot]) -> Iterable[Shape]:
    """All countries in sight, those last that claims name as a whole: their hatching lies on top."""
    told: dict[str, Spot] = {}
    for spot in whole:
        if spot.country and spot.country not in told and spot.precision == "country":
            told[spot.country] = spot
    box = sheet.box
    for each in sorted(lands(), key=lambda each: each.code in told):
        rings = cut(each, Box(box.west - 1, box.south - 1, box.east + 1, box.north + 1))
        outline = path(rings, sheet.place)
        if outline:
            yield _shape(sheet, each, outline, told.get(each.code or ""))


def _shape(sheet: _Sheet, each: Land, outline: str, spot: Spot | None) -> Shape:
    rings = cut(each, sheet.box)
    largest = max(rings, key=lambda ring: abs(_area(ring)), default=[(0.0, 0.0)])
    lon = (min(x for x, _ in largest) + max(x for x, _ in largest)) / 2
    lat = (min(y for _, y in largest) + max(y for _, y in largest)) / 2
    return Shape(outline, each.name, spot, *sheet.place(lon, lat))


def _area(ring: Sequence[tuple[float, float]]) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs) / 2


def _spread(marks: Iterable[Mark]) -> list[Mark]:
    """Names of places that lie close together are moved down until each can be read."""
    placed: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.y, m.spot.name)):
        right = mark.x < _WIDTH * 0.65
        beside = [
            p.label_y for p in placed if p.named and abs(p.x - mark.x) < _WIDTH / 4 and p.right == right
        ]
        lowest = max((y for y in beside if y > mark.y - _LETTERS), default=mark.y - _LETTERS)
        y = max(mark.y, lowest + _LETTERS) if mark.named else mark.y
        placed.append(replace(mark, right=right, label_y=round(y, 1)))
    return placed
