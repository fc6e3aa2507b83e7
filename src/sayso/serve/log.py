"""The log of the accounts: every sign-in and every change, who, when, from where. It is only ever added to."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import Final

from sayso.serve.accounts import Accounts

_LONGEST: Final = 2000
_COLUMNS: Final = "number, at, who, address, what, about, chain"


@dataclass(frozen=True, slots=True)
class Entry:
    """``at``: ISO moment in UTC. ``chain``: SHA-256 over the entry and the one before it."""

    number: int
    at: str
    who: str
    address: str
    what: str
    about: str
    chain: str


def add(accounts: Accounts, who: str, address: str, what: str, about: str = "") -> None:
    """Append an entry; when this comes back it is on disk."""
    at = dt.datetime.fromtimestamp(accounts.clock(), dt.UTC).isoformat(timespec="milliseconds")
    with accounts.writing() as file:
        last = file.execute("SELECT number, chain FROM log ORDER BY number DESC LIMIT 1").fetchone() or (
            0,
            "",
        )
        parts = [at, *(_line(text) for text in (who, address, what, about))]
        row = (last[0] + 1, *parts)
        file.execute("INSERT INTO log VALUES (?, ?, ?, ?, ?, ?, ?)", (*row, _chain(last[1], row)))


def entries(accounts: Accounts, *, last: int = 1000, before: int | None = None, who: str = "") -> list[Entry]:
    """The newest ``last`` entries, before one of this number, of one person; the newest stands first."""
    rows = accounts.rows(
        f"SELECT {_COLUMNS} FROM log WHERE (? IS NULL OR number < ?) AND (? = '' OR who = ?)"
        " ORDER BY number DESC LIMIT ?",
        before, before, who, who, last,
    )  # fmt: skip
    return [Entry(*row) for row in rows]  # type: ignore[arg-type]


def broken(accounts: Accounts) -> int | None:
    """The number of the first entry that does not follow from the one before it; None where the log is whole.

    It finds what was changed or cut out of the middle by another program; entries cut off at the end leave no trace.
    """
    chain, expected = "", 1
    for row in accounts.rows(f"SELECT {_COLUMNS} FROM log ORDER BY number"):
        entry = Entry(*row)  # type: ignore[arg-type]
        chain = _chain(chain, tuple(row[:-1]))
        if entry.number != expected or entry.chain != chain:
            return expected
        expected += 1
    return None


def _chain(before: str, row: tuple[object, ...]) -> str:
    return hashlib.sha256(json.dumps([before, *row]).encode()).hexdigest()


def _line(text: str) -> str:
    """On one line, without what a terminal would obey, no longer than it needs to be."""
    return "".join(c if c.isprintable() else " " for c in text)[:_LONGEST]
