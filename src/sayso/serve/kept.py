"""What was worked out of a record (`sayso.serve.derive`), asked for piece by piece."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

from sayso.core.incident import Copy, Incident
from sayso.core.toll import Fate, Toll
from sayso.record.sources import Source
from sayso.serve.derive import FORM
from sayso.serve.packed import unpack

_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class TollRow:
    """A toll in short; ``words`` is its current range."""

    id: str
    measure: str
    of: str
    place: str
    figures: int
    current: int
    withdrawn: int
    disputes: int
    words: str


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """An incident in short; ``told`` are the words of one of its claims."""

    id: str
    day: str | None
    place: str | None
    kinds: tuple[str, ...]
    claims: int
    reports: int
    told: str
    inside: str | None
    because: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with coordinates, how exact it is, and how many claims are set there."""

    lat: float
    lon: float
    name: str
    precision: str
    country: str | None
    claims: int


@dataclass(frozen=True, slots=True)
class Fact:
    """What became of a claim: its number on its report's page, whose say-so it is, its incident, its figure's fate."""

    report: str
    number: int
    speaker: str
    incident: str | None
    fate: Fate | None


_TOLL: Final = "id, measure, of, place, figures, current, withdrawn, disputes, words"
_INCIDENT: Final = "id, day, place, kinds, claims, reports, told, inside, because"


