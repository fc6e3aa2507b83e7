"""What a record holds, as core types: reports, coded reports, claims with the report that they stand in, decisions."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, RowMapping, and_, func, select

from sayso.core.claim import Claim
from sayso.core.coded import CodedReport
from sayso.core.report import Report
from sayso.core.span import Span
from sayso.core.who import Who
from sayso.record.open import Store
from sayso.record.rows import claim_of, report_of, span_of, who_of
from sayso.record.schema import claims, evidence, originals, readings, reports, says
from sayso.record.search import Filters, claim_conditions, has_words, report_conditions

_AT_ONCE: Final = 500  # rows for which chains and evidence are asked together
ALL: Final = Filters()
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Held:
    """A report as the record holds it. ``number`` is its own here; ``reported_at`` and ``added_at`` are UTC."""

    number: int
    report: Report
    source: str
    reported_at: str
    added_at: str


@dataclass(frozen=True, slots=True)
class Said:
    """A claim with the report that it stands in and the reader that found it."""

    claim: Claim
    held: Held
    model: str


def held(store: Store, filters: Filters = ALL) -> list[Held]:
    """The reports in the order in which they came; of the filters only ``text`` (searched in the report's whole
    text), ``as_of``, ``as_known`` and ``versions`` matter.
    """
    with store.reading() as connection:
        return _held_in(connection, filters)


def said(store: Store, filters: Filters = ALL) -> list[Said]:
    """The claims that pass the filters, by report in the order in which they came, then in the order of the text."""
    with store.reading() as connection:
        return _said_in(connection, filters)


def coded(store: Store, filters: Filters = ALL) -> list[CodedReport]:
    """Each report (chosen as by `held`, but not by ``text``) with its claims that pass the filters, and its notes."""
    with store.reading() as connection:
        homes = _held_in(connection, replace(filters, text=None))
        claims_by: dict[int, list[Claim]] = defaultdict(list)
        query = select(claims).join(reports, reports.c.number == claims.c.report)
        query = query.where(*claim_conditions(connection, filters))
        query = query.order_by(claims.c.report, claims.c.position, claims.c.number)
        for some in connection.execute(query).mappings().partitions(_AT_ONCE):
            for row, claim in zip(some, claims_of(connection, some), strict=True):
                claims_by[row["report"]].append(claim)
        notes = last_notes(connection)
    return [CodedReport(h.report, tuple(claims_by[h.number]), notes.get(h.number, ())) for h in homes]


def _held_in(connection: Connection, filters: Filters) -> list[Held]:
    query = select(reports).where(*report_conditions(filters)).order_by(reports.c.number)
    if filters.text:
        query = query.where(has_words(connection, "report", filters.text))
    return [held_of(row) for row in connection.execute(query).mappings()]


def _said_in(connection: Connection, filters: Filters) -> list[Said]:
    query = (
        select(claims, readings.c.model)
        .join(reports, reports.c.number == claims.c.report)
        .join(readings, readings.c.number == claims.c.reading)
        .where(*claim_conditions(connection, filters))
        .order_by(claims.c.report, claims.c.position, claims.c.number)
    )
    rows = connection.execute(query).mappings().all()
    homes = homes_of(connection, {row["report"] for row in rows})
    found = claims_of(connection, rows)
    return [Said(claim, homes[row["report"]], row["model"]) for row, claim in zip(rows, found, strict=True)]


def last_notes(connection: Connection) -> dict[int, tuple[str, ...]]:
    """The notes of each report's last reading, by the report's number."""
    query = select(readings.c.report, readings.c.notes).order_by(readings.c.number)
    return {report: tuple(json.loads(notes)) for report, notes in connection.execute(query)}


def has_original(store: Store, data: bytes) -> bool:
    """Whether a report that was read from these bytes is there."""
    query = select(originals.c.size).where(originals.c.sha256 == hashlib.sha256(data).hexdigest())
    with store.reading() as connection:
        return connection.execute(query).first() is not None


def original(store: Store, report_id: str) -> bytes | None:
    """The bytes that the report's last version was read from, unpacked; None if it or they are not there."""
    query = (
        select(originals.c.packed)
        .join(reports, reports.c.original == originals.c.sha256)
        .where(reports.c.id == report_id)
        .order_by(reports.c.reported_at.desc(), reports.c.number.desc())
        .limit(1)
    )
    with store.reading() as connection:
        packed = connection.execute(query).scalar()
    return None if packed is None else zlib.decompress(packed)


def counts(store: Store) -> tuple[int, int]:
    """How many reports (current versions) and how many claims in them."""
    with store.reading() as connection:
        current = report_conditions(ALL)
        number = connection.execute(select(func.count()).select_from(reports).where(*current)).scalar_one()
        joined = claims.join(reports, and_(reports.c.number == claims.c.report, *current))
        query = select(func.count()).select_from(joined).where(claims.c.retired.is_(None))
        return number, connection.execute(query).scalar_one()


def claims_of(connection: Connection, rows: Sequence[RowMapping]) -> list[Claim]:
    """The claims of rows of ``claims``, with their chains and evidence."""
    found = []
    for some in _pieces(rows):
        numbers = [row["number"] for row in some]
        chains: dict[int, list[Who]] = defaultdict(list)
        query = select(says).where(says.c.claim.in_(numbers)).order_by(says.c.claim, says.c.position)
        for row in connection.execute(query).mappings():
            chains[row["claim"]].append(who_of(_plain(row)))
        further: dict[int, list[Span]] = defaultdict(list)
        query = select(evidence).where(evidence.c.claim.in_(numbers))
        for row in connection.execute(query.order_by(evidence.c.claim, evidence.c.position)).mappings():
            further[row["claim"]].append(span_of("span", _plain(row)))
        found += [claim_of(_plain(r), chains[r["number"]], further[r["number"]]) for r in some]
    return found


def homes_of(connection: Connection, numbers: Iterable[int]) -> dict[int, Held]:
    """The reports of these numbers."""
    found = {}
    for some in _pieces(sorted(numbers)):
        query = select(reports).where(reports.c.number.in_(some))
        found.update({row["number"]: held_of(row) for row in connection.execute(query).mappings()})
    return found


def held_of(row: RowMapping) -> Held:
    """The report of a row of ``reports``."""
    plain = _plain(row)
    return Held(plain["number"], report_of(plain), plain["source"], plain["reported_at"], plain["added_at"])


def _plain(row: RowMapping) -> Mapping[str, Any]:
    return {str(name): value for name, value in row.items()}


def _pieces(items: Sequence[_Item]) -> Iterator[list[_Item]]:
    rest = iter(items)
    while piece := list(islice(rest, _AT_ONCE)):
        yield piece
