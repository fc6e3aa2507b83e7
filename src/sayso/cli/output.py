"""What commands print for other programs: JSON lines and CSV, always in UTF-8."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Mapping, Sequence


def print_json(row: Mapping[str, object]) -> None:
    """One object on one line."""
    _speak_utf8()
    print(json.dumps(row, ensure_ascii=False))


def print_csv(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> None:
    """A heading and a line a row; what a row lacks is left empty."""
    _speak_utf8()
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(columns)
    table.writerows([row.get(column) for column in columns] for row in rows)


def _speak_utf8() -> None:
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A lone surrogate becomes \udXXX, which is JSON's own way to write it.
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
