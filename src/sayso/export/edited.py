"""Edited exports as they came back: a table, a workbook, JSON lines or Label Studio's tasks, each as rows of cells."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sayso.core.errors import InputError, MissingExtra
from sayso.export.label_studio import SLOTS

_ZIP: Final = b"PK\x03\x04"
_LINE: Final = ("kind", "stance", "decision")
_FIGURE: Final = ("measure", "low", "high", "of", "scope", "as_of")


@dataclass(frozen=True, slots=True)
class Edited:
    """One row as it came back: where it stands ("row 12"), its claim's id, the decision in a word, its cells."""

    where: str
    claim: str
    decision: str
    cells: Mapping[str, str]


def read(path: Path) -> list[Edited]:
    """The rows of an edited ``csv``, ``xlsx``, ``jsonl`` or ``labelstudio`` export. Raises InputError where it is
    none."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}.") from None
    if data.startswith(_ZIP):
        return list(_rows(path, _workbook(path, data)))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is no UTF-8 at byte {error.start}; save it as 'CSV UTF-8'.") from None
    if text.lstrip().startswith("["):
        return list(_tasks(path, text))
    if text.lstrip().startswith("{"):
        return list(_lines(path, text))
    try:
        first = text.split("\n", 1)[0]
        parted = max(",;\t", key=first.count)  # spreadsheets write what their country uses
        return list(
            _rows(path, list(csv.reader(io.StringIO(text, newline=""), delimiter=parted, strict=True)))
        )
    except csv.Error as error:
        raise InputError(f"{path} is no table of comma-separated values: {error}.") from None


def _rows(path: Path, rows: Sequence[Sequence[str]]) -> Iterator[Edited]:
    heading = [cell.strip() for cell in rows[0]] if rows else []
    if "claim" not in heading or "decision" not in heading:
        raise InputError(
            f"{path} has no columns 'claim' and 'decision' in its first row; is it an export as csv?"
        )
    for number, row in enumerate(rows[1:], 2):
        cells = dict(zip(heading, (c.replace("\r\n", "\n").strip() for c in row), strict=False))
        if any(cells.values()):
            yield Edited(f"row {number}", cells.get("claim", ""), cells.get("decision", ""), cells)


def _workbook(path: Path, data: bytes) -> list[list[str]]:
    try:
        from openpyxl import load_workbook
    except ModuleNotFoundError:
        raise MissingExtra("A workbook needs the package openpyxl: pip install 'sayso[export]'.") from None
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book["claims"] if "claims" in book.sheetnames else book.worksheets[0]
        return [[_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    except Exception as error:  # openpyxl raises what its zip and XML readers raise
        raise InputError(f"{path} is no workbook that can be read: {error}.") from None


def _text(cell: object) -> str:
    if hasattr(cell, "isoformat"):
        return str(cell.isoformat())[:10]  # a day that the spreadsheet took for one
    return "" if cell is None else str(cell)


def _lines(path: Path, text: str) -> Iterator[Edited]:
    """Each line as its cells: those that a table of the same claim has."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            cells = {name: _text(row.get(name)) for name in _LINE if name in row}
            cells |= _slots(row)
            yield Edited(f"line {number}", str(row["id"]), cells.get("decision", ""), cells)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InputError(
                f"{path}, line {number}, is no claim of an export as jsonl: {error}; nothing is changed."
            ) from None


def _slots(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The slots that the line has, also empty ones; what it lacks was not touched."""
    for slot, field in (("actor", "name"), ("target", "name"), ("when", "value")):
        if slot in row:
            yield slot, _text((row[slot] or {}).get(field))
    if "place" in row:
        place = row["place"] or {}
        yield from (
            ("place" if f == "name" else f, _text(place.get(f))) for f in ("name", "country", "lat", "lon")
        )
    if row.get("figure"):
        yield from ((name, _text(row["figure"].get(name))) for name in _FIGURE)
    if "says" in row:
        yield "claimants", " < ".join(_text(who.get("name")) for who in row["says"])


def _tasks(path: Path, text: str) -> Iterator[Edited]:
    """Each claim's region in the first annotation of each task that somebody submitted."""
    try:
        tasks = json.loads(text)
        for number, task in enumerate(tasks, 1):
            done = [a for a in task.get("annotations", ()) if not a.get("was_cancelled")]
            if done:
                yield from _regions(f"task {number}", done[-1]["result"])
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise InputError(f"{path} is no export of Label Studio in its JSON form: {error!r}.") from None


def _regions(task: str, result: Sequence[Mapping[str, Any]]) -> Iterator[Edited]:
    claims: dict[str, dict[str, str]] = {}
    take: Callable[[Mapping[str, Any]], str] = lambda part: str(part["value"][part["type"]][0])  # noqa: E731
    for part in result:
        name = str(part.get("id", ""))
        if part.get("from_name") in {"kind", "stance", "decision"} and not name.endswith(SLOTS):
            claims.setdefault(name, {})[part["from_name"]] = take(part)
    for name, cells in claims.items():
        yield Edited(f"{task}, region {name}", name, cells.get("decision", ""), cells)
