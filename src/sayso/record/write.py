"""Puts reports with their claims into the record: one transaction a report, and the same report only once."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final, cast

from sqlalchemy import Connection, and_, insert, or_, select
from sqlalchemy.sql.dml import ReturningInsert

from sayso.core.arrival import Arrival
from sayso.core.claim import Claim
from sayso.core.coded import CodedReport
from sayso.core.errors import FormatError
from sayso.record.moments import reported_at, stamp
from sayso.record.open import Store
from sayso.record.rows import claim_digest, claim_row, digest, report_row, span_row, to_json, who_row
from sayso.record.schema import claims, evidence, originals, readings, reports, says

STATUSES: Final = ("added", "supersedes", "older", "unchanged")


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a report. ``status``: ``added``; ``supersedes`` (it replaces the version ``other``); ``older``
    (a version that ``other`` had replaced before it came); ``unchanged`` (the record had it: nothing was written).
    """

    status: str
    report_id: str
    title: str | None
    claims: int = 0
    other: str | None = None


def known(store: Store, arrivals: Sequence[Arrival]) -> list[bool]:
    """For each arrival whether the record holds it: the same bytes, or other bytes with the very same report."""
    with store.reading() as connection:
        return [_storable(arrival) and _held(connection, arrival) for arrival in arrivals]


def _storable(arrival: Arrival) -> bool:
    try:
        report_row(arrival.report)
    except FormatError:
        return False
    return True


def add(store: Store, arrival: Arrival, coded: CodedReport, model: str) -> Added:
    """Write one report with its claims, in one transaction. ``coded.report`` is the arrival's report as it was read.

    Raises FormatError where it holds what no database keeps, RecordError where the database cannot be written.
    """
    row = _report_row(store, arrival)
    added = Added("unchanged", arrival.report.id, arrival.report.title)
    with store.writing() as connection:
        if _held(connection, arrival):
            return added
        row["series"] = _series(connection, arrival)
        status, other = _standing(connection, row)
        _add_original(connection, arrival.original, row["original"])
        number = _insert(connection, insert(reports).returning(reports.c.number), row)
        reading = add_reading(connection, number, coded, model, str(row["added_at"]))
        add_claims(connection, number, reading, list(enumerate(coded.claims)))
    return Added(status, arrival.report.id, arrival.report.title, len(coded.claims), other)


def add_reading(connection: Connection, report: int, coded: CodedReport, model: str, at: str) -> int:
    """Write who read the report and when; gives back the reading's number."""
    row: dict[str, object] = {
        "report": report, "model": model, "version": _version(), "read_at": at,
        "notes": to_json(list(coded.notes)),
    }  # fmt: skip
    return _insert(connection, insert(readings).returning(readings.c.number), row)


@cache
def _version() -> str:
    """Of the installed sayso."""
    try:
        return version("sayso")
    except PackageNotFoundError:  # run from a folder of sources
        return "unknown"


def add_claims(
    connection: Connection, report: int, reading: int, found: Sequence[tuple[int, Claim]]
) -> list[int]:
    """Write claims, each with its position in the report, with their chains and evidence; gives back their numbers."""
    if not found:
        return []
    rows = []
    for position, claim in found:
        row = claim_row(claim)
        whose = {
            "report": report,
            "reading": reading,
            "position": position,
            "sha256": claim_digest(claim, row),
        }
        rows.append(row | whose)
    returning = insert(claims).returning(claims.c.number, sort_by_parameter_order=True)
    numbers = [cast(int, n) for n in connection.execute(returning, rows).scalars()]
    chains = [
        who_row(who) | {"claim": number, "position": place}
        for number, (_, claim) in zip(numbers, found, strict=True)
        for place, who in enumerate(claim.says)
    ]
    further = [
        span_row("span", span) | {"claim": number, "position": place}
        for number, (_, claim) in zip(numbers, found, strict=True)
        for place, span in enumerate(claim.evidence)
    ]
    if chains:
        connection.execute(insert(says), chains)
    if further:
        connection.execute(insert(evidence), further)
    return numbers


def _report_row(store: Store, arrival: Arrival) -> dict[str, object]:
    row = report_row(arrival.report)
    added = store.clock()
    return row | {
        "sha256": digest(row),
        "source": arrival.source,
        "original": _sha256(arrival.original),
        "position": arrival.position,
        "reported_at": reported_at(arrival.report, added),
        "added_at": stamp(added),
    }


def _sha256(data: bytes | None) -> str | None:
    return None if data is None else hashlib.sha256(data).hexdigest()


def _held(connection: Connection, arrival: Arrival) -> bool:
    same = reports.c.sha256 == digest(report_row(arrival.report))
    if arrival.original is not None:
        bytes_ = and_(reports.c.original == _sha256(arrival.original), reports.c.position == arrival.position)
        same = or_(same, bytes_)
    return connection.execute(select(reports.c.number).where(same).limit(1)).first() is not None


def _series(connection: Connection, arrival: Arrival) -> str:
    """What all versions of this report have in common: an id of its giver, else its address, else its file."""
    report = arrival.report
    before = connection.execute(select(reports.c.series).where(reports.c.id == report.id).limit(1)).scalar()
    if before is not None:
        return cast(str, before)
    if report.id.startswith("sha256:"):
        return (report.url or "").split("#")[0] or arrival.address or report.id
    return f"id:{report.id}"


def _standing(connection: Connection, row: dict[str, object]) -> tuple[str, str | None]:
    """The status of a new row among its series, with the id of its neighbour: whom it replaces or who replaced it."""
    same = select(reports.c.id).where(reports.c.series == row["series"])
    order = (reports.c.reported_at, reports.c.number)
    later = same.where(reports.c.reported_at > row["reported_at"]).order_by(*order).limit(1)
    if (other := connection.execute(later).scalar()) is not None:
        return "older", cast(str, other)
    earlier = same.order_by(*(column.desc() for column in order)).limit(1)
    if (other := connection.execute(earlier).scalar()) is not None:
        return "supersedes", cast(str, other)
    return "added", None


def _add_original(connection: Connection, data: bytes | None, sha256: object) -> None:
    if data is None:
        return
    there = connection.execute(select(originals.c.size).where(originals.c.sha256 == sha256)).first()
    if there is None:
        row = {"sha256": sha256, "size": len(data), "packed": zlib.compress(data, 6)}
        connection.execute(insert(originals), row)


def _insert(connection: Connection, statement: ReturningInsert[Any], row: dict[str, object]) -> int:
    return cast(int, connection.execute(statement, row).scalar_one())
