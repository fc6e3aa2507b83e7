"""Claims in pieces, for whoever goes through all of a large record: memory does not grow with its size."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sqlalchemy import select

from sayso.record.open import Store
from sayso.record.read import ALL, Said, claims_of, homes_of
from sayso.record.schema import claims, readings, reports
from sayso.record.search import Filters, claim_conditions

_AT_ONCE: Final = 500


def saying(store: Store, filters: Filters = ALL) -> Iterator[Said]:
    """As `sayso.record.read.said`, 500 claims at a time, all as the record was when the first was asked for."""
    with store.reading() as connection:
        passing = (
            select(claims.c.number)
            .join(reports, reports.c.number == claims.c.report)
            .where(*claim_conditions(connection, filters))
            .order_by(claims.c.report, claims.c.position, claims.c.number)
        )
        numbers = list(connection.execute(passing).scalars())
        for start in range(0, len(numbers), _AT_ONCE):
            some = numbers[start : start + _AT_ONCE]
            query = (
                select(claims, readings.c.model)
                .join(readings, readings.c.number == claims.c.reading)
                .where(claims.c.number.in_(some))
                .order_by(claims.c.report, claims.c.position, claims.c.number)
            )
            rows = connection.execute(query).mappings().all()
            homes = homes_of(connection, {row["report"] for row in rows})
            for row, claim in zip(rows, claims_of(connection, rows), strict=True):
                yield Said(claim, homes[row["report"]], row["model"])
