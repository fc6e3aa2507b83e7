"""Parquet files to documents: the columns that hold a report's fields, row by row."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final

from sayso.core.coded import Failure
from sayso.core.errors import InputError, MissingExtra, UsageError
from sayso.intake.document import LARGEST, Document

FIELDS: Final = ("text", "id", "title", "published", "publisher", "url")
_AT_ONCE: Final = 256


def columns(given: str) -> dict[str, str]:
    """``text=body,title=headline`` as field → column. Raises UsageError for a field that reports do not have."""
    found: dict[str, str] = {}
    for pair in filter(None, (p.strip() for p in given.split(","))):
        field, equals, column = pair.partition("=")
        if not equals or not column.strip() or field.strip() not in FIELDS:
            raise UsageError(
                f"--columns {pair!r}: write it like text=body,title=headline; fields are {', '.join(FIELDS)}."
            )
        found[field.strip()] = column.strip()
    return found


def rows(stream: BinaryIO, source: str, chosen: Mapping[str, str]) -> Iterator[Document | Failure]:
    """A document for each row, its fields as a JSON line in UTF-8; a row without text is a failure.

    Fields that are not chosen come from columns of their own name, if the table has them. Raises InputError where the
    file is no Parquet or lacks a column, MissingExtra without pyarrow.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ModuleNotFoundError:
        raise MissingExtra("Reading Parquet needs pyarrow: pip install 'sayso[archives]'.") from None
    try:
        with pq.ParquetFile(stream) as table:
            wanted = _wanted(table.schema_arrow.names, chosen)
            number = 0
            for batch in table.iter_batches(_AT_ONCE, columns=list(dict.fromkeys(wanted.values()))):
                for row in batch.to_pylist():
                    number += 1
                    yield _document(source, number, {f: row[c] for f, c in wanted.items()})
    except (pa.ArrowException, OSError) as error:
        raise InputError(f"the Parquet file is damaged or cannot be read ({type(error).__name__}).") from None


def _wanted(names: list[str], chosen: Mapping[str, str]) -> dict[str, str]:
    missing = [c for c in chosen.values() if c not in names]
    wanted = {f: chosen.get(f, f) for f in FIELDS if f in chosen or f in names}
    if missing or "text" not in wanted:
        lacks = ", ".join(missing) or "text"
        raise InputError(
            f"the table has no column {lacks}; it has {', '.join(names[:20])}. Name them: --columns text=COLUMN."
        )
    return wanted


def _document(source: str, number: int, row: Mapping[str, Any]) -> Document | Failure:
    plain = {field: _plain(value) for field, value in row.items() if value is not None}
    data = json.dumps(plain, ensure_ascii=False, default=str).encode("utf-8", "surrogatepass")
    if len(data) > LARGEST:
        return Failure(source, f"row {number}: larger than {LARGEST // 1_000_000} MB.")
    return Document(source, data, "line", line=number)


def _plain(value: Any) -> Any:
    """Days and moments in ISO form, other values as text."""
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value if isinstance(value, str) else str(value)
