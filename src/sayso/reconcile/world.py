"""What reports say about each other, worked out once: order in time, versions, copies, claimants."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sayso.core.coded import CodedReport
from sayso.core.decided import decided
from sayso.core.decision import Decision, standing
from sayso.core.incident import Copy, Notice
from sayso.core.report import Report
from sayso.reconcile import copies, notices
from sayso.reconcile.claimants import Claimants, claimants
from sayso.reconcile.decisions import decided_copies, decided_kinds
from sayso.reconcile.moments import Moment, of_report
from sayso.reconcile.sorts import with_kinds


@dataclass(frozen=True, slots=True)
class World:
    """Coded reports (sorted by id, each once) with what was found out about them as a whole.

    ``roots``: report id → the id of the text it came from, itself for an original; versions of one report share a root.
    ``taken_back``: root → the notices that correct or withdraw a report of that root. ``copied``: copy → its origin.
    """

    coded: tuple[CodedReport, ...]
    notices: tuple[Notice, ...]
    copies: tuple[Copy, ...]
    roots: Mapping[str, str]
    claimants: Claimants
    reports: Mapping[str, Report]
    taken_back: Mapping[str, tuple[Notice, ...]]
    copied: Mapping[str, str]
    decisions: tuple[Decision, ...] = ()

    def moment(self, report: str) -> Moment | None:
        """When the report with this id came out."""
        found = self.reports.get(report)
        return of_report(found) if found else None


def world(
    coded: Iterable[CodedReport],
    as_of: dt.datetime | None = None,
    added: Mapping[str, str] | None = None,
    decisions: Iterable[Decision] = (),
) -> World:
    """The world as it was known at the moment ``as_of``: reports published by then and, where ``added`` gives an ISO
    moment for their id, added to the record by then. Without ``as_of`` all of them. An undated report is known always.
    ``decisions``: what persons decided, in the order in which it was decided; claims are as they left them.
    """
    known = {
        c.report.id: c
        for c in coded
        if as_of is None or _known(c.report, as_of, (added or {}).get(c.report.id))
    }
    taken_decisions = standing(decisions)
    kept = tuple(decided((known[name] for name in sorted(known)), taken_decisions))
    found = notices.notices(c.report for c in kept)
    pairs = notices.versions(found)
    links = copies.copies((c.report for c in kept), pairs, *decided_copies(taken_decisions, known.keys()))
    roots = _roots(kept, links, pairs)
    taken: dict[str, dict[str, Notice]] = defaultdict(dict)
    for notice in (n for n in found if n.sort in {"correction", "withdrawn"}):
        for target in notice.targets:
            taken[roots[target]][notice.report] = notice
    return World(
        kept,
        found,
        links,
        roots,
        with_kinds(claimants(kept), kept, decided_kinds(taken_decisions)),
        {c.report.id: c.report for c in kept},
        {root: tuple(those.values()) for root, those in taken.items()},
        copies.roots(links),
        taken_decisions,
    )


def _known(report: Report, as_of: dt.datetime, added: str | None) -> bool:
    moment = of_report(report)
    if moment is not None and moment.end > as_of:
        return False
    if added is None:
        return True
    entered = dt.datetime.fromisoformat(added)
    return (entered if entered.tzinfo else entered.replace(tzinfo=dt.UTC)) <= as_of


def _roots(
    coded: Iterable[CodedReport], links: tuple[Copy, ...], pairs: tuple[tuple[str, str], ...]
) -> dict[str, str]:
    """Ids joined by copies and versions, each group under one of them."""
    parent = {c.report.id: c.report.id for c in coded}

    def root(name: str) -> str:
        while parent[name] != name:
            parent[name] = name = parent[parent[name]]
        return name

    for newer, older in (*sorted(pairs), *sorted(copies.roots(links).items())):
        if newer in parent and older in parent:
            parent[root(newer)] = root(older)
    return {name: root(name) for name in sorted(parent)}
