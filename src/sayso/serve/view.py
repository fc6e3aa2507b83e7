"""The record as of a moment, as pages and the API ask for it: each part is read when it is asked for, and no more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final, Generic, TypeVar

from sayso.core.claim import Claim
from sayso.core.coded import CodedReport
from sayso.core.decided import apply
from sayso.core.decision import Decision, about_claims
from sayso.core.incident import Incident
from sayso.core.toll import Fate, Toll, TollEntry
from sayso.record import pick
from sayso.record.read import Held, Said
from sayso.record.sources import Source
from sayso.records import Record
from sayso.serve.kept import Fact, Kept

_Value = TypeVar("_Value")


class Looked(Mapping[str, _Value], Generic[_Value]):
    """What is found by its id: looked up when it is first asked for, many at once by `fetch`. Its length and order
    are those of what was looked up so far."""

    def __init__(self, find: Callable[[list[str]], Mapping[str, _Value]]) -> None:
        self._find = find
        self._seen: dict[str, _Value | None] = {}

    def fetch(self, ids: Iterable[str]) -> None:
        """Look these up together."""
        fresh = [name for name in dict.fromkeys(ids) if name not in self._seen]
        if fresh:
            found = self._find(fresh)
            self._seen.update({name: found.get(name) for name in fresh})

    def __getitem__(self, name: str) -> _Value:
        self.fetch([name])
        found = self._seen[name]
        if found is None:
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter([name for name, value in self._seen.items() if value is not None])

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(frozen=True, slots=True)
class Blank:
    """What a page is shown with that shows nothing of the record."""

    as_of: str | None = None
    behind: bool = False


BLANK: Final = Blank()


class View:
    """The record as of a moment (None: now). ``version`` is the record's state that it shows; ``behind`` is true while
    tolls and incidents are still those of an earlier state, because the new comparison has not ended."""

    def __init__(
        self, record: Record, as_of: str | None, version: str, kept: Kept, *, behind: bool = False
    ) -> None:
        self.record = record
        self.as_of = as_of
        self.version = version
        self.kept = kept
        self.behind = behind
        self.counted: dict[Any, Any] = {}  # what searches counted, for as long as the record stays as it is
        self.read: Looked[Said] = Looked(self._read)
        self.facts: Looked[Fact] = Looked(kept.facts)
        self.claims: Looked[tuple[Claim, str]] = Looked(self._claims)
        self.fates: Looked[Fate] = Looked(self._fates)
        self.numbers: Looked[int] = Looked(lambda ids: {i: f.number for i, f in self._facts(ids).items()})
        self.held: Looked[Held] = Looked(lambda ids: pick.reports_by_id(record.store, ids, as_of))
        self.coded: Looked[CodedReport] = Looked(self._coded)
        self.copied: Looked[str] = Looked(kept.copied)
        self.entries: Looked[TollEntry] = Looked(self._entries)

    def fetch(self, claims: Iterable[str]) -> None:
        """Look these claims up together, with all that a page shows beside them."""
        ids = list(claims)
        self.facts.fetch(ids)
        self.fates.fetch(ids)
        self.numbers.fetch(ids)
        self.claims.fetch(ids)

    @cached_property
    def tolls(self) -> tuple[Toll, ...]:
        """All tolls in full, those with most figures first."""
        return tuple(self.kept.full_tolls())

    @cached_property
    def incidents(self) -> tuple[Incident, ...]:
        """All incidents in full, by day."""
        return tuple(self.kept.full_incidents())

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """Who claimed what, those with most claims first."""
        return tuple(self.kept.sources())

    @cached_property
    def taken(self) -> tuple[Decision, ...]:
        """All decisions, those undone among them, in the order in which they were taken."""
        return tuple(self.record.decisions())

    @cached_property
    def decisions(self) -> dict[str, list[Decision]]:
        """Claim id → the standing decisions about it."""
        return about_claims(self.taken)

    @cached_property
    def days(self) -> tuple[str, ...]:
        """The days on which reports came out, in order, whatever the moment."""
        return pick.days(self.record.store)

    def left(self, said: Said) -> Said:
        """The claim as persons left it; one that they rejected as it was."""
        now = apply(said.claim, self.decisions.get(said.claim.id, ()))
        return replace(said, claim=now) if now else said

    def _read(self, ids: list[str]) -> dict[str, Said]:
        return pick.claims_by_id(self.record.store, ids, self.as_of)

    def _claims(self, ids: list[str]) -> dict[str, tuple[Claim, str]]:
        self.read.fetch(ids)
        found = {}
        for said in (self.read[i] for i in ids if i in self.read):
            claim = apply(said.claim, self.decisions.get(said.claim.id, ()))
            if claim is not None and self._is_out(said.held.report.id):
                found[claim.id] = (claim, said.held.report.id)
        return found

    def _is_out(self, report_id: str) -> bool:
        """Of an earlier moment only what was compared counts; now also what has just come."""
        return self.as_of is None or self.kept.knows(report_id)

    def _facts(self, ids: list[str]) -> dict[str, Fact]:
        self.facts.fetch(ids)
        return {i: self.facts[i] for i in ids if i in self.facts}

    def _fates(self, ids: list[str]) -> dict[str, Fate]:
        return {i: fact.fate for i, fact in self._facts(ids).items() if fact.fate}

    def _coded(self, ids: list[str]) -> dict[str, CodedReport]:
        found = {}
        for name in ids:
            coded = pick.coded_by_id(self.record.store, name, self.as_of) if self._is_out(name) else None
            if coded is not None:
                left = (apply(c, self.decisions.get(c.id, ())) for c in coded.claims)
                found[name] = replace(coded, claims=tuple(c for c in left if c is not None))
        return found

    def _entries(self, ids: list[str]) -> dict[str, TollEntry]:
        found: dict[str, TollEntry] = {}
        for name in ids:
            toll = None if name in found else self.kept.toll_of_entry(name)
            found.update({e.id: e for e in toll.entries} if toll else {})
        return found
