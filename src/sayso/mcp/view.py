"""What an assistant asks of a record: claims as persons left them and one comparison a moment, kept while it holds."""

from __future__ import annotations

from functools import cached_property
from threading import Lock
from typing import Final

from sqlalchemy import func, select

from sayso.core.decision import Decision, about_claims
from sayso.mcp.answers import Known
from sayso.reconcile.world import World
from sayso.record.read import Held
from sayso.record.schema import decisions, readings, reports
from sayso.record.search import Filters
from sayso.records import Record

_KEPT: Final = 4  # moments whose comparison is kept at once


class View:
    """The record as of a moment (None: now), worked out when it is first asked for."""

    def __init__(self, record: Record, as_of: str | None, version: tuple[object, ...]) -> None:
        self.record = record
        self.as_of = as_of
        self.version = version

    @cached_property
    def world(self) -> World:
        """All reports out by then, compared with each other."""
        return self.record.world(self.as_of)

    @cached_property
    def held(self) -> dict[str, Held]:
        """Report id → the report, its last version by then."""
        found = self.record.reports(Filters(as_of=self.as_of, versions=True))
        return {h.report.id: h for h in sorted(found, key=lambda h: (h.reported_at, h.number))}

    @cached_property
    def known(self) -> Known:
        """Claim id → the claim as persons left it, and its report. Rejected ones are not among them."""
        return {
            claim.id: (claim, self.held[coded.report.id])
            for coded in self.world.coded
            if coded.report.id in self.held
            for claim in coded.claims
        }

    @cached_property
    def taken(self) -> dict[str, list[Decision]]:
        """Claim id → the standing decisions about it."""
        return about_claims(self.record.decisions())


class Views:
    """The views of an open record, for many threads; made anew when the record has changed."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self._lock = Lock()
        self._views: dict[str | None, View] = {}

    def at(self, as_of: str | None) -> View:
        """The record as of a moment, as it is now. Raises UsageError for a moment that cannot be meant."""
        moment = as_of or None
        Filters(as_of=moment)  # refuses what is no moment before anything is kept under it
        version = self._version()
        with self._lock:
            found = self._views.get(moment)
            if found is None or found.version != version:
                self._views.pop(moment, None)
                while len(self._views) >= _KEPT:
                    self._views.pop(next(iter(self._views)))
                found = self._views[moment] = View(self.record, moment, version)
        return found

    def _version(self) -> tuple[object, ...]:
        with self.record.store.reading() as connection:
            tables = (reports, readings, decisions)
            return tuple(connection.execute(select(func.max(t.c.number))).scalar() for t in tables)
