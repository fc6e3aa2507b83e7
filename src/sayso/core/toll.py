"""Tolls: the series of figures for one measure and one counted group, each with its claimant, standing and evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

STATUSES: Final = ("current", "superseded", "withdrawn")
"""current: the claimant's last word; superseded: the claimant gave a later one; withdrawn: taken back by its claimant,
disowned as an error, or by a notice. That a figure is stale is a matter of who tells it: see `TELLINGS`."""

TELLINGS: Final = ("news", "repeated", "old", "stale", "denied")
"""How a claim tells a figure. news: first told; repeated: again on a later day, no newer one out; old: with its date,
as old; stale: as if new when a newer one was out; denied: the claim says that it does not hold."""

DISPUTES: Final = ("claimants", "denial", "headline")
"""claimants: two say-sos whose figures cannot both hold; denial: asserted and denied; headline: a report's headline
and its body give figures of one claimant that cannot both hold."""


@dataclass(frozen=True, slots=True)
class Showing:
    """One claim that shows a figure: its id, its report's id, when that was published, how it tells the figure.

    ``moment`` is an ISO day or moment (UTC); ``chain`` the say-so, innermost first; ``copy_of`` the id of the claim of
    which this one is a copy, in words that were printed elsewhere before.
    """

    claim: str
    report: str
    moment: str | None
    telling: str
    chain: tuple[str, ...] = ()
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class Grade:
    """How well a figure is borne out: a word and the reason for it in a sentence. Not a probability."""

    grade: str
    reason: str


@dataclass(frozen=True, slots=True)
class TollEntry:
    """One figure of one claimant. ``day`` is the ISO day for which or on which it was given, None if not told.

    ``low``/``high`` as in a claim's figure; ``text`` its words; ``of`` the counted group in the words used most;
    ``place`` the sub-place that it is for, None for the whole. ``because`` says in a sentence why it has its status.
    ``part_of``, ``superseded_by``, ``corrected_to`` are ids of other entries; ``withdrawn_by`` ids of the reports that
    take it back, the first first, ``withdrawn_on`` the day of that one. ``claimant_kind``: what sort of source gives it
    (official, organization, group, media, person or a word that a person decided on). ``stance``: ``asserted`` if any
    of its claims asserts it, else ``hedged`` or ``denied``. ``chains``: independent claimants who give this
    figure; ``routes``: independent ways by which it reached print, copies folded; ``copies``: how many were folded.
    """

    id: str
    claimant: str
    low: int | None
    high: int | None
    text: str
    of: str
    scope: str
    place: str | None
    day: str | None
    status: str
    because: str
    shown: tuple[Showing, ...]
    grade: Grade
    chains: int = 1
    routes: int = 1
    copies: int = 0
    part_of: str | None = None
    superseded_by: str | None = None
    corrected_to: str | None = None
    withdrawn_by: tuple[str, ...] = ()
    withdrawn_on: str | None = None
    claimant_kind: str | None = None
    stance: str = "asserted"

    def told(self, *tellings: str) -> tuple[Showing, ...]:
        """The claims that tell the figure in one of these ways (see `TELLINGS`)."""
        return tuple(s for s in self.shown if s.telling in tellings)


@dataclass(frozen=True, slots=True)
class Dispute:
    """Entries that cannot all hold (their ids), of what sort (see `DISPUTES`), since which ISO day, and why."""

    sort: str
    between: tuple[str, ...]
    day: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Toll:
    """All figures for one measure and one counted group in one place, in the order in which they were given."""

    measure: str
    of: str
    place: str
    entries: tuple[TollEntry, ...]
    disputes: tuple[Dispute, ...] = ()
    as_of: str | None = None

    def current(self) -> tuple[TollEntry, ...]:
        """The entries that stand."""
        return tuple(e for e in self.entries if e.status == "current")


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of the figure of a claim: the id of its entry, and whether it was taken back or is disputed."""

    entry: str
    withdrawn: bool
    contested: bool


def fates(tolls: Iterable[Toll]) -> dict[str, Fate]:
    """Claim id → fate of its figure, for every claim that gives one. A claim that only denies a figure has none."""
    found: dict[str, Fate] = {}
    for toll in tolls:
        contested = {entry for dispute in toll.disputes for entry in dispute.between}
        for entry in toll.entries:
            fate = Fate(entry.id, entry.status == "withdrawn", entry.id in contested)
            found.update({s.claim: fate for s in entry.shown if s.telling != "denied"})
    return found


@dataclass(frozen=True, slots=True)
class Naming:
    """What one claimant calls the same people (``group``) or the happening: each word with how often, commonest first.

    ``claims`` are the ids of the claims that show it, ``reports`` of their reports. A copy of a report does not count.
    """

    claimant: str
    group: str
    words: tuple[tuple[str, int], ...]
    claims: tuple[str, ...]
    reports: tuple[str, ...] = ()
