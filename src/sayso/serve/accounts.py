"""Accounts, in a small SQLite file of their own: names, roles, hashed passwords. `sessions` and `log` stand on it."""

from __future__ import annotations

import os
import re
import sqlite3
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Final, Self

from sayso.core.errors import RecordError, UsageError
from sayso.serve.passwords import Passwords
from sayso.serve.person import ROLES

ENDING: Final = ".accounts"
_APPLICATION_ID: Final = 0x53415941  # "SAYA" in ASCII
_NAME: Final = re.compile(r"[^\W_](?:[\w .@'’-]{0,38}[\w.])?")
_TABLES: Final = """
CREATE TABLE accounts (
    name TEXT PRIMARY KEY, folded TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL CHECK (role IN ('reader', 'reviewer', 'admin')),
    password TEXT NOT NULL, made_at REAL NOT NULL
) STRICT;
CREATE TABLE sessions (
    hash TEXT PRIMARY KEY, name TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
    made_at REAL NOT NULL, seen_at REAL NOT NULL, address TEXT NOT NULL
) STRICT;
CREATE TABLE tokens (
    id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, name TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('reader', 'reviewer', 'admin')), label TEXT NOT NULL,
    made_at REAL NOT NULL, ends_at REAL NOT NULL, used_at REAL, revoked_at REAL
) STRICT;
CREATE TABLE log (
    number INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, address TEXT NOT NULL, what TEXT NOT NULL,
    about TEXT NOT NULL, chain TEXT NOT NULL
) STRICT;
CREATE TRIGGER log_is_not_changed BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
CREATE TRIGGER log_is_not_cut BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
"""


@dataclass(frozen=True, slots=True)
class Account:
    """An account without its password. ``made_at``: seconds since 1970, UTC."""

    name: str
    role: str
    made_at: float


