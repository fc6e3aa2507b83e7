"""The record in a schema of a PostgreSQL database: for a team that writes into one record."""

from __future__ import annotations

import re
from typing import Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from sayso.core.errors import MissingExtra, UsageError
from sayso.record.schema import APPLICATION_ID

_SCHEMA: Final = "sayso"
_DRIVERS: Final = frozenset({"postgres", "postgresql", "postgresql+psycopg"})


def engine(address: str) -> Engine:
    """An engine for ``postgresql://user@host/database``; ``?schema=NAME`` names the schema, else ``sayso``.

    Raises UsageError for an address of another kind, MissingExtra where the driver is not installed.
    """
    try:
        url = make_url(address)
    except ArgumentError:
        raise UsageError(
            f"{address!r} is no address of a database; write it like postgresql://user@host/name."
        ) from None
    if url.drivername not in _DRIVERS:
        raise UsageError(
            f"A record is a file or in PostgreSQL (postgresql://user@host/name), not in {url.drivername}."
        )
    schema = url.query.get("schema", _SCHEMA)
    if not isinstance(schema, str) or not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", schema):
        raise UsageError("The schema of a record has a name of small letters, digits and underscores.")
    url = url.set(drivername="postgresql+psycopg").difference_update_query(["schema"])
    try:
        made = create_engine(url, isolation_level="READ COMMITTED")
    except (ModuleNotFoundError, NoSuchModuleError):
        raise MissingExtra(
            "A record in PostgreSQL needs its driver: pip install 'sayso[postgres]'."
        ) from None

    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(f"SET LOCAL search_path = {schema}")
        if connection.get_execution_options().get("sayso_writes", False):
            # One writer at a time, as in SQLite: what is current in a series is then never decided by two at once.
            connection.exec_driver_sql(
                f"SELECT pg_advisory_xact_lock({APPLICATION_ID}, hashtext('{schema}'))"
            )

    event.listen(made, "begin", begin)
    return made


def form(connection: Connection) -> int:
    """The number of the record's form, 0 where there is none yet."""
    if connection.exec_driver_sql("SELECT to_regclass('about')").scalar_one() is None:
        return 0
    row = connection.exec_driver_sql("SELECT value FROM about WHERE key = 'form'").scalar_one_or_none()
    return int(row or 0)


def prepare(connection: Connection) -> None:
    """Make the schema that the record lives in, if it is missing."""
    schema = connection.exec_driver_sql("SHOW search_path").scalar_one()
    connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {schema}")


def mark(connection: Connection, number: int) -> None:
    """Write the number of the form, in the transaction that is open."""
    connection.exec_driver_sql(
        f"INSERT INTO about (key, value) VALUES ('form', '{int(number)}')"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value"
    )
