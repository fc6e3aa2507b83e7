"""Claims and reports by their ids, and one page of a search with its counts: what a desk asks, without reading all."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, Table, func, select, union_all

from sayso.core.coded import CodedReport
from sayso.record.moments import until
from sayso.record.open import Store
from sayso.record.read import ALL, Held, Said, claims_of, held_of, homes_of
from sayso.record.schema import claims, decisions, readings, reports, says
from sayso.record.search import Filters, has_words, own_conditions, report_conditions

_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Only:
    """Narrows a search to claims among these ids (``None``: no such bound) and not among those."""

    among: Collection[str] | None = None
    without: Collection[str] = ()


ANY: Final = Only()


@dataclass(frozen=True, slots=True)
class Found:
    """One page of claims, and how many there are on all pages."""

    total: int
    claims: tuple[Said, ...]


def page(store: Store, filters: Filters = ALL, only: Only = ANY, start: int = 0, count: int = 50) -> Found:
    """``count`` claims from the ``start``-th on, in the order of `sayso.record.read.said`, and how many pass in all."""
    with store.reading() as connection:
        passing = _passing(connection, filters, only)
        total = connection.execute(select(func.count()).select_from(passing.subquery())).scalar_one()
        ordered = passing.order_by(claims.c.report, claims.c.position, claims.c.number)
        numbers = [row[0] for row in connection.execute(ordered.limit(count).offset(start))]
        return Found(total, tuple(_by_number(connection, numbers)))


def newest(store: Store, count: int, filters: Filters = ALL, without: Collection[str] = ()) -> list[Said]:
    """The first claims of the reports that came out last, ``without`` those of these reports' ids."""
    with store.reading() as connection:
        query = select(reports.c.number).where(*report_conditions(filters))
        if without:
            query = query.where(reports.c.id.not_in(without))
        last = query.order_by(reports.c.reported_at.desc(), reports.c.number.desc()).limit(count)
        homes = list(connection.execute(last).scalars())
        mine = [claims.c.report.in_(homes), claims.c.retired.is_(None)]
        rows = connection.execute(
            select(claims.c.number, claims.c.report).where(*mine).order_by(claims.c.position, claims.c.number)
        ).all()
        order = {home: place for place, home in enumerate(homes)}
        numbers = [row.number for row in sorted(rows, key=lambda row: order[row.report])]
        return _by_number(connection, numbers[:count])


def facets(
    store: Store, filters: Filters = ALL, only: Only = ANY, most: int = 12
) -> dict[str, list[tuple[str, int]]]:
    """``kind``, ``measure``, ``stance``, ``place``, ``claimant`` → the commonest values among the claims that pass,
    with how many claims have each."""
    found: dict[str, Counter[str]] = {
        name: Counter() for name in ("kind", "measure", "stance", "place", "claimant")
    }
    with store.reading() as connection:
        passing = _passing(connection, filters, only).cte("passing")
        columns = (claims.c.kind, claims.c.figure_measure, claims.c.stance, claims.c.place_name)
        grouped = (
            select(*columns, func.count())
            .join(passing, passing.c.number == claims.c.number)
            .group_by(*columns)
        )
        for kind, measure, stance, place, number in connection.execute(grouped):
            parts = (kind, measure, stance, place.split(",")[0] if place else None)
            for name, value in zip(("kind", "measure", "stance", "place"), parts, strict=True):
                if value:
                    found[name][value] += number
        named = (
            select(says.c.who_name, func.count(says.c.claim.distinct()))
            .join(passing, passing.c.number == says.c.claim)
            .where(says.c.who_name != "?")
            .group_by(says.c.who_name)
        )
        found["claimant"].update({row[0]: row[1] for row in connection.execute(named)})
    return {name: counted.most_common(most) for name, counted in found.items()}


def count(store: Store, filters: Filters = ALL, only: Only = ANY) -> int:
    """How many claims pass."""
    if only.among is not None and not only.among:
        return 0
    with store.reading() as connection:
        passing = _passing(connection, filters, only)
        return connection.execute(select(func.count()).select_from(passing.subquery())).scalar_one()


def claims_by_id(store: Store, ids: Iterable[str], as_of: str | None = None) -> dict[str, Said]:
    """Claim id → the claim as it was read, in whichever version of its report; those that are not there are missing."""
    found: dict[str, Said] = {}
    wanted = sorted(set(ids))
    with store.reading() as connection:
        for start in range(0, len(wanted), _AT_ONCE):
            query = (
                select(claims.c.number)
                .join(reports, reports.c.number == claims.c.report)
                .where(
                    claims.c.id.in_(wanted[start : start + _AT_ONCE]),
                    claims.c.retired.is_(None),
                    *_out(as_of),
                )
                .order_by(claims.c.report, claims.c.position)
            )
            numbers = list(connection.execute(query).scalars())
            found |= {each.claim.id: each for each in _by_number(connection, numbers)}
    return found


def reports_by_id(store: Store, ids: Iterable[str], as_of: str | None = None) -> dict[str, Held]:
    """Report id → the report in its last version by ``as_of``; those that are not there are missing."""
    wanted = sorted(set(ids))
    found: dict[str, Held] = {}
    with store.reading() as connection:
        for start in range(0, len(wanted), _AT_ONCE):
            query = (
                select(reports)
                .where(reports.c.id.in_(wanted[start : start + _AT_ONCE]), *_out(as_of))
                .order_by(reports.c.reported_at, reports.c.number)
            )
            for row in connection.execute(query).mappings():
                found[row["id"]] = held_of(row)
    return found


