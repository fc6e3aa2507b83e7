"""The gazetteer: place names and the points they may stand for, from one compact file inside the package.

The file is a NumPy archive made by `make tables` from the sources named in ``tables/SOURCES.md`` (GeoNames and
others). Names
are kept as sorted 64-bit hashes of their folded form, so a look-up is a binary search and the names themselves
need no room.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from sayso.core.errors import InputError
from sayso.resolve.gazetteer_names import fold, name_hash, without_article

if TYPE_CHECKING:
    import numpy as np

KINDS: Final = (
    "city", "admin2", "admin1", "country", "continent", "region", "sea", "river", "mountain", "strait", "poi", "field",
    "base", "crossing", "square", "camp", "airport", "district", "adjective",
)  # fmt: skip
"""What a place is. ``adjective`` never stands for a place of its own: it marks names such as "Syrian"."""

MATCHES: Final = ("name", "alternate", "weak", "adjective")
"""How a name fits: the usual name, another name, a name without its article or type, a demonym or adjective."""

_PRECISION: Final = {
    "city": "populated", "district": "populated", "admin2": "district", "admin1": "province", "country": "country",
    "continent": "region", "region": "region", "sea": "region", "river": "region", "mountain": "region",
    "strait": "region",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """One place: ``lat``/``lon`` WGS 84 degrees, ``population`` (0 unknown), ``parents`` its admin2 and admin1
    rows, -1 for none."""

    row: int
    name: str
    kind: str
    country: str | None
    lat: float
    lon: float
    population: int
    geonameid: int | None
    admin1: int
    admin2: int

    @property
    def precision(self) -> str:
        """The precision that a `Where` of this place has."""
        return _PRECISION.get(self.kind, "poi")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may stand for, and how the name fits (one of `MATCHES`)."""

    place: Place
    match: str


class Gazetteer:
    """Look-up of names in one gazetteer file; immutable once loaded."""

    def __init__(self, arrays: dict[str, np.ndarray]) -> None:
        self._keys, self._starts, self._postings = arrays["keys"], arrays["starts"], arrays["postings"]
        self._columns = {
            name: arrays[name] for name in ("lat", "lon", "population", "geonameid", "kind", "country")
        }
        self._columns |= {"admin1": arrays["admin1"], "admin2": arrays["admin2"]}
        self._names, self._offsets = arrays["names"].tobytes(), arrays["offsets"]
        self.countries: dict[str, dict[str, object]] = json.loads(arrays["countries"].tobytes())
        self._codes = list(self.countries)
        self._place = lru_cache(maxsize=50000)(self._read_place)
        self._find = lru_cache(maxsize=20000)(self._search)

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def find(self, name: str) -> tuple[Candidate, ...]:
        """All places of this name, the most populous first; empty if there is none."""
        return self._find(fold(name))

    def place(self, row: int) -> Place:
        """The place in this row of the file."""
        return self._place(row)

    def country(self, code: str | None) -> Place | None:
        """The country with this ISO 3166 alpha-2 code."""
        facts = self.countries.get(code or "")
        row = facts.get("row") if facts else None
        return self.place(row) if isinstance(row, int) else None

    def capital(self, code: str | None) -> Place | None:
        """The capital of the country with this ISO code."""
        facts = self.countries.get(code or "")
        row = facts.get("capital") if facts else None
        return self.place(row) if isinstance(row, int) else None

    def neighbours(self, code: str | None) -> frozenset[str]:
        """ISO codes of the countries that border on this one."""
        facts = self.countries.get(code or "")
        found = facts.get("neighbours") if facts else None
        return frozenset(found) if isinstance(found, list) else frozenset()

    def _search(self, folded: str) -> tuple[Candidate, ...]:
        found = self._postings_of(folded)
        bare = without_article(folded)
        if bare != folded:
            seen = {row for row, _ in found}
            found += [(row, max(match, 2)) for row, match in self._postings_of(bare) if row not in seen]
        candidates = [Candidate(self.place(row), MATCHES[match]) for row, match in found]
        return tuple(sorted(candidates, key=lambda c: (-c.place.population, c.place.row)))

    def _postings_of(self, folded: str) -> list[tuple[int, int]]:
        if not folded:
            return []
        key = name_hash(folded)
        at = int(self._keys.searchsorted(self._keys.dtype.type(key)))
        if at >= len(self._keys) or int(self._keys[at]) != key:
            return []
        return [(int(p) >> 2, int(p) & 3) for p in self._postings[self._starts[at] : self._starts[at + 1]]]

    def _read_place(self, row: int) -> Place:
        c = self._columns
        country = int(c["country"][row])
        geonameid = int(c["geonameid"][row])
        return Place(
            row=row,
            name=self._names[self._offsets[row] : self._offsets[row + 1]].decode(),
            kind=KINDS[int(c["kind"][row])],
            country=self._codes[country] if country < len(self._codes) else None,
            lat=int(c["lat"][row]) / 1000,
            lon=int(c["lon"][row]) / 1000,
            population=int(c["population"][row]),
            geonameid=geonameid or None,
            admin1=int(c["admin1"][row]),
            admin2=int(c["admin2"][row]),
        )


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The gazetteer that comes with the package, loaded once (about 0.2 s)."""
    import numpy as np

    file = resources.files("sayso.resolve") / "tables" / "gazetteer.npz"
    try:
        with resources.as_file(file) as path, np.load(path, allow_pickle=False) as archive:
            return Gazetteer({name: archive[name] for name in archive.files})
    except (OSError, ValueError, KeyError) as error:
        raise InputError(
            f"The gazetteer {file} cannot be read ({error}); run `make tables` or install sayso anew."
        ) from None
