"""``parquet``: one row a claim, typed and nested, for pandas, polars, DuckDB and Arrow."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any, Final

from sayso.export.gather import Bundle
from sayso.export.json_lines import to_json

_AT_ONCE: Final = 5_000


def write(bundle: Bundle, path: Path) -> None:
    """Write the table in row groups of 5,000. Days stay text in ISO form: one may be a month or interval."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = _schema()
    with pq.ParquetWriter(path, schema, compression="zstd") as out:
        rows = iter(bundle.items)
        while some := list(islice(rows, _AT_ONCE)):
            out.write_table(pa.Table.from_pylist(list(map(to_json, some)), schema=schema))


def _schema() -> Any:
    """The columns: each slot is a struct with its words, its offsets and its fields."""
    import pyarrow as pa

    text, whole, real = pa.string(), pa.int64(), pa.float64()
    words = [("text", text), ("start", whole), ("end", whole)]
    who = pa.struct([
        *words, ("name", text), ("type", text), ("country", text), ("sector", text), ("key", text),
        ("candidates", pa.list_(text)),
    ])  # fmt: skip
    place = pa.struct([
        *words, ("name", text), ("country", text), ("admin1", text), ("lat", real), ("lon", real),
        ("geonameid", whole), ("precision", text), ("relation", text), ("basis", text), ("score", real),
    ])  # fmt: skip
    figure = pa.struct([
        *words, ("low", whole), ("high", whole), ("measure", text), ("of", text), ("scope", text), ("as_of", text),
        ("form", text), ("part_of", text), ("additive", pa.bool_()),
        ("of_text", text), ("of_start", whole), ("of_end", whole),
    ])  # fmt: skip
    names = (
        "id", "title", "published", "updated", "publisher", "byline", "agency", "notice", "url", "language",
        "reported_at", "added_at", "source",
    )  # fmt: skip
    return pa.schema([
        ("report", pa.struct([(n, text) for n in names])), ("id", text), ("kind", text), ("quote", pa.struct(words)),
        ("trigger", pa.struct(words)), ("actor", who), ("target", who), ("place", place),
        ("when", pa.struct([*words, ("value", text), ("precision", text), ("basis", text)])), ("figure", figure),
        ("says", pa.list_(who)), ("stance", text), ("score", real), ("evidence", pa.list_(pa.struct(words))),
        ("decision", text), ("model", text),
    ])  # fmt: skip