def coded_by_id(store: Store, report_id: str, as_of: str | None = None) -> CodedReport | None:
    """One report in its last version by ``as_of`` with its claims as they were read and the notes of its reading."""
    home = reports_by_id(store, [report_id], as_of).get(report_id)
    if home is None:
        return None
    with store.reading() as connection:
        mine = (claims.c.report == home.number, claims.c.retired.is_(None))
        query = select(claims).where(*mine).order_by(claims.c.position, claims.c.number)
        told = claims_of(connection, connection.execute(query).mappings().all())
        last = (
            select(readings.c.notes)
            .where(readings.c.report == home.number)
            .order_by(readings.c.number.desc())
            .limit(1)
        )
        notes = json.loads(connection.execute(last).scalar() or "[]")
        return CodedReport(home.report, tuple(told), tuple(notes))


def reports_page(
    store: Store, filters: Filters = ALL, start: int = 0, count: int = 50, *, newest_first: bool = True
) -> tuple[int, list[Held]]:
    """How many reports pass, and ``count`` of them from the ``start``-th on, the newest first, else as they came."""
    with store.reading() as connection:
        conditions = list(report_conditions(filters))
        if filters.text:
            conditions.append(has_words(connection, "report", filters.text))
        total = connection.execute(select(func.count()).select_from(reports).where(*conditions)).scalar_one()
        newest = (reports.c.reported_at.desc(), reports.c.number.desc())
        order = newest if newest_first else (reports.c.number,)
        query = select(reports).where(*conditions).order_by(*order).limit(count).offset(start)
        return total, [held_of(row) for row in connection.execute(query).mappings()]


def claim_counts(store: Store, numbers: Collection[int]) -> Mapping[int, int]:
    """Report number → how many claims were read in it."""
    query = (
        select(claims.c.report, func.count())
        .where(claims.c.report.in_(numbers), claims.c.retired.is_(None))
        .group_by(claims.c.report)
    )
    with store.reading() as connection:
        return {row[0]: row[1] for row in connection.execute(query)}


def days(store: Store) -> tuple[str, ...]:
    """The days on which reports came out, in order."""
    query = select(reports.c.published).where(reports.c.published.is_not(None)).distinct()
    with store.reading() as connection:
        return tuple(sorted(day for day in connection.execute(query).scalars() if day))


def mark(store: Store) -> tuple[object, ...]:
    """Differs whenever reports, readings or decisions were added: the last of each, with what tells it from others."""
    lasts = [
        select(table.c.number, told).order_by(table.c.number.desc()).limit(1)
        for table, told in (
            (reports, reports.c.sha256), (readings, readings.c.read_at), (decisions, decisions.c.id),
        )
    ]  # fmt: skip
    query = union_all(*(select(last.subquery()) for last in lasts))
    with store.reading() as connection:
        return tuple(value for row in connection.execute(query) for value in row)


def _passing(connection: Connection, filters: Filters, only: Only) -> Select[Any]:
    """The numbers of the claims that pass. Which versions are the current ones is asked once, not for each claim."""
    current = select(reports.c.number).where(*report_conditions(filters))
    conditions = [claims.c.report.in_(current), *own_conditions(connection, filters)]
    if only.among is not None:
        conditions.append(claims.c.id.in_(only.among))
    if only.without:
        conditions.append(claims.c.id.not_in(only.without))
    return select(claims.c.number).where(*conditions)


def _out(as_of: str | None) -> list[ColumnElement[bool]]:
    return [reports.c.reported_at <= until(as_of)] if as_of else []


def _by_number(connection: Connection, numbers: Sequence[int]) -> list[Said]:
    """The claims of these rows, in this order."""
    query = (
        select(claims, readings.c.model)
        .join(readings, readings.c.number == claims.c.reading)
        .where(claims.c.number.in_(numbers))
    )
    rows = connection.execute(query).mappings().all()
    homes = homes_of(connection, {row["report"] for row in rows})
    found = {
        row["number"]: Said(claim, homes[row["report"]], row["model"])
        for row, claim in zip(rows, claims_of(connection, rows), strict=True)
    }
    return [found[number] for number in numbers]


def size(store: Store) -> int:
    """About how many claims the record holds, retired ones too."""
    with store.reading() as connection:
        return connection.execute(select(func.max(claims.c.number))).scalar() or 0


def lasts(store: Store) -> tuple[int, int]:
    """The last numbers of reports and of decisions, 0 where there are none."""
    query = select(
        select(func.max(reports.c.number)).scalar_subquery(),
        select(func.max(decisions.c.number)).scalar_subquery(),
    )
    with store.reading() as connection:
        row = connection.execute(query).one()
    return row[0] or 0, row[1] or 0


def reports_since(store: Store, number: int, most: int) -> tuple[int, list[str]]:
    """How many reports came after the one of this number, and the ids of the last ``most``, the newest first."""
    return _since(store, reports, number, most)


def decisions_since(store: Store, number: int, most: int) -> tuple[int, list[str]]:
    """How many decisions were taken after the one of this number, and the ids of the last ``most``."""
    return _since(store, decisions, number, most)


def _since(store: Store, table: Table, number: int, most: int) -> tuple[int, list[str]]:
    after = table.c.number > number
    query = select(table.c.id).where(after).order_by(table.c.number.desc()).limit(most)
    with store.reading() as connection:
        count = connection.execute(select(func.count()).select_from(table).where(after)).scalar_one()
        return count, list(connection.execute(query).scalars())
