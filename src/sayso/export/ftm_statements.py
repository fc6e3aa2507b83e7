"""``ftm-statements``: FollowTheMoney statements as CSV, a row a value, each with the report that it comes from."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from sayso.export.ftm import Entity, entities, language
from sayso.export.gather import Bundle, Item

DATASET = "sayso"


def lines(bundle: Bundle) -> Iterator[str]:
    """A heading and a row a value, ids and columns as the ``followthemoney`` package makes them: ``dataset`` is sayso,
    ``origin`` the report, ``first_seen`` the moment at which the record took it in."""
    from followthemoney.statement.serialize import CSV_COLUMNS

    yield _row(CSV_COLUMNS)
    for item, entity in entities(bundle):
        yield from _statements(item, entity, CSV_COLUMNS)


def _statements(item: Item, entity: Entity, columns: list[str]) -> Iterator[str]:
    from followthemoney.statement import Statement

    known = {
        "entity_id": entity["id"], "schema": entity["schema"], "dataset": DATASET, "origin": item.report.id,
        "first_seen": item.said.held.added_at,
    }  # fmt: skip
    values = [(name, value) for name, found in entity["properties"].items() for value in found]
    for prop, value in [(Statement.BASE, entity["id"]), *values]:
        found = Statement(prop=prop, value=value, lang=language(item), **known).to_csv_row()
        yield _row([found[c] for c in columns])


def _row(cells: list[str] | list[str | None]) -> str:
    out = io.StringIO()
    csv.writer(out, dialect=csv.unix_dialect).writerow(cells)
    return out.getvalue()
