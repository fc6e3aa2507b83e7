"""A toll over time as a chart of characters: days across, numbers upward, a letter for each claimant."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from string import ascii_lowercase
from typing import Final

from sayso.cli.phrase import clean, day_words
from sayso.cli.terminal import Style, wrap, wrap_items
from sayso.core.toll import Toll, TollEntry
from sayso.serve.stand import group_words

_HEIGHT: Final = 9
_AXIS: Final = 9
_SHARED: Final = "*"
_GONE: Final = {True: "x", False: "×"}
"""A withdrawn figure, in plain ASCII and otherwise. No claimant has the letter x."""
_LETTERS: Final = ascii_lowercase.replace("x", "")


def render(tolls: Sequence[Toll], style: Style) -> Iterator[str]:
    """The lines of a chart for each toll that has two dated numbers or more, none wider than ``style.width``.

    Only figures for the whole place are drawn, no parts; an open figure ("more than 3,000") stands at its bound.
    """
    first = True
    for toll in tolls:
        points = [e for e in toll.entries if _dated(e)]
        if len({e.day for e in points}) < 2:
            continue
        if not first:
            yield ""
        first = False
        for line in _chart(toll, points, style):
            yield style.signs(line)


def _dated(entry: TollEntry) -> bool:
    return entry.day is not None and entry.place is None and entry.part_of is None and _size(entry) > 0


def _size(entry: TollEntry) -> int:
    return entry.low if entry.low is not None else entry.high or 0


def _chart(toll: Toll, points: Sequence[TollEntry], style: Style) -> Iterator[str]:
    letters = _lettered(points)
    days = [dt.date.fromisoformat(e.day or "") for e in points]
    first, last, most = min(days), max(days), max(map(_size, points))
    width = style.width - _AXIS - 2
    cells: dict[tuple[int, int], str] = {}
    for entry, day in zip(points, days, strict=True):
        column = round((width - 1) * (day - first).days / max(1, (last - first).days))
        row = round((_HEIGHT - 1) * _size(entry) / most)
        mark = _GONE[style.ascii] if entry.status == "withdrawn" else letters[entry.claimant]
        cells[row, column] = mark if cells.get((row, column), mark) == mark else _SHARED
    heading = f"{toll.measure} · {clean(group_words(toll))} · {clean(toll.place) or 'place not told'}"
    heading += f" · as of {toll.as_of}" if toll.as_of else ""
    yield from (style.paint(heading[a:b], "bold", "underline") for a, b in wrap(heading, style.width))
    bar, floor, corner = ("|", "-", "+") if style.ascii else ("│", "─", "└")
    labels = {_HEIGHT - 1: f"{most:,}", 0: "0"}
    for row in range(_HEIGHT - 1, -1, -1):
        drawn = "".join(cells.get((row, column), " ") for column in range(width)).rstrip()
        yield f"{labels.get(row, ''):>{_AXIS}} {bar}{drawn}"
    yield f"{' ' * _AXIS} {corner}{floor * width}"
    start, end = day_words(first), day_words(last)
    yield f"{' ' * (_AXIS + 2)}{start}{end:>{width - len(start)}}"
    yield from (
        style.paint(f"  {line}", "dim")
        for line in wrap_items(_legend(points, letters, cells, style), style.width - 2)
    )


def _lettered(points: Sequence[TollEntry]) -> dict[str, str]:
    """Claimant → letter, those with most figures first; of more claimants than letters the last share one."""
    counts: dict[str, int] = defaultdict(int)
    for entry in points:
        counts[entry.claimant] += 1
    ranked = sorted(counts, key=lambda name: (-counts[name], name))
    return {name: _LETTERS[min(i, len(_LETTERS) - 1)] for i, name in enumerate(ranked)}


def _legend(
    points: Sequence[TollEntry], letters: dict[str, str], cells: dict[tuple[int, int], str], style: Style
) -> list[str]:
    items = [f"{letter} {clean(name)}" for name, letter in letters.items()]
    if any(e.status == "withdrawn" for e in points):
        items.append(f"{_GONE[style.ascii]} withdrawn")
    return [*items, f"{_SHARED} several"] if _SHARED in cells.values() else items
