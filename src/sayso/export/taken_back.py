"""Edited exports back to decisions: what each row, as people left it, says of its claim."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from sayso.core.claim import Claim
from sayso.core.decided import correct
from sayso.core.errors import FormatError, InputError, MissingExtra
from sayso.export.cells import harmless, plain, row_of
from sayso.export.gather import STATES, Item
from sayso.export.label_studio import SLOTS
from sayso.export.redact import withheld

_WORDS: Final = ("kind", "stance", "actor", "target", "when")
_PLACE: Final = {"place": "name", "country": "country", "lat": "lat", "lon": "lon"}
_FIGURE: Final = ("measure", "low", "high", "of", "scope", "as_of")
_EDITABLE: Final = (*_WORDS, "claimants", *_PLACE, *_FIGURE)
_ZIP: Final = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Edited:
    """One row as it came back: where it stands ("row 12"), its claim's id, the decision in a word, its cells."""

    where: str
    claim: str
    decision: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """A decision that a row asks for: where it stands, confirm, correct or reject, of which claim, slot and value."""

    where: str
    verb: str
    claim: str
    slot: str | None = None
    value: str | None = None


def read(path: Path) -> list[Edited]:
    """The rows of an edited ``csv``, ``xlsx`` or ``labelstudio`` export. Raises InputError where it is none."""
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
    try:
        first = text.split("\n", 1)[0]
        parted = max(",;\t", key=first.count)  # spreadsheets write what their country uses
        return list(
            _rows(path, list(csv.reader(io.StringIO(text, newline=""), delimiter=parted, strict=True)))
        )
    except csv.Error as error:
        raise InputError(f"{path} is no table of comma-separated values: {error}.") from None


def changes(edited: Sequence[Edited], items: Mapping[str, Item]) -> tuple[list[Change], list[str]]:
    """What the rows ask for beyond what stands already, and what is wrong, each with its row. ``items`` by claim id."""
    found: list[Change] = []
    wrong: list[str] = []
    seen: dict[str, str] = {}
    for row in edited:
        try:
            if row.claim in seen:
                raise FormatError(f"claim {row.claim} stands in {seen[row.claim]} already")
            seen[row.claim] = row.where
            if row.claim not in items:
                raise FormatError(f"the record holds no claim {row.claim!r}")
            found += _changes(row, items[row.claim])
        except FormatError as error:
            wrong.append(f"{row.where}: {str(error).rstrip('.')}")
    return found, wrong


def _changes(row: Edited, item: Item) -> list[Change]:
    word = row.decision.strip().lower()
    if word not in {"", *STATES.values()}:
        raise FormatError(f"{row.decision!r} is no decision; write confirmed, corrected, rejected or nothing")
    # What stands as the reader read it was not touched: a table from before another's correction takes nothing back.
    now, read_then = row_of(item), row_of(replace(item, claim=item.said.claim))
    new: dict[str, str] = {}
    for column in _EDITABLE:
        cell = row.cells.get(column)
        if (
            cell is not None
            and not withheld(cell)
            and _key(cell) not in {_key(_cell(r[column])) for r in (now, read_then)}
        ):
            new[column] = cell
    if not new:
        if word == "corrected" and item.state != "corrected":
            raise FormatError("it says corrected, and nothing in it is changed")
        if word in {"", item.state}:
            return []
        return [
            Change(row.where, {"confirmed": "confirm", "rejected": "reject"}.get(word, "correct"), row.claim)
        ]
    if word == "rejected":
        raise FormatError(f"it says rejected, and {', '.join(new)} is changed too; do one of both")
    found = [Change(row.where, "correct", row.claim, s, v) for s, v in _corrections(item.claim, new)]
    after = item.claim
    for each in found:
        after = correct(after, each.slot or "", each.value)
    return found


def _cell(value: object) -> str:
    return "" if value is None else str(harmless(value)).replace("\r\n", "\n").strip()


def _key(cell: str) -> str | float:
    """A number by its value: spreadsheets write 48.0 as 48."""
    try:
        return float(cell)
    except ValueError:
        return plain(cell)


def _corrections(claim: Claim, new: Mapping[str, str]) -> Iterator[tuple[str, str | None]]:
    """Each slot that changes, with its new value as a correction takes it."""
    given = {column: plain(cell) for column, cell in new.items()}
    for slot in _WORDS:
        if slot in given:
            yield slot, given[slot] or None
    if "claimants" in given:
        names = [name.strip() for name in given["claimants"].split(" < ") if name.strip()]
        yield "says", json.dumps(names, ensure_ascii=False) if names else None
    if place := {field: given[column] for column, field in _PLACE.items() if column in given}:
        yield "place", _place(claim, place)
    if figure := {name: given[name] for name in _FIGURE if name in given}:
        known: dict[str, Any] = {
            n: _whole(n, v) if n in {"low", "high"} else v or None for n, v in figure.items()
        }
        low, high = (known.get(n, getattr(claim.figure, n, None)) for n in ("low", "high"))
        yield "figure", json.dumps(known | ({"form": "exact"} if low is not None and low == high else {}))


def _place(claim: Claim, given: Mapping[str, str]) -> str | None:
    if given.get("name") == "":
        return None
    known: dict[str, Any] = {f: _real(f, v) if f in {"lat", "lon"} else v or None for f, v in given.items()}
    old = claim.place
    if "name" not in known:  # another point for the same name keeps the rest
        if old is None:
            raise FormatError("a place needs a name")
        kept = ("name", "country", "admin1", "lat", "lon", "precision", "relation")
        known = {field: getattr(old, field) for field in kept} | known
    return json.dumps(known, ensure_ascii=False)


def _whole(name: str, cell: str) -> int | None:
    digits = cell.replace(",", "").removesuffix(".0")
    if cell and not digits.isdecimal():
        raise FormatError(f"{name} is {cell!r}, which is no whole number")
    return int(digits) if cell else None


def _real(name: str, cell: str) -> float | None:
    most = 90 if name == "lat" else 180
    try:
        number = float(cell) if cell else None
    except ValueError:
        number = 999.0
    if number is not None and not abs(number) <= most:
        raise FormatError(f"{name} is {cell!r}, which is no number of degrees up to {most}")
    return number


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
