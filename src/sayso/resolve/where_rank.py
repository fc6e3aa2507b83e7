"""Which of the places of one name is meant: a small conditional logit over what the name, its words and the report
tell.

All names of a report are resolved together. A first pass looks at each name alone (population, kind, how it fits,
"Salt,
Jordan"); two more look also at what the others most likely are (same country, same area, nearness), in the spirit
of Leidner
(2007) and of Speriosu and Baldridge (2013). Weights: ``tables/where_weights.json``, fitted by
``tables/weights.py``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from sayso.resolve.gazetteer import Candidate, Gazetteer, Place
from sayso.resolve.gazetteer_names import fold
from sayso.resolve.where_cues import kind_said, says_holds, says_inside
from sayso.resolve.where_home import Hints, distance
from sayso.resolve.where_lists import TOWN_SHARE, listed_areas

if TYPE_CHECKING:
    from numpy.typing import NDArray

STATIC: Final = (
    "population", "country", "admin1", "admin2", "city", "capital", "other", "alternate", "weak", "adjective",
    "largest",
    "inside", "outside", "kind_fits", "kind_misfits", "same_name", "publisher_names", "publisher_country",
    "no_population",
    "home_near", "home_far", "american", "british", "area_of_town",
)  # fmt: skip
FROM_OTHERS: Final = (
    "country_share",
    "admin1_share",
    "admin2_share",
    "near",
    "near_far",
    "country_any",
    "admin1_any",
    "self_area",
)
FEATURES: Final = STATIC + FROM_OTHERS
_MOST: Final = 40
_CONTAINERS: Final = frozenset({"country", "admin1", "admin2"})
_LISTED: Final = frozenset({"admin1"})


Key = tuple[str, str, frozenset[str]]
"""What mentions must share to be resolved as one: folded name, name of what holds it, what it is called."""


@dataclass(slots=True)
class Toponym:
    """A name at ``start``–``end`` with the places that it may stand for."""

    start: int
    end: int
    name: str
    candidates: tuple[Candidate, ...]


@dataclass(slots=True)
class Group:
    """Mentions of one name in one report, resolved as one; ``holders``/``held`` are names said to hold it, to lie
    in it."""

    candidates: tuple[Candidate, ...]
    members: list[int] = field(default_factory=list)
    holders: list[int] = field(default_factory=list)
    held: list[int] = field(default_factory=list)
    kinds: list[frozenset[str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a name was resolved to: the place and its probability among the candidates."""

    place: Place
    score: float
    match: str


def lies_in(place: Place, area: Place) -> bool:
    """True if the gazetteer puts the place inside the area."""
    if area.kind == "country":
        return place.country == area.country and place.row != area.row
    return area.row in (place.admin1, place.admin2)


def groups_of(text: str, toponyms: Sequence[Toponym]) -> list[Group]:
    """Mentions grouped by name; a mention that names what it lies in ("Paris, Texas") is a group of its own
    holder."""
    holder: dict[int, int] = {}
    listed = listed_areas(text, toponyms)
    for i in range(len(toponyms) - 1):
        if i in listed and i + 1 in listed:
            continue
        a, b = toponyms[i], toponyms[i + 1]
        between = text[a.end : b.start]
        if says_inside(between):
            if _could_hold(b, a):
                holder[i] = i + 1
        elif says_holds(between) and _could_hold(a, b):
            holder.setdefault(i + 1, i)
    groups: dict[Key, Group] = {}
    of: list[Group] = []
    for i, toponym in enumerate(toponyms):
        above = fold(toponyms[holder[i]].name) if i in holder else ""
        kind = _LISTED if i in listed else kind_said(text, toponym.start, toponym.end)
        key = (fold(toponym.name), above, kind or frozenset())
        group = groups.setdefault(key, Group(toponym.candidates[:_MOST]))
        group.members.append(i)
        if kind:
            group.kinds.append(kind)
        of.append(group)
    for i, j in holder.items():
        of[i].holders.append(j)
        of[j].held.append(i)
    _share_holders(groups)
    return list(groups.values())


def _share_holders(groups: dict[Key, Group]) -> None:
    """A bare mention means the same as the one mention that says what it lies in (one sense a report)."""
    by_name: dict[str, list[Group]] = {}
    for (name, above, _), group in groups.items():
        if above:
            by_name.setdefault(name, []).append(group)
    for (name, above, _), group in groups.items():
        others = by_name.get(name, [])
        if not above and others:
            best = max(others, key=lambda g: len(g.members))
            group.holders = list(best.holders)


