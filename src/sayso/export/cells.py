"""Cells of tables: rows of claims, and text that no spreadsheet runs as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from sayso.export.coding import anchor
from sayso.export.gather import Item
from sayso.record.flat import COLUMNS as _FLAT
from sayso.record.flat import flat

COLUMNS: Final = ("decision", *_FLAT, "trigger", "byline", "agency", "say_so_words", "say_so_offsets", "link")
"""``decision``: how the claim stands with persons. ``say_so_words`` and ``say_so_offsets``: the words in which each
claimant of the chain is named, in its order, parted by `` < ``. ``link``: the report's address, opened at the words."""

_RUN: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
"""With these a cell begins a formula or a command in spreadsheets (OWASP, CSV injection)."""


def harmless(value: object) -> object:
    """Text that a spreadsheet would run gets an apostrophe before it; numbers and all else stay as they are."""
    return f"'{value}" if isinstance(value, str) and value.lstrip(" ").startswith(_RUN) else value


def plain(cell: str) -> str:
    """Back from `harmless`."""
    return cell[1:] if cell.startswith("'") and cell[1:].lstrip(" ").startswith(_RUN) else cell


def row_of(item: Item) -> dict[str, object]:
    """One claim as it stands, with all of `COLUMNS`; what it lacks is None."""
    claim = item.claim
    row = {"decision": item.state or None, **flat(replace(item.said, claim=claim))}
    spans = [who.span for who in claim.says]
    return row | {
        "trigger": claim.trigger.text,
        "byline": item.report.byline,
        "agency": item.report.agency,
        "say_so_words": " < ".join(s.text for s in spans) or None,
        "say_so_offsets": " < ".join(f"{s.start}-{s.end}" for s in spans) or None,
        "link": anchor(item.report, claim.quote) if item.report.url else None,
    }


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, tab: bool = False) -> Iterator[str]:
    """A heading and a line a row as CSV (RFC 4180, but with bare line ends), or parted by tabs; cells made harmless."""
    yield _line(columns, tab)
    for row in rows:
        yield _line([harmless(cell) for cell in row], tab)


def _line(cells: Sequence[object], tab: bool) -> str:
    out = io.StringIO()
    if tab:  # some readers of TSV know no quotes and only split, others take a cell that begins with one for quoted
        words = (" ".join(str("" if c is None else c).split()) for c in cells)
        out.write("\t".join('"' + w.replace('"', '""') + '"' if w[:1] == '"' else w for w in words) + "\n")
    else:
        csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()
