"""Opening and making a record; what is no record, and records of other forms."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, inspect

from sayso.core.errors import RecordError, UsageError
from sayso.record import schema
from sayso.record.migrate import Step, form, steps
from sayso.record.open import Store, open_store
from sayso.record.read import coded
from sayso.record.write import add

from .conftest import arrival, toll

_NEXT = Step(2, dict.fromkeys(("sqlite", "postgresql"), ("CREATE TABLE later (number INTEGER)",)))


def _in(path: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(statement).fetchall()


def test_a_record_is_an_sqlite_file_that_says_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a ?%#record.sayso"
    open_store(path, make=True).close()
    assert _in(path, "PRAGMA application_id") == [(schema.APPLICATION_ID,)]
    assert _in(path, "PRAGMA user_version") == [(schema.NEWEST,)]
    assert _in(path, "PRAGMA journal_mode") == [("wal",)]
    assert [p.name for p in tmp_path.iterdir()] == [path.name]
    strict = dict(_in(path, "SELECT name, strict FROM pragma_table_list WHERE type = 'table'"))  # type: ignore[arg-type]
    assert {name: strict[name] for name in schema.metadata.tables} == dict.fromkeys(schema.metadata.tables, 1)


def test_the_steps_make_the_tables_that_the_code_knows(store: Store) -> None:
    def columns(connection: Connection) -> dict[str, set[str]]:
        found = inspect(connection)
        return {t: {c["name"] for c in found.get_columns(t)} - {"words"} for t in schema.metadata.tables}

    with store.reading() as connection:
        assert columns(connection) == {n: set(t.columns.keys()) for n, t in schema.metadata.tables.items()}
        assert form(connection) == schema.NEWEST == steps()[-1].number


def test_opening_again_changes_nothing(store: Store, address: str) -> None:
    add(store, arrival(toll()), toll(), "m")
    with open_store(address) as again:
        assert coded(again) == coded(store)
        assert again.backup is None


def test_a_missing_record_is_made_only_when_asked(address: str) -> None:
    with pytest.raises(RecordError, match="no record"):
        open_store(address)
    open_store(address, make=True).close()
    open_store(address).close()


def test_what_is_no_record_is_refused_in_a_sentence(tmp_path: Path) -> None:
    text, other = tmp_path / "notes.txt", tmp_path / "other.db"
    text.write_text("no database, only words\n", "utf-8")
    _in(other, "CREATE TABLE t (x)")
    for path, words in ((text, "not an SQLite file"), (other, "another program"), (tmp_path, "is a folder")):
        with pytest.raises(RecordError, match=words):
            open_store(path, make=True)
    with pytest.raises(RecordError, match="no folder"):
        open_store(tmp_path / "none" / "x.sayso", make=True)
    assert text.read_text("utf-8").startswith("no database")


@pytest.mark.parametrize(
    "address", ["mysql://root@host/x", "postgresql://host/x?schema=a%3Bb", "://", "x://"]
)
def test_an_address_that_cannot_be_meant_is_wrong_use(address: str) -> None:
    with pytest.raises(UsageError):
        open_store(address)


def test_a_newer_record_is_refused_and_left_alone(store: Store, address: str) -> None:
    open_store(address, steps=(*steps(), _NEXT)).close()
    with pytest.raises(RecordError, match="newer sayso"):
        open_store(address, make=True)
    open_store(address, steps=(*steps(), _NEXT)).close()


def test_an_older_record_is_brought_up_to_date_after_a_copy(tmp_path: Path) -> None:
    path = tmp_path / "record.sayso"
    with open_store(path, make=True) as first:
        add(first, arrival(toll()), toll(), "m")
        before = coded(first)
    with open_store(path, steps=(*steps(), _NEXT)) as newer:
        assert newer.backup is not None
        assert coded(newer) == before
    assert _in(path, "SELECT count(*) FROM later") == [(0,)]
    with open_store(newer.backup) as copy:
        assert coded(copy) == before
    assert "later" not in {row[0] for row in _in(newer.backup, "SELECT name FROM sqlite_master")}


def test_no_copy_of_an_older_form_overwrites_another(tmp_path: Path) -> None:
    path = tmp_path / "record.sayso"
    open_store(path, make=True).close()
    earlier = path.with_name("record.sayso.form-1.backup")
    earlier.write_text("precious", "utf-8")
    with open_store(path, steps=(*steps(), _NEXT)) as store:
        assert store.backup == path.with_name("record.sayso.form-1-2.backup")
    assert earlier.read_text("utf-8") == "precious"


def test_a_record_that_cannot_be_written_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a record?.sayso"
    with open_store(path, make=True) as store:
        add(store, arrival(toll()), toll(), "m")
    monkeypatch.setattr("os.access", lambda *_: False)
    with open_store(path) as store:
        assert coded(store) == [toll()]
        with pytest.raises(RecordError, match="cannot be opened or written here"):
            add(store, arrival(toll(14)), toll(14), "m")
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_a_step_that_fails_leaves_the_record_as_it_was(store: Store, address: str) -> None:
    broken = ("CREATE TABLE later (number INTEGER)", "CREATE NONSENSE")
    with pytest.raises(RecordError):
        open_store(
            address, steps=(*steps(), replace(_NEXT, statements=dict.fromkeys(_NEXT.statements, broken)))
        )
    open_store(address, steps=(*steps(), _NEXT)).close()


def test_a_damaged_file_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "record.sayso"
    open_store(path, make=True).close()
    data = path.read_bytes()
    path.write_bytes(data[:100] + b"\xff" * 5000 + data[5100:])
    with pytest.raises(RecordError, match="damaged"), open_store(path) as store:
        coded(store)