class Accounts:
    """The open file. ``clock`` gives the seconds since 1970."""

    def __init__(
        self,
        path: Path,
        *,
        make: bool = False,
        clock: Callable[[], float] = time.time,
        passwords: Passwords | None = None,
    ) -> None:
        """Raises RecordError where the file is missing (unless ``make``) or no file of accounts."""
        self.path = path
        self.clock = clock
        self.passwords = passwords or Passwords()
        self._lock = Lock()
        try:
            self._connection = _connect(path, make)
        except (sqlite3.Error, OSError) as error:
            raise RecordError(f"The accounts {path} cannot be opened ({error}).") from None

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that is kept as a whole or not at all. Raises RecordError where the file cannot be used."""
        try:
            with self._lock:
                self._connection.execute("BEGIN IMMEDIATE")
                try:
                    yield self._connection
                except BaseException:
                    self._connection.rollback()
                    raise
                self._connection.commit()
        except sqlite3.Error as error:
            raise RecordError(f"The accounts {self.path} could not be used: {error}.") from None

    def rows(self, statement: str, *values: object) -> list[tuple[str, ...]]:
        """What a statement that only reads gives back."""
        try:
            with self._lock:
                return self._connection.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise RecordError(f"The accounts {self.path} could not be used: {error}.") from None

    def all(self) -> list[Account]:
        """The accounts, by name."""
        rows = self.rows("SELECT name, role, made_at FROM accounts ORDER BY folded")
        return [Account(name, role, float(made_at)) for name, role, made_at in rows]

    def find(self, name: str) -> Account:
        """The account of this name, however it is capitalised. Raises UsageError where there is none."""
        rows = self.rows("SELECT name, role, made_at FROM accounts WHERE folded = ?", folded(name))
        if not rows:
            raise UsageError(f"There is no account {_shown(name)}.")
        return Account(rows[0][0], rows[0][1], float(rows[0][2]))

    def add(self, name: str, role: str, password: str) -> Account:
        """Make an account. Raises UsageError for a name that cannot be, is taken, or a password too easily guessed."""
        if not _NAME.fullmatch(name):
            raise UsageError(
                f"{_shown(name)} cannot be a name: up to 40 letters, digits, spaces and . _ @ ' -, a letter first."
            )
        _known(role)
        hashed = self.passwords.hash(name, password)
        with self.writing() as file:
            if file.execute("SELECT 1 FROM accounts WHERE folded = ?", (folded(name),)).fetchone():
                raise UsageError(f"There is an account {_shown(name)} already.")
            file.execute(
                "INSERT INTO accounts VALUES (?, ?, ?, ?, ?)",
                (name, folded(name), role, hashed, self.clock()),
            )
        return self.find(name)

    def set_role(self, name: str, role: str) -> Account:
        """Give another role, at once for open sessions and tokens too. Raises UsageError for the last admin."""
        _known(role)
        held = self.find(name)
        with self.writing() as file:
            if role != "admin":
                _keep_an_admin(file, held.name)
            file.execute("UPDATE accounts SET role = ? WHERE name = ?", (role, held.name))
        return self.find(name)

    def set_password(self, name: str, password: str, *, keep: str = "") -> None:
        """Give another password and end all sessions but the one whose hash is ``keep``. Raises UsageError."""
        held = self.find(name)
        hashed = self.passwords.hash(held.name, password)
        with self.writing() as file:
            file.execute("UPDATE accounts SET password = ? WHERE name = ?", (hashed, held.name))
            file.execute("DELETE FROM sessions WHERE name = ? AND hash <> ?", (held.name, keep))

    def remove(self, name: str) -> Account:
        """Remove an account, its sessions and tokens; what it decided stays. Raises UsageError for the last admin."""
        held = self.find(name)
        with self.writing() as file:
            _keep_an_admin(file, held.name)
            file.execute("DELETE FROM accounts WHERE name = ?", (held.name,))
        return held

    def check(self, name: str, password: str) -> Account | None:
        """The account if the password is right, else None; a name that is not there takes as long."""
        rows = self.rows("SELECT name, role, made_at, password FROM accounts WHERE folded = ?", folded(name))
        kept = rows[0][3] if rows else None
        if not self.passwords.fits(kept, password) or kept is None:
            return None
        if self.passwords.old(kept):
            better = self.passwords.hash(rows[0][0], password)
            with self.writing() as file:
                file.execute("UPDATE accounts SET password = ? WHERE name = ?", (better, rows[0][0]))
        return Account(rows[0][0], rows[0][1], float(rows[0][2]))

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def beside(record: str, given: str | None) -> Path:
    """Where the accounts of a record are kept: the file given, else beside the record. Raises UsageError."""
    if given:
        return Path(given)
    if "://" in record:
        raise UsageError(
            "A record in a database has no folder of its own: name the file of its accounts, --accounts FILE."
        )
    return Path(record + ENDING)


def _connect(path: Path, make: bool) -> sqlite3.Connection:
    if make and not path.exists():
        # Made before SQLite opens it, so that it is never readable by others, nor are the files beside it.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    elif not path.exists():
        raise RecordError(f"There is no file of accounts {path}; 'sayso accounts add' makes it.")
    made = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
    kind = made.execute("PRAGMA application_id").fetchone()[0]
    if kind == 0 and not made.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        made.executescript(
            f"PRAGMA application_id = {_APPLICATION_ID}; PRAGMA user_version = 1; BEGIN; {_TABLES} COMMIT;"
        )
    elif kind != _APPLICATION_ID:
        made.close()
        raise RecordError(f"{path} is no file of accounts; name another with --accounts.")
    made.execute("PRAGMA journal_mode = WAL")
    made.execute("PRAGMA synchronous = FULL")
    made.execute("PRAGMA foreign_keys = ON")
    return made


def _keep_an_admin(file: sqlite3.Connection, name: str) -> None:
    others = file.execute(
        "SELECT count(*) FROM accounts WHERE role = 'admin' AND name <> ?", (name,)
    ).fetchone()[0]
    was = file.execute("SELECT role FROM accounts WHERE name = ?", (name,)).fetchone()
    if was and was[0] == "admin" and not others:
        raise UsageError(f"{name} is the only admin; make another one first.")


def _known(role: str) -> None:
    if role not in ROLES:
        raise UsageError(f"{_shown(role)} is no role; known: {', '.join(ROLES)}.")


def folded(name: str) -> str:
    """By what names are told apart: capitals and the ways to write one letter make no other name."""
    return unicodedata.normalize("NFKC", name.strip()).casefold().encode("utf-8", "replace").decode()


def _shown(name: str) -> str:
    return repr(name[:60])