def _could_hold(area: Toponym, inner: Toponym) -> bool:
    areas = [c.place for c in area.candidates[:12] if c.place.kind in _CONTAINERS]
    return bool(areas) and any(lies_in(c.place, a) for a in areas for c in inner.candidates[:_MOST])


class Ranker:
    """Resolves the names of one report after the other with fixed weights."""

    def __init__(self, gazetteer: Gazetteer, weights: dict[str, dict[str, float]]) -> None:
        import numpy as np

        self._gazetteer = gazetteer
        self.alone = np.array([weights["alone"].get(name, 0.0) for name in STATIC])
        self.together = np.array([weights["together"].get(name, 0.0) for name in FEATURES])

    def resolve(self, text: str, toponyms: Sequence[Toponym], hints: Hints) -> list[Choice | None]:
        """For each name the most likely place, None where the gazetteer has none. ``toponyms`` are sorted by
        start."""
        found: list[Choice | None] = [None] * len(toponyms)
        for group, chances in self.weigh(text, toponyms, hints):
            best = max(range(len(chances)), key=chances.__getitem__)
            candidate = _town_of_area(group, group.candidates[best])
            for member in group.members:
                found[member] = Choice(candidate.place, chances[best], candidate.match)
        return found

    def weigh(self, text: str, toponyms: Sequence[Toponym], hints: Hints) -> list[tuple[Group, list[float]]]:
        """The mentions of each name that the gazetteer knows, with the probability of each of its candidates."""
        live = [g for g in groups_of(text, toponyms) if g.candidates]
        if not live:
            return []
        board = Board(self._gazetteer, live, toponyms, hints)
        chances = board.softmax(board.static @ self.alone)
        for _ in range(2):
            chances = board.softmax(board.features(chances) @ self.together)
        return [(g, chances[a:b].tolist()) for g, (a, b) in zip(live, board.bounds, strict=True)]


def _town_of_area(group: Group, chosen: Candidate) -> Candidate:
    """The big town of the same name where a bare name was taken for its area: "Almaty" alone is the town."""
    if (
        chosen.place.kind not in ("admin1", "admin2")
        or any(chosen.place.kind in said for said in group.kinds)
        or group.held
    ):
        return chosen
    towns = [
        c for c in group.candidates
        if c.place.kind == "city" and c.place.country == chosen.place.country and c.match != "weak"
        and c.place.population >= max(20_000, TOWN_SHARE * chosen.place.population)
    ]  # fmt: skip
    return max(towns, key=lambda c: c.place.population, default=chosen)


