"""``datasette``: an SQLite database of plain tables with full-text search, and the metadata by which it is shown."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Final

from sayso.export.gather import Bundle
from sayso.export.tables import tables

_WHOLE: Final = frozenset({"low", "high", "best", "start", "end", "chains", "routes", "copies"})
_REAL: Final = frozenset({"score", "lat", "lon"})
_SEARCHED: Final = {
    "claims": ("quote", "claimants", "target", "place", "title"),
    "reports": ("title", "text"),
}
_FACETS: Final = {
    "claims": ["kind", "stance", "measure", "place", "publisher", "decision"],
    "incidents": ["place"],
    "figures": ["measure", "claimant", "status", "grade"],
    "reports": ["publisher", "agency"],
}


def write(bundle: Bundle, path: Path) -> None:
    """Write the database; ``claims.report`` leads to ``reports.id``, whose ``text`` holds each quote at its offsets."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as base, base:
        for name, columns, rows in tables(bundle):
            if name == "reports":
                columns = (*columns, "text")
                rows = [[*row, report.text] for row, report in zip(rows, bundle.reports(), strict=True)]
            _table(base, name, columns, rows)
        for name, columns in _SEARCHED.items():
            listed = ", ".join(columns)
            # The quotes are what Datasette looks for to offer a search.
            base.execute(f'CREATE VIRTUAL TABLE {name}_fts USING fts5({listed}, content="{name}")')
            base.execute(f"INSERT INTO {name}_fts(rowid, {listed}) SELECT rowid, {listed} FROM {name}")


def _table(base: sqlite3.Connection, name: str, columns: Iterable[str], rows: Iterable[list[object]]) -> None:
    # Figures of one claimant may stand in several tolls; claims, reports and incidents have their id once.
    key = {"claims": "claim", "reports": "id", "incidents": "id"}.get(name)
    defined = ", ".join(
        f'"{c}" {"INTEGER" if c in _WHOLE else "REAL" if c in _REAL else "TEXT"}'
        + (" PRIMARY KEY" if c == key else "")
        + (" REFERENCES reports(id)" if name == "claims" and c == "report" else "")
        for c in columns
    )
    base.execute(f"CREATE TABLE {name} ({defined})")
    marks = ", ".join("?" for _ in columns)
    base.executemany(f"INSERT OR IGNORE INTO {name} VALUES ({marks})", rows)


def beside(path: Path) -> dict[str, str]:
    """Datasette's metadata, by the suffix of its file: ``datasette FILE --metadata FILE.metadata.json``. Datasette
    calls the database by the name of its file: whoever renames one file renames it in the other."""
    shown = {name: {"facets": facets} for name, facets in _FACETS.items()}
    labels = {"claims": "quote", "reports": "title"}
    for name, column in labels.items():
        shown[name] |= {"label_column": column}  # type: ignore[dict-item]
    about = {
        "title": "Claims of news reports",
        "description": "What reports say happened, where, when, how many, and on whose say-so.",
        "databases": {path.stem: {"tables": shown}},
    }
    return {".metadata.json": json.dumps(about, indent=2) + "\n"}
