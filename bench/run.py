"""Prints one table of all measurements and writes it to ``bench/results.json``: ``python -m bench.run [--quick]``.

Every row has a name, a value, how many cases it rests on, the hash of its data and the seconds it took.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from bench.cases import ROOT, absent

Row = dict[str, Any]
RESULTS = ROOT / "bench" / "results.json"
PARTS: Final = (
    "labelled",
    "claims",
    "intake",
    "when",
    "where",
    "howmany",
    "who",
    "reader",
    "muc",
    "reconcile",
    "scale",
    "desk",
    "speed",
    "firstpass",
    "batch",
)
"""Modules of the bench with a function ``rows()``; one that is not there yet is passed over."""


def main() -> int:
    """Measure, print and write; gives back 0, also where the labelled data are absent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--only", choices=PARTS, action="append", help="measure this part alone (may be repeated)"
    )
    options = parser.parse_args()
    if message := absent():
        print(message)
        return 0
    parts = options.only or PARTS
    before = read(RESULTS) if options.only else []
    rows: list[Row] = []
    for part in parts:
        for row in _measure(part):
            rows.append(row)
            print(line(row), flush=True)
        write(merged(before, rows), RESULTS)
    return 0


def _measure(part: str) -> Iterator[Row]:
    """The rows of one part. A part that breaks is told of and does not stop the others."""
    try:
        module = importlib.import_module(f"bench.{part}")
    except ModuleNotFoundError as error:
        if error.name != f"bench.{part}":
            print(f"{part}: not measured, {error}.", file=sys.stderr)
        return
    rows: Callable[[], list[Row]] = module.rows
    start = time.perf_counter()
    try:
        found = rows()
    except (OSError, ValueError, RuntimeError, ImportError) as error:
        print(f"{part}: not measured ({type(error).__name__}: {error}).", file=sys.stderr)
        return
    for row in found:
        shown = {"seconds": round((time.perf_counter() - start) / max(1, len(found)), 2), **row}
        shown.setdefault("hash", shown.pop("data", "-"))
        yield shown


def line(row: Row) -> str:
    """One row as it is printed."""
    value = f"{row['value']:.1f}" if isinstance(row["value"], float) else str(row["value"])
    data = f"n={row.get('n', ''):<7} data {row.get('hash', '-'):<12}"
    return f"{row['name']:<62} {value:>7}   {data} {row['seconds']:>6.1f} s"


def read(path: Path) -> list[Row]:
    """Rows written before, or none."""
    return list(json.loads(path.read_text("utf-8"))) if path.exists() else []


def merged(old: list[Row], new: list[Row]) -> list[Row]:
    """The old rows with those measured anew in their places, further ones at the end."""
    fresh = {row["name"]: row for row in new}
    return [fresh.pop(row["name"], row) for row in old] + list(fresh.values())


def write(rows: list[Row], path: Path) -> None:
    """One row a line, so that a change shows as a small difference."""
    path.write_text(
        "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n", "utf-8"
    )


if __name__ == "__main__":
    sys.exit(main())
