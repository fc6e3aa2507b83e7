"""What a watch remembers between rounds: one small SQLite file beside the record, safe to kill at any moment."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final, Self

from sayso.core.errors import RecordError

_APPLICATION: Final = 0x53415957
"""SQLite's ``application_id`` of such a file: "SAYW" in ASCII."""
_TABLES: Final = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE sources (
    address TEXT PRIMARY KEY, parent TEXT, once INTEGER NOT NULL DEFAULT 0, sort TEXT, etag TEXT,
    last_modified TEXT, due REAL NOT NULL,
    failures INTEGER NOT NULL DEFAULT 0, problem TEXT, polled REAL, ok REAL
) WITHOUT ROWID;
CREATE TABLE seen (source TEXT, mark TEXT, at REAL, PRIMARY KEY (source, mark)) WITHOUT ROWID;
CREATE TABLE articles (
    address TEXT PRIMARY KEY, source TEXT, title TEXT, own BLOB, due REAL, tries INTEGER NOT NULL DEFAULT 0,
    look INTEGER NOT NULL DEFAULT -1, etag TEXT, last_modified TEXT, problem TEXT
);
CREATE INDEX articles_due ON articles (due) WHERE due IS NOT NULL;
CREATE TABLE hosts (host TEXT PRIMARY KEY, until REAL) WITHOUT ROWID;
CREATE TABLE files (path TEXT PRIMARY KEY, stamp TEXT, problem TEXT) WITHOUT ROWID;
CREATE TABLE known (report TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE told (rule TEXT, mark TEXT, PRIMARY KEY (rule, mark)) WITHOUT ROWID;
CREATE TABLE alerts (number INTEGER PRIMARY KEY, id TEXT UNIQUE, rule TEXT, at REAL, body TEXT);
CREATE TABLE outbox (
    alert TEXT, sink TEXT, tries INTEGER NOT NULL DEFAULT 0, due REAL NOT NULL, problem TEXT,
    PRIMARY KEY (alert, sink)
) WITHOUT ROWID;
"""
_LATER: Final = (
    "CREATE TABLE IF NOT EXISTS robots (origin TEXT PRIMARY KEY, said TEXT, until REAL) WITHOUT ROWID;"
)
"""What a state made by an earlier version lacks."""

NEVER: Final = 1e18
"""The due moment of what is only looked at when something else says so."""


class State:
    """The file, held by one process at a time. Close it, or use it in a ``with`` statement."""

    def __init__(self, path: Path, connection: sqlite3.Connection, lock: IO[str] | None) -> None:
        self.path = path
        self._connection = connection
        self._lock = lock

    @classmethod
    def open(cls, path: Path, *, alone: bool = True) -> Self:
        """The state in this file, which is made if it is missing. ``alone``: to write; only one may at a time.

        Raises RecordError where the file is another program's, or another watch has it.
        """
        if not path.absolute().parent.is_dir():
            raise RecordError(f"The state {path} cannot be kept: there is no folder {path.parent}.")
        made = cls(path, sqlite3.connect(path, timeout=30, isolation_level=None), None)
        try:
            made._lock = _locked(path) if alone else None
            made._bring_up()
        except sqlite3.DatabaseError as error:
            made.close()
            raise RecordError(
                f"The state of the watch {path} cannot be used ({error}); name another with --state."
            ) from None
        except BaseException:
            made.close()
            raise
        return made

    def _bring_up(self) -> None:
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        if self.rows("SELECT name FROM sqlite_master LIMIT 1"):
            if self.rows("PRAGMA application_id")[0][0] != _APPLICATION:
                raise RecordError(f"{self.path} is no state of a watch; name another file with --state.")
            self._connection.execute(_LATER)
            return
        self._connection.executescript(
            f"BEGIN IMMEDIATE; {_TABLES} {_LATER}"
            f"PRAGMA application_id = {_APPLICATION}; PRAGMA user_version = 1; COMMIT;"
        )

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All that is run within is kept together, or not at all."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def rows(self, query: str, *values: object) -> list[sqlite3.Row]:
        """What a query gives."""
        return self._connection.execute(query, values).fetchall()

    def run(self, statement: str, *values: object) -> int:
        """Run a statement; gives back how many rows it touched."""
        return self._connection.execute(statement, values).rowcount

    def run_all(self, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Run a statement for each of the rows."""
        self._connection.executemany(statement, rows)

    def get(self, key: str) -> str | None:
        """A single value that was kept."""
        found = self.rows("SELECT value FROM about WHERE key = ?", key)
        return str(found[0][0]) if found else None

    def put(self, key: str, value: str) -> None:
        """Keep a single value."""
        self.run(
            "INSERT INTO about VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", key, value
        )

    def close(self) -> None:
        """Give the file back to others."""
        self._connection.close()
        if self._lock is not None:
            self._lock.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _locked(path: Path) -> IO[str]:
    """A lock that the system takes back when the process ends, however it ends."""
    lock = path.with_name(f"{path.name}.lock").open("w")
    try:
        import fcntl

        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except ModuleNotFoundError:  # not a POSIX system: two watches are then not kept apart
        pass
    except OSError:
        lock.close()
        raise RecordError(
            f"Another 'sayso watch' is at work with {path}; end it first, or give this one --state."
        ) from None
    return lock
