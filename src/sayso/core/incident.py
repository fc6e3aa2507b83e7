"""Incidents: claims of one happening across reports; and how reports descend from each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

RELATIONS: Final = ("copy", "part", "relay", "version")
"""copy: the same text; part: some paragraphs of it; relay: cites the other as its source; version: the same report
anew, at the same address or under the same title."""


@dataclass(frozen=True, slots=True)
class Copy:
    """That ``report`` (an id) descends from the report ``origin``: how (see `RELATIONS`), and the words that show it.

    ``share`` is the part of ``report``'s own shingles that stand in ``origin`` (0 to 1).
    """

    report: str
    origin: str
    relation: str
    share: float
    because: str


@dataclass(frozen=True, slots=True)
class Notice:
    """An editorial notice: the report that carries it, its sort (``update``, ``recast``, ``refile``, ``correction``,
    ``withdrawn``), its number if any, and the ids of the earlier reports that it replaces, corrects or withdraws."""

    report: str
    sort: str
    number: int | None = None
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PairScore:
    """How alike two claims are (0 to 1), and for each slot compared: its name, its share of likeness, the words."""

    score: float
    compared: tuple[tuple[str, float, str, str], ...]


@dataclass(frozen=True, slots=True)
class Incident:
    """Claims (ids, sorted) of one happening. ``day`` is an ISO day or interval, ``inside`` the id of a larger incident.

    ``kinds`` commonest first; ``reports`` how many reports tell of it, copies counted once; ``because`` why its claims
    were put together.
    """

    id: str
    kinds: tuple[str, ...]
    day: str | None
    place: str | None
    claims: tuple[str, ...]
    reports: int
    because: str
    inside: str | None = None
