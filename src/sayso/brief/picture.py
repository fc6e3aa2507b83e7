"""A record's claims compared with each other, and which of its reports were known before: what news is told from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from sayso.core.claim import Claim
from sayso.core.coded import CodedReport
from sayso.core.decision import Decision
from sayso.core.incident import Incident
from sayso.core.report import Report
from sayso.core.toll import Fate, Toll, TollEntry, fates
from sayso.reconcile.filters import Filters
from sayso.reconcile.incidents import incidents_in
from sayso.reconcile.told import Told, told_of
from sayso.reconcile.tolls import tolls_in
from sayso.reconcile.world import World, world


@dataclass(frozen=True)
class Picture:
    """All reports of a record compared (``world``), and the ids of those that were ``known`` before.

    What is new is what rests on a report that was not. Every part is worked out when it is first asked for.
    """

    world: World
    known: frozenset[str]

    @cached_property
    def new(self) -> frozenset[str]:
        """The ids of the reports that were not known before."""
        return frozenset(self.world.reports) - self.known

    @cached_property
    def tolls(self) -> tuple[Toll, ...]:
        """All tolls."""
        return tolls_in(self.world, Filters())

    @cached_property
    def incidents(self) -> tuple[Incident, ...]:
        """All incidents, by day."""
        return incidents_in(self.world)

    @cached_property
    def claims(self) -> Mapping[str, tuple[Claim, Report]]:
        """Claim id → the claim as persons left it, with its report."""
        return {claim.id: (claim, c.report) for c in self.world.coded for claim in c.claims}

    @cached_property
    def told(self) -> Mapping[str, Told]:
        """Claim id → what is told about its figure."""
        return {t.claim.id: t for c in self.world.coded for t in told_of(c, self.world.claimants)}

    @cached_property
    def entries(self) -> Mapping[str, tuple[Toll, TollEntry]]:
        """Entry id → the entry with its toll."""
        return {e.id: (t, e) for t in self.tolls for e in t.entries}

    @cached_property
    def fates(self) -> Mapping[str, Fate]:
        """Claim id → what became of its figure."""
        return fates(self.tolls)

    def report_of(self, claim: str) -> Report:
        """The report in which a claim stands."""
        return self.claims[claim][1]

    def is_copy(self, report: str) -> bool:
        """True if the report only repeats another one that the record holds."""
        return report in self.world.copied


def picture(
    coded: Iterable[CodedReport], known: Iterable[str] = (), decisions: Iterable[Decision] = ()
) -> Picture:
    """The picture of these reports, of which those with the ids ``known`` were there before. Pure.

    It is the same in whatever order the reports come.
    """
    return Picture(world(coded, None, decisions=decisions), frozenset(known))
