"""The countries' shapes inside the package (``world.json``, drawn by ``tables/shapes.py``), cut to what a map shows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Final, TypeAlias

Point: TypeAlias = tuple[float, float]
"""Longitude and latitude in degrees, or x and y on a sheet."""


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of the earth in degrees."""

    west: float
    south: float
    east: float
    north: float

    def meets(self, other: Box) -> bool:
        """True if the two have a point in common."""
        return (
            self.west <= other.east
            and other.west <= self.east
            and self.south <= other.north
            and other.south <= self.north
        )


@dataclass(frozen=True, slots=True)
class Land:
    """A country: ISO 3166 code (None where it has none), name, rings (outer ones and holes; fill by even-odd)."""

    code: str | None
    name: str
    rings: tuple[tuple[Point, ...], ...]

    def box(self) -> Box:
        """The box of its largest ring: islands far off are no part of how a country is looked at."""
        return max((_box(ring) for ring in self.rings), key=lambda b: (b.east - b.west) * (b.north - b.south))


@cache
def lands() -> tuple[Land, ...]:
    """All countries."""
    found = json.loads(world_text())
    borders = [_points(flat, found["step"]) for flat in found["borders"]]
    return tuple(
        Land(each["code"], each["name"], tuple(_ring(numbers, borders) for numbers in each["rings"]))
        for each in found["lands"]
    )


@cache
def world_text() -> str:
    """The shapes as they are stored, for a browser to unpack."""
    return files("sayso.serve").joinpath("world.json").read_text("utf-8")


def land(code: str | None) -> Land | None:
    """The country of an ISO code."""
    return next((each for each in lands() if each.code == code), None) if code else None


def cut(each: Land, box: Box) -> list[list[Point]]:
    """The rings of a country as far as they lie in the box (Sutherland and Hodgman 1974)."""
    found = []
    for ring in each.rings:
        if not _box(ring).meets(box):
            continue
        points: list[Point] = list(ring)
        for axis, bound, sign in ((0, box.west, 1), (0, box.east, -1), (1, box.south, 1), (1, box.north, -1)):
            points = _clipped(points, axis, bound, sign)
        if len(points) > 2:
            found.append(points)
    return found


def path(rings: Iterable[Sequence[Point]], place: Callable[[float, float], Point]) -> str:
    """The rings as an SVG path in whole pixels; ``place`` gives x and y of longitude and latitude."""
    parts = []
    for ring in rings:
        spots = [place(*point) for point in ring]
        whole = [(round(x), round(y)) for x, y in spots]
        kept = [p for i, p in enumerate(whole) if i == 0 or p != whole[i - 1]]
        if len(kept) > 2:
            parts.append(f"M{kept[0][0]} {kept[0][1]}" + _steps(kept) + "z")
    return "".join(parts)


def _steps(points: Sequence[tuple[int, int]]) -> str:
    moves = (f"{bx - ax} {by - ay}" for (ax, ay), (bx, by) in pairwise(points))
    return "l" + " ".join(moves)


_CORNERS: Final = 2


def _points(flat: Sequence[int], step: float) -> list[Point]:
    x = y = 0
    found = []
    for i in range(0, len(flat), _CORNERS):
        x, y = x + flat[i], y + flat[i + 1]
        found.append((round(x * step, 2), round(y * step, 2)))
    return found


def _ring(numbers: Iterable[int], borders: Sequence[Sequence[Point]]) -> tuple[Point, ...]:
    found: list[Point] = []
    for number in numbers:
        border = borders[number] if number >= 0 else borders[~number][::-1]
        found += border[1:] if found else border
    return tuple(found)


def _box(ring: Sequence[Point]) -> Box:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _clipped(points: Sequence[Point], axis: int, bound: float, sign: int) -> list[Point]:
    """The part of a ring on one side of a line of equal longitude (axis 0) or latitude (1)."""
    found: list[Point] = []
    for before, here in zip([*points[-1:], *points[:-1]], points, strict=True):
        was, now = (before[axis] - bound) * sign >= 0, (here[axis] - bound) * sign >= 0
        if was != now:
            share = (bound - before[axis]) / (here[axis] - before[axis])
            other = before[1 - axis] + share * (here[1 - axis] - before[1 - axis])
            found.append((bound, other) if axis == 0 else (other, bound))
        if now:
            found.append(here)
    return found
