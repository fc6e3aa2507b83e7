"""The record as one SQLite file: how it is opened, how its form is told, and how a copy of it is made."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from itertools import chain, count
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event

from sayso.core.errors import RecordError
from sayso.record.schema import APPLICATION_ID

_WAIT: Final = 30.0  # seconds for which a writer waits for another
_HEAD: Final = b"SQLite format 3\0"


def engine(path: Path, *, make: bool) -> Engine:
    """An engine for the file; transactions are explicit and, for writers, immediate.

    Raises RecordError where there is no such file (unless ``make``) or it is no SQLite file.
    """
    _check(path, make=make)
    # SQLite itself is asked, not SQLAlchemy's address parser: a path may hold any character.
    made = create_engine("sqlite://", creator=lambda: _connect(path), poolclass=_pool())
    event.listen(made, "begin", _begin)
    return made


def _pool() -> Any:
    from sqlalchemy.pool import QueuePool

    return QueuePool


def _check(path: Path, *, make: bool) -> None:
    if path.is_dir():
        raise RecordError(f"{path} is a folder; a record is one file, like {path / 'record.sayso'}.")
    if not path.exists():
        if not make:
            raise RecordError(f"There is no record {path}; 'sayso add {path} PATH…' makes one.")
        if not path.absolute().parent.is_dir():
            raise RecordError(f"The record {path} cannot be made: there is no folder {path.parent}.")
        return
    try:
        with path.open("rb") as stream:
            head = stream.read(len(_HEAD))
    except OSError as error:
        raise RecordError(f"The record {path} cannot be read ({error.strerror}).") from None
    if head not in (b"", _HEAD):
        raise RecordError(f"{path} is no record: it is not an SQLite file. Name another file.")


def _connect(path: Path) -> sqlite3.Connection:
    fixed = _read_only(path)
    made = sqlite3.connect(
        f"{path.absolute().as_uri()}?immutable=1" if fixed else path,
        timeout=_WAIT, isolation_level=None, check_same_thread=False, uri=fixed,
    )  # fmt: skip
    made.create_function("lower", 1, _lower, deterministic=True)  # SQLite's own knows only ASCII
    if not fixed:
        made.execute("PRAGMA journal_mode = WAL")
        made.execute("PRAGMA synchronous = FULL")
    made.execute("PRAGMA foreign_keys = ON")
    return made


def _read_only(path: Path) -> bool:
    """True for a record that nobody can write, as on a disc or in an archive: no log can be kept beside it then."""
    log = path.with_name(f"{path.name}-wal")
    if not path.exists() or (log.exists() and log.stat().st_size):
        return False
    return not (os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK))


def _lower(text: str | float | bytes | None) -> str | float | bytes | None:
    return text.lower() if isinstance(text, str) else text


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("sayso_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def form(connection: Connection) -> int:
    """The number of the record's form, 0 for an empty file. Raises RecordError where another program made the file."""
    application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    if application == APPLICATION_ID:
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    if application == 0 and not connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one():
        return 0
    raise RecordError("This SQLite file was made by another program; a record needs a file of its own.")


def mark(connection: Connection, number: int) -> None:
    """Write the number of the form into the file's head, in the transaction that is open."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {int(number)}")


def copy(path: Path, number: int) -> Path:
    """A whole copy of the record beside it, named for its form; no earlier copy is overwritten."""
    again = chain([""], (f"-{n}" for n in count(2)))
    names = (f"{path.name}.form-{number}{which}.backup" for which in again)
    beside = next(p for p in (path.with_name(name) for name in names) if not p.exists())
    part = beside.with_name(beside.name + ".part")
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(part)) as target:
        source.backup(target)
    part.replace(beside)
    return beside


def damage(connection: Connection) -> list[str]:
    """What SQLite itself finds wrong with the file: pages, indexes, foreign keys. Empty if nothing."""
    found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check")]
    lines = [f"SQLite finds the file damaged: {line}." for line in found if line != "ok"]
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        lines.append(f"Row {row} of {table} points to a row of {parent} that is not there.")
    return lines
