"""What the pages and the API ask of a record: one comparison of all reports a moment, kept until the record changes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Any, Final

from sqlalchemy import func, select

from sayso.core.claim import Claim
from sayso.core.coded import CodedReport
from sayso.core.decision import Decision, about_claims
from sayso.core.errors import RecordError
from sayso.core.incident import Incident
from sayso.core.toll import Fate, Toll, TollEntry, fates
from sayso.reconcile.filters import Filters as Asked
from sayso.reconcile.incidents import incidents_in
from sayso.reconcile.tolls import tolls_in
from sayso.reconcile.world import World
from sayso.record.read import Held, Said
from sayso.record.schema import decisions, readings, reports
from sayso.record.search import Filters
from sayso.record.sources import Source, sources
from sayso.records import Record

_KEPT: Final = 8  # moments whose comparison is kept at once


@dataclass(frozen=True, slots=True)
class Look:
    """What the command line lends to the pages, so that both are one family: its style sheet and script, the marked
    text of a report (as HTML that is safe to show), and claims in words (name → function)."""

    css: str
    js: str
    report: Callable[..., str]
    words: Mapping[str, Any]


class View:
    """The record as of a moment (None: now). Every part is worked out when it is first asked for."""

    def __init__(self, record: Record, as_of: str | None, version: str) -> None:
        self.record = record
        self.as_of = as_of
        self.version = version
        self._asked = Filters(as_of=as_of)

    @cached_property
    def world(self) -> World:
        """All reports out by then, earlier versions too, compared with each other; claims as persons left them."""
        return self.record.world(self.as_of)

    @cached_property
    def tolls(self) -> tuple[Toll, ...]:
        """All tolls, those with most figures first."""
        return tuple(sorted(tolls_in(self.world, Asked(as_of=self.as_of)), key=lambda t: -len(t.entries)))

    @cached_property
    def incidents(self) -> tuple[Incident, ...]:
        """All incidents, by day."""
        return incidents_in(self.world)

    @cached_property
    def held(self) -> dict[str, Held]:
        """Report id → the report as the record holds it, its last version."""
        found = self.record.reports(Filters(as_of=self.as_of, versions=True))
        return {h.report.id: h for h in sorted(found, key=lambda h: (h.reported_at, h.number))}

    @cached_property
    def claims(self) -> dict[str, tuple[Claim, str]]:
        """Claim id → the claim as persons left it, and its report's id. Rejected ones are not among them."""
        return {claim.id: (claim, c.report.id) for c in self.world.coded for claim in c.claims}

    @cached_property
    def coded(self) -> dict[str, CodedReport]:
        """Report id → the report with its claims as persons left them."""
        return {c.report.id: c for c in self.world.coded}

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Claim id → its number on its report's page."""
        found = {}
        for coded in self.world.coded:
            ordered = sorted(coded.claims, key=lambda c: (c.quote.start, c.trigger.start))
            found.update({claim.id: number for number, claim in enumerate(ordered, 1)})
        return found

    @cached_property
    def said(self) -> tuple[Said, ...]:
        """The claims as they were read, of the last version of each page."""
        return tuple(self.record.claims(self._asked))

    @cached_property
    def read(self) -> dict[str, Said]:
        """Claim id → the claim as it was read, earlier versions and rejected ones too."""
        found = self.record.claims(Filters(as_of=self.as_of, versions=True))
        return {s.claim.id: s for s in found}

    @cached_property
    def fates(self) -> dict[str, Fate]:
        """Claim id → what became of its figure."""
        return fates(self.tolls)

    @cached_property
    def entries(self) -> dict[str, TollEntry]:
        """Entry id → the entry."""
        return {e.id: e for t in self.tolls for e in t.entries}

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """Who claimed what, those with most claims first."""
        return tuple(sources(self.said, self.fates))

    @cached_property
    def decisions(self) -> dict[str, list[Decision]]:
        """Claim id → the standing decisions about it."""
        return about_claims(self.record.decisions())

    @cached_property
    def days(self) -> tuple[str, ...]:
        """The days on which reports came out, in order, whatever the moment."""
        return tuple(sorted({h.report.published for h in self.record.reports() if h.report.published}))


class Desk:
    """An open record with its views, for many threads. ``by`` is who decides at this desk."""

    def __init__(self, record: Record, look: Look, by: str) -> None:
        self.record = record
        self.look = look
        self.by = by
        self._lock = Lock()
        self._views: dict[str | None, View] = {}

    def view(self, as_of: str | None = None) -> View:
        """The record as of a moment, as it is now. Raises UsageError for a moment that cannot be meant."""
        moment = as_of or None
        Filters(as_of=moment)  # refuses what is no moment before anything is kept under it
        version = self.version()
        with self._lock:
            found = self._views.get(moment)
            if found is None or found.version != version:
                found = View(self.record, moment, version)
                self._views.pop(moment, None)
                while len(self._views) >= _KEPT:
                    self._views.pop(next(iter(self._views)))
                self._views[moment] = found
        return found

    def version(self) -> str:
        """Differs whenever reports, readings or decisions were added: 16 hex digits."""
        with self.record.store.reading() as connection:
            seen = [
                connection.execute(select(func.max(table.c.number))).scalar()
                for table in (reports, readings, decisions)
            ]
        return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]

    def report(self, report_id: str) -> Held:
        """The report with this id. Raises RecordError where there is none."""
        found = self.view().held.get(report_id)
        if found is None:
            raise RecordError("The record holds no such report.")
        return found


def toll_id(toll: Toll) -> str:
    """``t`` and 12 hex digits over what is counted, of whom and where: the same on every run."""
    named = "\n".join((toll.measure, toll.of, toll.place))
    return "t" + hashlib.sha256(named.encode()).hexdigest()[:12]
