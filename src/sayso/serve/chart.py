"""The figures of a toll as a small chart: what stands where, worked out here and drawn by a template as SVG."""

from __future__ import annotations

import datetime as dt
import math
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sayso.core.errors import FormatError
from sayso.core.toll import Toll, TollEntry
from sayso.core.when import day_range

_LEFT: Final = 52.0
_RIGHT: Final = 158.0
_TOP: Final = 14.0
_BOTTOM: Final = 26.0
_LOG_FROM: Final = 30  # largest over smallest figure from which a straight scale hides the small ones
_APART: Final = 14.0  # height of a line of a label
_LETTERS: Final = 18  # letters that a line of a label holds


@dataclass(frozen=True, slots=True)
class Point:
    """One figure: where it stands (``top``/``bottom`` are the ends of a range), and its entry."""

    x: float
    y: float
    top: float
    bottom: float
    entry: TollEntry


@dataclass(frozen=True, slots=True)
class Line:
    """A claimant's running count: its points in order, those withdrawn first; the last is the one that its name stands
    at. ``label`` are the lines of the name, none where there is no room for it; ``dash`` tells lines apart."""

    claimant: str
    path: str
    points: tuple[Point, ...]
    label_y: float
    dash: str
    label: tuple[str, ...] = ()

    @property
    def gone(self) -> bool:
        """True if all its figures were withdrawn."""
        return all(p.entry.status == "withdrawn" for p in self.points)


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of ``width`` by ``height``; ``ticks`` are (y, value), ``days`` (x, ISO day). Figures of single events
    are ``alone``: they are no part of a running count. ``log``: the scale is logarithmic."""

    width: float
    height: float
    left: float
    right: float
    lines: tuple[Line, ...]
    alone: tuple[Point, ...]
    ticks: tuple[tuple[float, int], ...]
    days: tuple[tuple[float, str], ...]
    log: bool


_DASHES: Final = ("none", "7 3", "2 3", "9 3 2 3", "12 4", "4 4")


def chart(toll: Toll, width: float = 480, height: float = 230, most: int | None = None) -> Chart | None:
    """The chart of a toll's dated and numbered figures, at most ``most`` of them: those that stand, then the last.

    None where fewer than two of them could be drawn.
    """
    shown = [e for e in toll.entries if _day(e) is not None and _value(e) is not None]
    if most is not None and len(shown) > most:
        first = sorted(shown, key=lambda e: (e.status == "current", str(_day(e)), e.id), reverse=True)
        kept = {e.id for e in first[:most]}
        shown = [e for e in shown if e.id in kept]
    if len(shown) < 2:
        return None
    days = [d for e in shown if (d := _day(e)) is not None]
    values = [v for e in shown if (v := _value(e)) is not None]
    log = max(values) >= _LOG_FROM * max(1, min(values))
    x = _days_at(min(days), max(days), width)
    y = _values_at(values, height, log=log)
    points = [_point(e, x, y) for e in shown]
    running: dict[str, list[Point]] = {}
    alone = []
    for point in points:
        if point.entry.scope == "total" and point.entry.place is None and point.entry.part_of is None:
            running.setdefault(point.entry.claimant, []).append(point)
        else:
            alone.append(point)
    lines = _lines(running, height)
    return Chart(
        width, height, _LEFT, width - _RIGHT, lines, tuple(alone),
        tuple((y(v), v) for v in _ticks(values, log=log)),
        tuple((x(d), d.isoformat()) for d in _marked(min(days), max(days))), log,
    )  # fmt: skip


def _day(entry: TollEntry) -> dt.date | None:
    """The day for which a figure was given, else that of the first report that shows it."""
    given = entry.day or next((s.moment[:10] for s in entry.shown if s.moment), None)
    try:
        return day_range(given)[1] if given else None
    except FormatError:
        return None


def _value(entry: TollEntry) -> int | None:
    return entry.low if entry.low is not None else entry.high


def _point(entry: TollEntry, x: Callable[[dt.date], float], y: Callable[[int], float]) -> Point:
    day, value = _day(entry), _value(entry)
    assert day is not None
    assert value is not None
    low, high = entry.low, entry.high
    ends = (y(high if high is not None else value), y(low if low is not None else value))
    return Point(x(day), y(value), ends[0], ends[1], entry)


def _days_at(first: dt.date, last: dt.date, width: float) -> Callable[[dt.date], float]:
    span = max((last - first).days, 1)
    room = width - _LEFT - _RIGHT
    return lambda day: round(_LEFT + 8 + (room - 16) * (day - first).days / span, 1)


def _values_at(values: Sequence[int], height: float, *, log: bool) -> Callable[[int], float]:
    floor = math.log10(max(1, min(values))) if log else 0.0
    floor = math.floor(floor)
    top = math.log10(max(1, max(values))) if log else float(max(1, max(values)))
    room = height - _TOP - _BOTTOM
    return lambda value: round(
        height
        - _BOTTOM
        - room * ((math.log10(max(1, value)) if log else value) - floor) / ((top - floor) or 1),
        1,
    )


def _lines(running: dict[str, list[Point]], height: float) -> tuple[Line, ...]:
    found = []
    for number, (claimant, points) in enumerate(running.items()):
        points.sort(key=lambda p: (p.entry.status != "withdrawn", p.x, p.entry.id))
        standing = [p for p in points if p.entry.status != "withdrawn"]
        path = " ".join(f"{p.x},{p.y}" for p in standing)
        found.append(Line(claimant, path, tuple(points), points[-1].y, _DASHES[number % len(_DASHES)]))
    return _labelled(sorted(found, key=lambda line: line.label_y), height)


def _labelled(lines: Sequence[Line], height: float) -> tuple[Line, ...]:
    """Names in two lines, in one where these do not fit, and where that is too much those of the claimants that spoke
    last: the others' names are told by their points and in the table."""
    room = int((height - _BOTTOM) / _APART)
    names = {
        line.claimant: textwrap.wrap(line.claimant, _LETTERS, max_lines=2, placeholder="…") for line in lines
    }
    if sum(len(name) for name in names.values()) > room:
        names = {
            line.claimant: [textwrap.shorten(line.claimant, _LETTERS, placeholder="…")] for line in lines
        }
    last = sorted(lines, key=lambda line: (line.gone, -line.points[-1].x, line.claimant))
    kept = {line.claimant for line in last[:room]}
    placed: list[Line] = []
    free = 3.0
    for line in lines:
        if line.claimant in kept:
            at = max(line.label_y - _APART * len(names[line.claimant]) / 2, free)
            placed.append(replace(line, label=tuple(names[line.claimant]), label_y=at))
            free = at + _APART * len(names[line.claimant])
        else:
            placed.append(line)
    return tuple(_lifted(placed, height - _BOTTOM + _APART / 2))


