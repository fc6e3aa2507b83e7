"""A record and all that fills it: reports are taken in, read and written; read again; asked. `Record` is the entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeAlias

from sayso import pipeline
from sayso.core.arrival import Arrival
from sayso.core.coded import CodedReport, Failure
from sayso.core.decided import decided
from sayso.core.decision import Decision
from sayso.core.errors import SaysoError, UsageError
from sayso.core.incident import Incident
from sayso.core.toll import Fate, Naming, Toll, fates
from sayso.core.who import UNNAMED
from sayso.record import audit, decide, queue, read, reread, write
from sayso.record.moments import Clock, now, stamp
from sayso.record.open import Store, open_store
from sayso.record.search import Filters
from sayso.record.sources import Source, sources

if TYPE_CHECKING:
    from sayso.export.gather import Bundle
    from sayso.reconcile.claimants import Claimants
    from sayso.reconcile.filters import Filters as Asked
    from sayso.reconcile.world import World

Sources: TypeAlias = str | Path | Iterable[str | Path]


class Record:
    """One record: an SQLite file or a PostgreSQL database. Close it, or use it in a ``with`` statement."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @classmethod
    def open(cls, address: str | Path, *, make: bool = True, clock: Clock = now) -> Self:
        """The record at a path or a ``postgresql://`` address; made where it is missing, unless ``make`` is false.

        Raises RecordError where it cannot be opened, UsageError for an address that cannot be meant.
        """
        return cls(open_store(address, make=make, clock=clock))

    def add(self, paths: Sources, options: pipeline.Options | None = None) -> list[write.Added | Failure]:
        """Take in the reports of files, folders or addresses; gives back what became of each, in their order."""
        return list(self.adding(paths, options))

    def adding(
        self, paths: Sources, options: pipeline.Options | None = None
    ) -> Iterator[write.Added | Failure]:
        """As `add`, one by one while it goes on. Each report is kept before the next comes.

        What the record holds already is not read again. One bad report never stops the rest.
        """
        options = options or pipeline.Options()
        arrivals = _arrivals([paths] if isinstance(paths, (str, Path)) else paths, options)
        yield from self.taking_in(arrivals, options)

    def taking_in(
        self, arrivals: Iterable[Arrival | Failure], options: pipeline.Options | None = None
    ) -> Iterator[write.Added | Failure]:
        """As `adding`, of reports that intake has given already."""
        options = replace(options or pipeline.Options(), layers=True)
        reader = _reader(options)
        coming = iter(arrivals)
        while batch := list(islice(coming, max(1, options.batch))):
            yield from self._add_batch(batch, reader, options)

    def keep(self, arrival: Arrival, coded: CodedReport, model: str) -> write.Added | Failure:
        """Take in a report that was read elsewhere; ``model`` names the reader. Nothing is written if it is held."""
        try:
            return write.add(self.store, arrival, coded, model)
        except SaysoError as error:
            return Failure(arrival.source, str(error))

    def holds(self, original: bytes) -> bool:
        """Whether a report that was read from these bytes is in the record."""
        return read.has_original(self.store, original)

    def reports(self, filters: Filters = read.ALL) -> list[read.Held]:
        """The reports, in the order in which they came; ``text`` is searched in the whole text."""
        return read.held(self.store, filters)

    def claims(self, filters: Filters = read.ALL) -> list[read.Said]:
        """The claims that pass the filters, each with its report."""
        return read.said(self.store, filters)

    def coded(self, filters: Filters = read.ALL) -> list[CodedReport]:
        """The reports with their claims that pass the filters."""
        return read.coded(self.store, filters)

    def frame(self, filters: Filters = read.ALL, library: str = "arrow") -> Any:
        """The claims that pass the filters as a table of ``arrow``, ``pandas`` or ``polars``, if that is installed."""
        from sayso.frames import of_claims

        return of_claims(self.claims(filters), library)

    def decided(self, filters: Filters = read.ALL) -> list[CodedReport]:
        """As `coded`, the claims as persons' standing decisions left them; filters look at what was read."""
        return decided(self.coded(filters), self.decisions(filters.as_known))

    def sources(self, filters: Filters = read.ALL) -> list[Source]:
        """Who claimed what, those with most claims first; how often figures were taken back or contradicted; and what
        sort of source each is, by a person's decision if there is one."""
        from sayso.reconcile.filters import Filters as Question
        from sayso.reconcile.tolls import tolls_in

        known = self.world(filters.as_of, filters.as_known)
        found = sources(self.claims(filters), fates(tolls_in(known, Question(as_of=filters.as_of))))
        return [_sorted(source, known.claimants) for source in found]

    def naming(self, filters: Filters = read.ALL) -> tuple[Naming, ...]:
        """What each claimant calls the same people, and the happening, in the claims that pass the filters."""
        from sayso.reconcile.naming import naming_in

        claims = None if filters == read.ALL else {said.claim.id for said in self.claims(filters)}
        return naming_in(self.world(filters.as_of, filters.as_known), claims)

    def world(self, as_of: str | None = None, as_known: str | None = None) -> World:
        """All reports, compared with each other by what was out at ``as_of`` and what the record held at ``as_known``.

        Earlier versions of a page are among them: what was corrected shows only beside them. Decisions are obeyed.
        """
        from sayso.reconcile.moments import parse
        from sayso.reconcile.world import world

        moment = parse(as_of) if as_of else None
        coded = self.coded(Filters(versions=True, as_known=as_known))
        return world(coded, moment, decisions=self.decisions(as_known))

    def tolls(self, asked: Asked | None = None, as_known: str | None = None) -> tuple[Toll, ...]:
        """Who counted how many, how each figure stands, what is in dispute; ``asked`` as of a moment."""
        from sayso.reconcile.filters import Filters as Question
        from sayso.reconcile.tolls import tolls_in

        question = asked or Question()
        return tolls_in(self.world(question.as_of, as_known), question)

    def fates(self, as_of: str | None = None, as_known: str | None = None) -> dict[str, Fate]:
        """Claim id → what became of its figure."""
        from sayso.reconcile.filters import Filters as Question

        return fates(self.tolls(Question(as_of=as_of), as_known))

    def queue(self, filters: Filters = read.ALL) -> list[queue.Waiting]:
        """The claims that nobody has decided about, the least sure and most consequential first."""
        disputed = {
            claim for claim, fate in self.fates(filters.as_of, filters.as_known).items() if fate.contested
        }
        return queue.queue(self.claims(filters), self.decisions(filters.as_known), disputed)

    def original(self, report_id: str) -> bytes | None:
        """The bytes that a report was read from; None if they are not there."""
        return read.original(self.store, report_id)

    def decide(self, decision: Decision) -> str:
        """Append a person's decision; gives back its id. Raises RecordError if there is nothing that it is about."""
        return decide.decide(self.store, decision)

    def take(
        self,
        verb: str,
        *about: str,
        by: str,
        why: str = "",
        slot: str | None = None,
        value: str | None = None,
    ) -> Decision:
        """As `decide`, at the present moment; gives back the decision that was taken."""
        taken = Decision(verb, about, by, stamp(self.store.clock()), why, slot, value)
        self.decide(taken)
        return taken

    def decisions(self, as_known: str | None = None) -> list[Decision]:
        """All decisions, or those taken by a moment; ``sayso.core.decision.standing`` tells which hold."""
        return decide.taken(self.store, as_known)

    def incidents(self, as_of: str | None = None, as_known: str | None = None) -> tuple[Incident, ...]:
        """Each happening once, by day, with the ids of its claims."""
        from sayso.reconcile.incidents import incidents_in

        return incidents_in(self.world(as_of, as_known))

    def export(
        self, form: str, path: str | Path, filters: Filters = read.ALL, policy: str | None = None, *,
        redact: bool = False,
    ) -> list[Path]:  # fmt: skip
        """Write the claims that pass the filters for another tool; gives back the files that were made.

        ``form`` is one of `sayso.export.formats.FORMATS`, ``policy`` as for ``sayso export --policy``; ``redact``
        withholds the names of private persons. Raises UsageError for another form or policy, MissingExtra where a
        package is needed, InputError where the file cannot be written.
        """
        from sayso.export.formats import save

        return save(form, self.bundle(form, filters, policy, redact=redact), Path(path))

    def bundle(
        self, form: str, filters: Filters = read.ALL, policy: str | None = None, *, redact: bool = False
    ) -> Bundle:
        """What an export as ``form`` is made from, read anew whenever it is gone through where claims alone are
        needed. Raises UsageError for an unknown form or policy."""
        from sayso.export.formats import FORMATS
        from sayso.export.gather import Bundle, happenings, items_of, stream_of
        from sayso.export.redact import redacted
        from sayso.reconcile.own import load
        from sayso.record.stream import saying

        if form not in FORMATS:
            raise UsageError(f"Unknown format {form!r}; known: {', '.join(FORMATS)}.")
        decisions = self.decisions(filters.as_known)
        rule = load(policy) if policy else None
        if FORMATS[form].world:
            made = Bundle(items_of(self.claims(filters), decisions), policy=rule)
            made = happenings(made, self.world(filters.as_of, filters.as_known), filters.as_of)
        else:
            made = Bundle(stream_of(lambda: saying(self.store, filters), decisions), policy=rule)
        return redacted(made) if redact else made

    def audit(self) -> audit.Audit:
        """Every hash and every span checked."""
        return audit.audit(self.store)

    def reread(
        self, options: pipeline.Options | None = None, *, keep: bool = True
    ) -> Iterator[reread.Changes | Failure]:
        """Read all current reports again, one by one; gives back what that changes. Without ``keep`` only shows it.

        A report whose new reading fails keeps its claims.
        """
        options = replace(options or pipeline.Options(), layers=True)
        reader = _reader(options)
        homes = iter(self.reports())
        while batch := list(islice(homes, max(1, options.batch))):
            coded = pipeline.code_batch([home.report for home in batch], reader, options)
            for home, item in zip(batch, coded, strict=True):
                if isinstance(item, Failure):
                    yield item
                else:
                    yield reread.reread(self.store, home, item, _model(item), write=keep)

    def close(self) -> None:
        """Give the file or database back."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _add_batch(
        self, batch: Sequence[Arrival | Failure], reader: pipeline.Reader, options: pipeline.Options
    ) -> Iterator[write.Added | Failure]:
        """New reports of the batch are read together; those that are known come back as unchanged."""
        came = [item for item in batch if isinstance(item, Arrival)]
        held = dict(zip(map(id, came), write.known(self.store, came), strict=True))
        fresh = [item for item in came if not held[id(item)]]
        coded = pipeline.code_batch([item.report for item in fresh], reader, options)
        for item in batch:
            if isinstance(item, Failure):
                yield item
            elif held[id(item)]:
                yield write.Added("unchanged", item.report.id, item.report.title)
            else:
                yield self._add(item, next(coded))

    def _add(self, arrival: Arrival, coded: CodedReport | Failure) -> write.Added | Failure:
        if isinstance(coded, Failure):
            return coded.of(arrival.source, arrival.line)
        return self.keep(arrival, coded, _model(coded))


def _sorted(source: Source, known: Claimants) -> Source:
    """The source with its kind. A house in its own voice is a medium, unless a person or its citing says otherwise."""
    if source.name is None or source.name == UNNAMED:
        return replace(source, kind="media" if source.own else "unnamed")
    kind, given = known.sort(source.name)
    if source.own and not given and known.official(source.name) is None:
        kind = "media"
    return replace(source, kind=kind, decided=given)


def _reader(options: pipeline.Options) -> pipeline.Reader:
    return options.reader if callable(options.reader) else pipeline.choose_reader(options.reader)


def _model(coded: CodedReport) -> str:
    return coded.layers.reading.model if coded.layers else ""


def _arrivals(paths: Iterable[str | Path], options: pipeline.Options) -> Iterator[Arrival | Failure]:
    """All that comes of the paths, dated by the user where it is not dated itself."""
    from sayso.intake.arrivals import arrivals

    for path in paths:
        try:
            for item in arrivals(path, allow_private=options.private, seconds=options.seconds):
                yield item if isinstance(item, Failure) else _dated(item, options.published)
        except Exception as error:
            yield pipeline.broken_off(str(path), error)


def _dated(arrival: Arrival, day: str | None) -> Arrival:
    return replace(arrival, report=pipeline.dated(arrival.report, day))
