"""Edited exports back to decisions: what each row, as people left it, says of its claim."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sayso.core.claim import Claim
from sayso.core.decided import correct
from sayso.core.errors import FormatError
from sayso.core.when import day_range
from sayso.export.cells import harmless, plain, row_of
from sayso.export.edited import Edited
from sayso.export.gather import STATES, Item
from sayso.export.redact import withheld

_WORDS: Final = ("kind", "stance", "actor", "target", "when")
_PLACE: Final = {"place": "name", "country": "country", "lat": "lat", "lon": "lon"}
_FIGURE: Final = ("measure", "low", "high", "of", "scope", "as_of")
_EDITABLE: Final = (*_WORDS, "claimants", *_PLACE, *_FIGURE)
_COLUMNS: Final = {"says": ("claimants",), "place": (*_PLACE,), "figure": _FIGURE}
"""The columns in which a slot stands; the other slots stand in one of their own name."""
_DAYS: Final = frozenset({"when", "as_of"})
_DAY: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d\d)$")
_MONTH: Final = re.compile(r"([A-Za-z]{3})[- ](\d{4}|\d\d)$")


@dataclass(frozen=True, slots=True)
class Change:
    """A decision that a row asks for: where it stands, confirm, correct or reject, of which claim, slot and value.

    ``was`` and ``becomes``: in words what stood there and what will, for a correction; ``quote``: the claim's words.
    """

    where: str
    verb: str
    claim: str
    slot: str | None = None
    value: str | None = None
    was: str = ""
    becomes: str = ""
    quote: str = ""


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
        if cell is None or withheld(cell):
            continue
        known = {_key(_cell(r[column])) for r in (now, read_then)}
        rewritten = column in _DAYS and any(_same_day(cell, str(k)) for k in known)
        if _key(cell) not in known and not rewritten:
            new[column] = cell
    if not new:
        if word == "corrected" and item.state != "corrected":
            raise FormatError("it says corrected, and nothing in it is changed")
        if word in {"", item.state}:
            return []
        verb = {"confirmed": "confirm", "rejected": "reject"}.get(word, "correct")
        return [Change(row.where, verb, row.claim, quote=item.claim.quote.text)]
    if word == "rejected":
        raise FormatError(f"it says rejected, and {', '.join(new)} is changed too; do one of both")
    found = []
    after = item.claim
    for slot, value in _corrections(item.claim, new):
        after = correct(after, slot, value)
        was, becomes = (_words(row_of(replace(item, claim=c)), slot, new) for c in (item.claim, after))
        found.append(
            Change(row.where, "correct", row.claim, slot, value, was, becomes, item.claim.quote.text)
        )
    return found


def _words(row: Mapping[str, object], slot: str, new: Mapping[str, str]) -> str:
    """The columns of a slot that change, as they stand in the row."""
    changed = [c for c in _COLUMNS.get(slot, (slot,)) if c in new]
    if len(changed) == 1:
        return _cell(row[changed[0]])
    return ", ".join(f"{c} {_cell(row[c]) or '-'}" for c in changed)


def _same_day(cell: str, iso: str) -> bool:
    """True for a day or month as a spreadsheet writes it on its own (06/01/2022, Jan-22), whichever comes first."""
    try:
        first, last = day_range(iso)
    except FormatError:
        return False
    if (day := _DAY.match(cell)) and first == last:
        year = first.year if len(day[3]) == 4 else first.year % 100
        return int(day[3]) == year and {int(day[1]), int(day[2])} == {first.month, first.day}
    month = _MONTH.match(cell)
    if month is None or len(iso) != len("2022-01"):
        return False
    return month[1].title() == dt.date.strftime(first, "%b") and first.year % 100 == int(month[2]) % 100


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
