"""Records of every form that was ever written: kept as SQL by the code of their time, opened by the code of today.

``form-1.sql`` was written by the first version that had ``sayso add`` (commit 5c360b5), with its first reader: two
reports, four claims, and five decisions of two persons, one of them an undo. Form 1 is all that there was until now;
whoever makes a new form adds the file of the new one here.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from sayso.core.decided import decided
from sayso.core.decision import standing
from sayso.record.audit import audit
from sayso.record.decide import taken
from sayso.record.migrate import Step, steps
from sayso.record.open import Store, open_store
from sayso.record.read import coded, original, said
from sayso.record.schema import NEWEST
from sayso.record.search import Filters
from sayso.record.write import add

from .conftest import arrival, toll

HERE = Path(__file__).parent
FORMS = range(1, NEWEST + 1)
KINDS = ["arrest", "injure", "arrest", "bomb"]

REBUILDS = (
    "CREATE TABLE kept_says AS SELECT * FROM says",
    "DROP TABLE says",
    "CREATE TABLE says (claim INTEGER NOT NULL REFERENCES claims (number), position INTEGER NOT NULL,"
    " who_start INTEGER NOT NULL, who_end INTEGER NOT NULL, who_text TEXT NOT NULL, who_name TEXT NOT NULL,"
    " who_type TEXT, who_country TEXT, who_sector TEXT, who_key TEXT, who_candidates TEXT NOT NULL,"
    " heard_at TEXT, PRIMARY KEY (claim, position)) STRICT",
    "INSERT INTO says SELECT *, NULL FROM kept_says",
    "DROP TABLE kept_says",
    "ALTER TABLE claims ADD COLUMN read_aloud INTEGER",
    "UPDATE claims SET read_aloud = 0",
)
"""What a real step does: a table made anew with its rows, a column filled in a table that has triggers."""


def _made(path: Path, form: int) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((HERE / f"form-{form}.sql").read_text("utf-8"))
    return path


def _whole(store: Store) -> None:
    """What the kept record holds is all there: claims with their words, decisions, hashes, originals, the index."""
    found = said(store)
    assert [s.claim.kind for s in found] == KINDS
    first = found[0].claim
    assert first.figure is not None
    assert (first.figure.span.text, first.says[0].name) == ("at least 40", "the interior ministry")
    decisions = taken(store)
    assert [d.verb for d in decisions] == ["confirm", "reject", "correct", "undo", "source_kind"]
    assert {d.by for d in decisions} == {"Ann Reader", "Bo Reader"}
    checked = audit(store)
    assert checked.damage == ()
    assert (checked.reports, checked.claims, checked.originals, checked.decisions) == (2, 4, 2, 5)
    assert b"customs house" in (original(store, found[0].held.report.id) or b"")
    assert len(said(store, Filters(text="customs"))) == 1


def test_every_form_is_kept() -> None:
    assert sorted(p.name for p in HERE.glob("form-*.sql")) == [f"form-{n}.sql" for n in FORMS]


@pytest.mark.parametrize("form", FORMS)
def test_a_record_of_its_time_opens_whole(tmp_path: Path, form: int) -> None:
    path = _made(tmp_path / "record.sayso", form)
    before = path.read_bytes()
    with open_store(path) as store:
        _whole(store)
        assert (store.backup is None) is (form == NEWEST)
        add(store, arrival(toll()), toll(), "m")
        assert len(said(store)) == len(KINDS) + len(toll().claims)
        assert audit(store).damage == ()
    if form == NEWEST:
        return
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (NEWEST,)
    assert store.backup is not None
    assert len(store.backup.read_bytes()) == len(before)


@pytest.mark.parametrize("form", FORMS)
def test_its_decisions_hold_as_they_were_taken(tmp_path: Path, form: int) -> None:
    with open_store(_made(tmp_path / "record.sayso", form)) as store:
        holding = standing(taken(store))
        seen = [claim for each in decided(coded(store), holding) for claim in each.claims]
    assert [d.verb for d in holding] == ["confirm", "correct", "source_kind"]
    assert [c.kind for c in seen] == KINDS
    assert seen[1].place is not None
    assert seen[1].place.name == "Aktau, Kazakhstan"


@pytest.mark.parametrize("form", FORMS)
def test_a_step_that_makes_tables_anew_keeps_all_and_a_copy_of_before(tmp_path: Path, form: int) -> None:
    path = _made(tmp_path / "record.sayso", form)
    statements = dict.fromkeys(("sqlite", "postgresql"), REBUILDS)
    with open_store(path, steps=(*steps(), Step(NEWEST + 1, statements))) as store:
        _whole(store)
        assert store.backup == path.with_name(f"record.sayso.form-{form}.backup")
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (NEWEST + 1,)
        assert connection.execute("SELECT DISTINCT read_aloud FROM claims").fetchall() == [(0,)]
    with open_store(store.backup) as copy:
        _whole(copy)


@pytest.mark.parametrize("form", FORMS)
def test_decisions_of_its_time_cannot_be_changed(tmp_path: Path, form: int) -> None:
    path = _made(tmp_path / "record.sayso", form)
    with closing(sqlite3.connect(path)) as connection:
        for statement in ("UPDATE decisions SET why = ''", "DELETE FROM decisions"):
            with pytest.raises(sqlite3.IntegrityError, match="undo is another decision"):
                connection.execute(statement)
