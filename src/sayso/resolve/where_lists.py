"""Lists of first-level areas: in "Oregon, Washington, New York and Idaho" no name lies in the next, and each is the
state, not a town of its name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final, Protocol

from sayso.resolve.gazetteer import Candidate

TOWN_SHARE: Final = 0.15
"""A town with this share of its area's people is what the bare name means (New York, but not Quebec)."""
_JOINED: Final = re.compile(r"^(?:,|,?\s(?:and|or|&))\s(?:the\s|in\s)?$")
_ENOUGH: Final = 3


class Named(Protocol):
    """A name at ``start``–``end`` with the places that it may stand for."""

    start: int
    end: int
    candidates: tuple[Candidate, ...]


def listed_areas(text: str, names: Sequence[Named]) -> frozenset[int]:
    """Numbers of the names that stand in a list of first-level areas of one country.

    A list has at least three names that are no big town's too; every name in it has such an area.
    """
    found: set[int] = set()
    start = 0
    for i in range(1, len(names) + 1):
        if i < len(names) and _JOINED.match(text[names[i - 1].end : names[i].start]):
            continue
        if i - start >= _ENOUGH:
            found |= _areas(names, range(start, i))
        start = i
    return frozenset(found)


def _areas(names: Sequence[Named], run: range) -> set[int]:
    """The run, if it lists areas of one country."""
    sure = Counter(c for i in run for c in _countries(names[i], sure=True))
    country, count = max(sure.items(), key=lambda item: item[1], default=("", 0))
    if count < _ENOUGH or not all(country in _countries(names[i], sure=False) for i in run):
        return set()
    return set(run)


def _countries(name: Named, *, sure: bool) -> set[str]:
    """Countries of which the name is a first-level area; ``sure``: and not that of a big town there as well."""
    areas = [
        c.place for c in name.candidates if c.place.kind == "admin1" and c.match in ("name", "alternate")
    ]
    towns = [c.place for c in name.candidates if c.place.kind == "city" and c.match != "weak"]
    return {
        area.country
        for area in areas
        if area.country
        and not (
            sure
            and any(t.country == area.country and t.population >= TOWN_SHARE * area.population for t in towns)
        )
    }
