"""Opens a record, or makes it: one SQLite file by path, or PostgreSQL by address; older ones are brought up to date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine, insert
from sqlalchemy.exc import DBAPIError

from sayso.core.errors import RecordError
from sayso.record import postgres, sqlite
from sayso.record.migrate import Step, form, migrate
from sayso.record.moments import Clock, now, stamp
from sayso.record.schema import NEWEST, about


class Store:
    """An open record. `reading` and `writing` give transactions; ``clock`` tells when something was added or decided.

    ``backup`` is the copy that was made before an older record was brought up to date, else None; ``address`` is what
    opens it again, with the password if it has one.
    """

    def __init__(self, engine: Engine, name: str, path: Path | None, clock: Clock) -> None:
        self.name = name
        self.address = str(path) if path else name
        self.path = path
        self.clock = clock
        self.backup: Path | None = None
        self._engine = engine
        self._writers = engine.execution_options(sayso_writes=True)
        snapshot = {} if path else {"isolation_level": "REPEATABLE READ"}
        self._readers = engine.execution_options(**snapshot)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees the record as it is when it begins, whatever is written meanwhile."""
        with self._told(), self._readers.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is kept as a whole or, on an error, not at all; one writer at a time."""
        with self._told(), self._writers.begin() as connection:
            yield connection

    def close(self) -> None:
        """Give the database back. An SQLite record is then one file again."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """The database's errors as one sentence."""
        try:
            yield
        except DBAPIError as error:
            raise RecordError(_sentence(self.name, error)) from error


def open_store(
    address: str | Path, *, make: bool = False, clock: Clock = now, steps: Sequence[Step] | None = None
) -> Store:
    """The record at a path or ``postgresql://`` address; ``make`` makes it where it is missing.

    A record of an older form is migrated, in a file after a backup copy beside it. Raises RecordError where the record
    is missing, newer than this sayso or no record, UsageError for an address that cannot be meant. ``steps`` are the
    migrations, in tests others than those shipped.
    """
    if "://" in str(address):
        name = str(address).split("@")[-1]  # without the password
        store = Store(postgres.engine(str(address)), name, None, clock)
        store.address = str(address)
    else:
        path = Path(address)
        store = Store(sqlite.engine(path, make=make), str(path), path, clock)
    try:
        _bring_up(store, make, steps)
    except RecordError as error:
        store.close()
        text = str(error)
        raise RecordError(text if store.name in text else f"{store.name}: {text}") from None
    except BaseException:
        store.close()
        raise
    return store


def _bring_up(store: Store, make: bool, steps: Sequence[Step] | None) -> None:
    with store.reading() as connection:
        number = form(connection)
    newest = steps[-1].number if steps else NEWEST
    if number == newest:
        return
    if number == 0 and not make:
        raise RecordError(f"There is no record in {store.name}; 'sayso add' makes one.")
    if 0 < number < newest and store.path is not None:
        store.backup = sqlite.copy(store.path, number)
    with store.writing() as connection:
        if migrate(connection, steps) and number == 0:
            connection.execute(insert(about), {"key": "made_at", "value": stamp(store.clock())})


def _sentence(name: str, error: DBAPIError) -> str:
    """What the database says, in words for whoever opened the record."""
    said = " ".join(str(error.orig).split())
    if "locked" in said:
        return f"The record {name} is kept busy by another program; try again when that has ended."
    if "readonly" in said or "unable to open" in said:
        return f"The record {name} cannot be opened or written here ({said}); check its permissions and its folder's."
    if "malformed" in said or "not a database" in said:
        return f"The record {name} is damaged ({said}); take the last backup of it."
    if "disk" in said and "full" in said:
        return f"The record {name} cannot grow: the disk is full."
    return f"The record {name} could not be used: {said}."
