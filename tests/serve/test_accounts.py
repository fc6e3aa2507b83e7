"""The file of accounts: who can be one, what is kept, what cannot be lost."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from tests.serve.conftest import HARM, PASSWORDS

from sayso.core.errors import RecordError, UsageError
from sayso.serve.accounts import Accounts, beside
from sayso.serve.passwords import Passwords


def test_the_file_is_its_owners_and_holds_no_password(accounts: Accounts) -> None:
    for path in accounts.path.parent.glob("desk.accounts*"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert not [p for p in PASSWORDS.values() if p.encode() in path.read_bytes()]
    assert all(row[0].startswith("$argon2id$") for row in accounts.rows("SELECT password FROM accounts"))


@pytest.mark.parametrize(
    "name", ["", " ada", "x" * 41, HARM, "a\nb", "a\x1b[31m", "../etc", "a/b", "_x", "-rf", "\ud800"]
)
def test_what_cannot_be_a_name(accounts: Accounts, name: str) -> None:
    with pytest.raises(UsageError):
        accounts.add(name, "reader", "a very long word")
    assert len(accounts.all()) == 3


@pytest.mark.parametrize("name", ["A. Desk", "d.e@desk.example", "Ève O'Neill", "ё", "x2"])
def test_what_can_be_a_name(accounts: Accounts, name: str) -> None:
    assert accounts.add(name, "reader", "a very long word").name == name
    assert accounts.check(name.upper(), "a very long word") == accounts.find(name)


@pytest.mark.parametrize("name", ["ADA", "ada", "\uff41da"])
def test_no_name_looks_like_another(accounts: Accounts, name: str) -> None:
    with pytest.raises(UsageError, match="already"):
        accounts.add(name, "reader", "a very long word")


@pytest.mark.parametrize("name", ["ada' OR '1'='1", '"; DROP TABLE accounts; --', "ada\x00", "%", "\ud800"])
def test_no_name_is_a_statement(accounts: Accounts, name: str) -> None:
    assert accounts.check(name, PASSWORDS["ada"]) is None
    with pytest.raises(UsageError):
        accounts.find(name)
    assert len(accounts.all()) == 3


def test_hashes_of_old_are_made_anew_at_signing_in(accounts: Accounts) -> None:
    before = accounts.rows("SELECT password FROM accounts WHERE name = 'cy'")[0][0]
    stronger = Passwords(PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    with Accounts(accounts.path, passwords=stronger) as again:
        assert again.check("cy", "wrong") is None
        assert again.rows("SELECT password FROM accounts WHERE name = 'cy'")[0][0] == before
        assert again.check("cy", PASSWORDS["cy"])
        assert "t=2" in again.rows("SELECT password FROM accounts WHERE name = 'cy'")[0][0]
        assert again.check("cy", PASSWORDS["cy"])


def test_an_admin_is_always_left(accounts: Accounts) -> None:
    for change in (lambda: accounts.remove("ada"), lambda: accounts.set_role("ada", "reviewer")):
        with pytest.raises(UsageError, match="only admin"):
            change()
    accounts.set_role("bo", "admin")
    accounts.remove("ada")
    assert [a.name for a in accounts.all()] == ["bo", "cy"]


def test_other_files_are_told_apart(tmp_path: Path, accounts: Accounts) -> None:
    with pytest.raises(RecordError, match="no file of accounts"):
        Accounts(tmp_path / "none.accounts")
    (tmp_path / "text").write_text("not a database, and longer than a hundred bytes of it " * 3)
    with pytest.raises(RecordError):
        Accounts(tmp_path / "text", make=True)
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE t (x)")
    other.close()
    with pytest.raises(RecordError, match="no file of accounts"):
        Accounts(tmp_path / "other.db", make=True)


def test_where_they_are_kept(tmp_path: Path) -> None:
    assert beside("a/crisis.sayso", None) == Path("a/crisis.sayso.accounts")
    assert beside("postgresql://desk@host/name", "x.accounts") == Path("x.accounts")
    with pytest.raises(UsageError, match="--accounts"):
        beside("postgresql://desk@host/name", None)