class Board:
    """The candidates of all names of a report side by side, with their features."""

    def __init__(
        self, gazetteer: Gazetteer, groups: list[Group], toponyms: Sequence[Toponym], hints: Hints
    ) -> None:
        import numpy as np

        self.groups = groups
        self.bounds: list[tuple[int, int]] = []
        rows: list[list[float]] = []
        places: list[Place] = []
        for group in groups:
            start = len(rows)
            for rank, candidate in enumerate(group.candidates):
                rows.append(_static(gazetteer, group, rank, candidate, toponyms, hints))
                places.append(candidate.place)
            self.bounds.append((start, len(rows)))
        self.static: NDArray[np.float64] = np.array(rows)
        self.owner = np.repeat(np.arange(len(groups)), [b - a for a, b in self.bounds])
        self.starts = np.array([a for a, _ in self.bounds])
        self.mass = np.array([1 + math.log(len(g.members)) for g in groups])
        codes = {code: i for i, code in enumerate(dict.fromkeys(p.country for p in places))}
        self._country = np.array([codes[p.country] for p in places])
        self._no_country = codes.get(None, -1)
        self._admin1 = self._numbers([p.row if p.kind == "admin1" else p.admin1 for p in places])
        self._admin2 = self._numbers([p.row if p.kind == "admin2" else p.admin2 for p in places])
        self._is_country = np.array([p.kind in ("country", "continent") for p in places])
        self._is_admin1 = np.array([p.kind == "admin1" for p in places])
        self._is_point = np.array([p.kind not in ("country", "continent", "region", "sea") for p in places])
        lat, lon = np.radians([p.lat for p in places]), np.radians([p.lon for p in places])
        self._xyz = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)

    @staticmethod
    def _numbers(rows: list[int]) -> NDArray[Any]:
        """Rows as small numbers, -1 (none) as 0."""
        import numpy as np

        known = {-1: 0}
        return np.array([known.setdefault(row, len(known)) for row in rows])

    def softmax(self, scores: NDArray[Any]) -> NDArray[Any]:
        """Probabilities within each name."""
        import numpy as np

        top = np.maximum.reduceat(scores, self.starts)
        raised = np.exp(scores - top[self.owner])
        total = np.add.reduceat(raised, self.starts)
        result: NDArray[Any] = raised / total[self.owner]
        return result

    def features(self, chances: NDArray[Any]) -> NDArray[Any]:
        """All features, given how likely each candidate looks so far."""
        import numpy as np

        weight = chances * self.mass[self.owner]
        others = max(float(self.mass.sum()), 1.0)
        columns = []
        for number, none in ((self._country, self._no_country), (self._admin1, 0), (self._admin2, 0)):
            total = np.bincount(number, weight)[number]
            own = np.zeros(len(weight))
            for a, b in self.bounds:
                own[a:b] = np.bincount(number[a:b], weight[a:b])[number[a:b]]
            share = np.where(number == none, 0.0, total - own)
            columns.append(share / np.maximum(others - self.mass[self.owner], 0.7))
        near, far = self._nearness(chances)
        some_country = (columns[0] > 0.05).astype(float)
        some_area = (columns[1] > 0.05).astype(float)
        area = np.where(self._is_country | self._is_admin1, columns[0], 0.0)
        return np.column_stack([self.static, *columns, near, far, some_country, some_area, area])

    def _nearness(self, chances: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
        """For each candidate how near the likeliest point of any other name is, on a scale of 60 and of 400 km."""
        import numpy as np

        best = [a + int(chances[a:b].argmax()) for a, b in self.bounds]
        points = [i for i in best if self._is_point[i]]
        if not points:
            return np.zeros(len(chances)), np.zeros(len(chances))
        cosine = np.clip(self._xyz @ self._xyz[points].T, -1.0, 1.0)
        km = 6371.0 * np.arccos(cosine)
        usable = (self.owner[:, None] != self.owner[points][None, :]) & self._is_point[:, None]
        trust = chances[points][None, :]
        near = np.where(usable, trust * np.exp(-km / 60.0), 0.0)
        far = np.where(usable, trust * np.exp(-km / 400.0), 0.0)
        return near.max(axis=1), far.mean(axis=1)


def _static(
    gazetteer: Gazetteer,
    group: Group,
    rank: int,
    candidate: Candidate,
    toponyms: Sequence[Toponym],
    hints: Hints,
) -> list[float]:
    """The features of one candidate that need no other name's resolution, in the order of `STATIC`."""
    place = candidate.place
    kind = place.kind
    holds = [
        c.place for j in group.holders for c in toponyms[j].candidates[:12] if c.place.kind in _CONTAINERS
    ]
    inside = any(lies_in(place, area) for area in holds) or (
        kind in _CONTAINERS
        and any(lies_in(c.place, place) for j in group.held for c in toponyms[j].candidates[:_MOST])
    )
    said = group.kinds
    capital = gazetteer.capital(place.country) if kind == "city" else None
    own = fold(place.name)
    return [
        math.log10(place.population + 1) / 7,
        kind == "country",
        kind == "admin1",
        kind == "admin2",
        kind in ("city", "district"),
        capital is not None and capital.row == place.row,
        kind not in ("country", "admin1", "admin2", "city", "district"),
        candidate.match == "alternate",
        candidate.match == "weak",
        candidate.match == "adjective",
        rank == 0,
        inside,
        bool(holds) and not inside,
        any(kind in s for s in said),
        any(kind not in s for s in said),
        bool(group.members) and own == fold(toponyms[group.members[0]].name),
        kind == "city" and len(own) > 3 and own.replace(" ", "") in hints.words,
        hints.country is not None and place.country == hints.country,
        place.population == 0,
        *_from_home(place, hints),
        hints.american if place.country == "US" else 0.0,
        hints.british if place.country in ("GB", "IE") else 0.0,
        kind in ("admin1", "admin2") and any(_is_big_town(c.place, place.country) for c in group.candidates),
    ]


def _is_big_town(place: Place, country: str | None) -> bool:
    return place.kind == "city" and place.country == country and place.population >= 100_000


def _from_home(place: Place, hints: Hints) -> tuple[float, float]:
    """How near a place is to where the publisher sits, on a scale of 60 and of 400 km."""
    if hints.home is None or place.kind in ("country", "continent", "region", "sea"):
        return 0.0, 0.0
    km = distance((place.lat, place.lon), hints.home)
    return math.exp(-km / 60.0), math.exp(-km / 400.0)


@lru_cache(maxsize=1)
def shipped_weights() -> dict[str, dict[str, float]]:
    """The weights that come with the package."""
    file = resources.files("sayso.resolve") / "tables" / "where_weights.json"
    loaded: dict[str, dict[str, float]] = json.loads(file.read_text("utf8"))
    return loaded
