"""Actors, targets and claimants: words in a report and the entity that they stand for."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.core.span import NOWHERE, Span

UNNAMED = "?"
"""The name of a claimant whom the report does not name ("it was reported")."""


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody in a claim. ``span`` holds the words as read ("he"), ``name`` the full form that the report uses.

    ``type`` is person, group, government, organization, media, thing or None if unsure; ``sector`` a PLOVER
    sector code (GOV, MIL, COP,
    REB, …); ``country`` ISO 3166 alpha-2; ``key`` a stable entity key across reports where a table knows it;
    ``candidates`` are the names that it may stand for where that is not certain.
    """

    span: Span
    name: str
    type: str | None = None
    country: str | None = None
    sector: str | None = None
    key: str | None = None
    candidates: tuple[str, ...] = ()

    @property
    def unnamed(self) -> bool:
        """True for a claimant whom the report does not name."""
        return self.name == UNNAMED


@dataclass(frozen=True, slots=True)
class Entity:
    """One person, body or group of a report with all its mentions (sorted)."""

    id: str
    name: str
    mentions: tuple[Span, ...]
    type: str | None = None
    country: str | None = None
    sector: str | None = None
    key: str | None = None


def unnamed(span: Span = NOWHERE) -> Who:
    """The claimant whom the report does not name; ``span`` may hold the words that tell ("is widely believed")."""
    return Who(span, UNNAMED)