def _lifted(lines: Sequence[Line], bottom: float) -> list[Line]:
    """The lines with their names moved up as far as the lowest name needs."""
    found: list[Line] = []
    for line in reversed(lines):
        if line.label:
            at = min(line.label_y, bottom - _APART * len(line.label))
            bottom = at
            found.append(replace(line, label_y=round(at + _APART / 2, 1)))
        else:
            found.append(line)
    return found[::-1]


def _ticks(values: Sequence[int], *, log: bool) -> list[int]:
    if log:
        first = math.floor(math.log10(max(1, min(values))))
        return [10**n for n in range(first, math.floor(math.log10(max(values))) + 1)]
    step = 10 ** math.floor(math.log10(max(1, max(values))))
    while max(values) / step > 5:
        step *= 2
    while max(values) / step < 2 and step > 1:
        step = max(1, step // 2)
    return list(range(0, max(values) + 1, step))


def _marked(first: dt.date, last: dt.date) -> list[dt.date]:
    """At most five days from the first to the last."""
    span = (last - first).days
    steps = min(4, span)
    return (
        [first + dt.timedelta(days=round(span * n / steps)) for n in range(steps + 1)] if steps else [first]
    )


@dataclass(frozen=True, slots=True)
class Bar:
    """How many incidents fell on the days from ``first`` to ``last`` (ISO): x, width and height in pixels."""

    first: str
    last: str
    number: int
    x: float
    width: float
    height: float


def bars(days: Sequence[tuple[str, int]], width: float = 640, height: float = 60) -> tuple[Bar, ...]:
    """A bar for each day, or for each of at most 120 equal spans of days; nothing for fewer than two days."""
    known = [(day, number) for text, number in days if (day := _iso(text))]
    if len(known) < 2:
        return ()
    first, last = known[0][0], known[-1][0]
    span = (last - first).days + 1
    step = max(1, -(-span // 120))
    count = -(-span // step)
    seen = [0] * count
    for day, number in known:
        seen[(day - first).days // step] += number
    room = width / count
    found = []
    for place, number in enumerate(seen):
        start = first + dt.timedelta(days=place * step)
        end = min(last, start + dt.timedelta(days=step - 1))
        tall = round(number / max(seen) * height, 1)
        if number:
            found.append(
                Bar(start.isoformat(), end.isoformat(), number, round(place * room, 1), round(room, 1), tall)
            )
    return tuple(found)


def _iso(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