class Kept:
    """An open file of `derive`, for many threads. ``mark`` is the state of the record that it was worked out from."""

    def __init__(self, connection: sqlite3.Connection, path: Path | None = None) -> None:
        self.path = path
        self._connection = connection
        connection.create_function("fold", 1, str.casefold, deterministic=True)
        self.about = dict(connection.execute("SELECT key, value FROM about").fetchall())
        self.mark = self.about["mark"]

    @classmethod
    def open(cls, path: Path) -> Self | None:
        """The file at the path; None where it is missing, damaged, or of another form."""
        if not path.exists():
            return None
        try:
            made = cls(sqlite3.connect(path, check_same_thread=False), path)
        except (sqlite3.Error, KeyError):
            return None
        return made if made.about.get("form") == str(FORM) else None

    def count(self, what: str) -> int:
        """How many ``reports``, ``claims``, ``incidents``, ``disputes`` or ``sources`` there are; ``earlier``:
        versions of reports that later ones replaced."""
        return int(self.about[what])

    def tolls(self) -> list[TollRow]:
        """All tolls in short, those with most figures first."""
        return [TollRow(*row) for row in self._ask(f"SELECT {_TOLL} FROM tolls ORDER BY position")]

    def full_tolls(self, where: str = "1", *values: object, most: int = -1) -> list[Toll]:
        """Tolls in full, those with most figures first; ``where`` is a condition on the row of a toll."""
        query = f"SELECT body FROM tolls WHERE {where} ORDER BY position LIMIT ?"
        return [unpack(Toll, body) for (body,) in self._ask(query, *values, most)]

    def tolls_of_incident(self, incident: str) -> list[Toll]:
        """The tolls in which figures of the incident's claims stand."""
        return self.full_tolls(
            "position IN (SELECT toll FROM entries WHERE id IN (SELECT entry FROM claims WHERE incident = ?))",
            incident,
        )

    def toll_of_entry(self, entry: str) -> Toll | None:
        """The toll in which this figure stands."""
        found = self.full_tolls("position IN (SELECT toll FROM entries WHERE id = ?)", entry, most=1)
        return found[0] if found else None

    def incidents(
        self, where: str = "1", *values: object, start: int = 0, most: int = -1
    ) -> list[IncidentRow]:
        """Incidents in short, by day."""
        query = f"SELECT {_INCIDENT} FROM incidents WHERE {where} ORDER BY position LIMIT ? OFFSET ?"
        rows = self._ask(query, *values, most, start)
        return [IncidentRow(**_named(row)) for row in rows]

    def count_incidents(self, where: str, *values: object) -> int:
        """How many incidents there are."""
        return int(self._ask(f"SELECT count(*) FROM incidents WHERE {where}", *values)[0][0])

    def kinds(self) -> list[str]:
        """The kinds of the incidents, in order of the alphabet."""
        rows = self._ask("SELECT DISTINCT kinds FROM incidents")
        return sorted({kind for (kinds,) in rows for kind in json.loads(kinds)})

    def days(self, where: str, *values: object) -> list[tuple[str, int]]:
        """The days of incidents (an interval's first) with how many happened on each, in order."""
        query = (
            f"SELECT substr(day, 1, 10), count(*) FROM incidents WHERE day IS NOT NULL AND {where} GROUP BY 1"
        )
        return [(day, number) for day, number in self._ask(query + " ORDER BY 1", *values)]

    def full_incidents(self, where: str = "1", *values: object) -> list[Incident]:
        """Incidents in full, by day."""
        query = f"SELECT body FROM incidents WHERE {where} ORDER BY position"
        return [unpack(Incident, body) for (body,) in self._ask(query, *values)]

    def spots(self, where: str = "incident IS NULL", *values: object) -> list[Spot]:
        """Places of claims; of all claims unless a condition names incidents."""
        query = (
            # SQLite takes name and country from the row that has the maximum: the name that most claims use.
            "SELECT lat, lon, name, precision, country, sum(claims), max(claims) FROM spots "
            f"WHERE {where} GROUP BY lat, lon, precision ORDER BY 6 DESC, 3"
        )
        return [Spot(*row[:6]) for row in self._ask(query, *values)]

    def sources(self) -> list[Source]:
        """Who claimed what, those with most claims first."""
        return [unpack(Source, body) for (body,) in self._ask("SELECT body FROM sources ORDER BY position")]

    def short_sources(self, start: int, most: int) -> list[Source]:
        """The same without their figures, ``most`` of them from the ``start``-th on."""
        query = "SELECT short FROM sources ORDER BY position LIMIT ? OFFSET ?"
        return [unpack(Source, short) for (short,) in self._ask(query, most, start)]

    def facets(self) -> dict[str, list[tuple[str, int]]]:
        """The commonest values of a search that asks for nothing, as `sayso.record.pick.facets` gives them."""
        found = json.loads(self.about["facets"])
        return {name: [(value, number) for value, number in values] for name, values in found.items()}

    def facts(self, ids: Iterable[str]) -> dict[str, Fact]:
        """Claim id → what became of it; rejected claims are missing."""
        columns = "id, report, number, speaker, incident, entry, withdrawn, contested"
        return {row[0]: _fact(row[1:]) for row in self._some("claims", columns, ids) if row[1] is not None}

    def copied(self, ids: Iterable[str]) -> dict[str, str]:
        """Report id → the report of which it is a copy."""
        return {row[0]: row[1] for row in self._some("reports", "id, copied", ids) if row[1]}

    def all_copies(self) -> list[str]:
        """The ids of all reports that are copies."""
        return [name for (name,) in self._ask("SELECT id FROM reports WHERE copied IS NOT NULL")]

    def copies(self, report: str = "", start: int = 0, most: int = -1) -> tuple[int, list[Copy]]:
        """How many reports descend from others, and ``most`` of these links from the ``start``-th on, by id; of one
        ``report`` alone where it is given."""
        where = "? IN ('', report, origin)"
        total = int(self._ask(f"SELECT count(*) FROM copies WHERE {where}", report)[0][0])
        query = f"SELECT body FROM copies WHERE {where} ORDER BY report, origin, relation LIMIT ? OFFSET ?"
        return total, [unpack(Copy, body) for (body,) in self._ask(query, report, most, start)]

    def knows(self, report: str) -> bool:
        """True if the report was compared with the others."""
        return bool(self._ask("SELECT 1 FROM reports WHERE id = ?", report))

    def lineage(self, report: str) -> tuple[Copy | None, Copy | None]:
        """What the report descends from, and which later version of it there is."""
        first = self._ask("SELECT body FROM copies WHERE report = ? LIMIT 1", report)
        later = self._ask("SELECT body FROM copies WHERE origin = ? AND relation = 'version' LIMIT 1", report)
        return (
            unpack(Copy, first[0][0]) if first else None,
            unpack(Copy, later[0][0]) if later else None,
        )

    def waiting(self, without: Iterable[str], start: int, most: int) -> list[tuple[str, str]]:
        """Claims to be looked at by a person, in their order, with the reason: those in ``without`` are passed over."""
        done = set(without)
        found: list[tuple[str, str]] = []
        for row in self._connection.execute(
            "SELECT id, because FROM claims WHERE waits IS NOT NULL ORDER BY waits"
        ):
            if row[0] not in done:
                found.append(row)
                if len(found) >= start + most:
                    break
        return found[start:]

    def count_waiting(self, without: Iterable[str]) -> int:
        """How many claims wait for a person."""
        total = int(self._ask("SELECT count(*) FROM claims WHERE waits IS NOT NULL")[0][0])
        return total - sum(1 for row in self._some("claims", "waits", without) if row[0] is not None)

    def why_waiting(self, claim: str) -> str | None:
        """The reason why a claim should be looked at; None where it does not wait."""
        rows = self._ask("SELECT because FROM claims WHERE id = ? AND waits IS NOT NULL", claim)
        return str(rows[0][0]) if rows else None

    def _ask(self, query: str, *values: object) -> list[Any]:
        return self._connection.execute(query, values).fetchall()

    def _some(self, table: str, columns: str, ids: Iterable[str]) -> list[Any]:
        wanted = sorted(set(ids))
        found: list[Any] = []
        for start in range(0, len(wanted), _AT_ONCE):
            piece = wanted[start : start + _AT_ONCE]
            holes = ", ".join("?" * len(piece))
            found += self._ask(f"SELECT {columns} FROM {table} WHERE id IN ({holes})", *piece)
        return found


def _named(row: Sequence[Any]) -> dict[str, Any]:
    named = dict(zip(_INCIDENT.split(", "), row, strict=True))
    return named | {"kinds": tuple(json.loads(named["kinds"]))}


def _fact(row: Sequence[Any]) -> Fact:
    report, number, speaker, incident, entry, withdrawn, contested = row
    fate = Fate(entry, bool(withdrawn), bool(contested)) if entry else None
    return Fact(report, number, speaker, incident, fate)
