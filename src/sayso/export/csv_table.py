"""``csv``: one line a claim, to be read, sorted and decided about in a spreadsheet (``sayso import`` takes it back)."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.export.cells import COLUMNS, row_of, table
from sayso.export.gather import Bundle


def lines(bundle: Bundle) -> Iterator[str]:
    """A heading and a line a claim, rejected ones too (see the column ``decision``)."""
    return table(COLUMNS, (list(row_of(item).values()) for item in bundle.items))
