"""The log is only ever added to, and shows where another program changed it."""

from __future__ import annotations

import sqlite3

import pytest
from tests.serve.conftest import HARM

from sayso.serve import log
from sayso.serve.accounts import Accounts


def test_entries_stand_in_order_each_on_one_line(accounts: Accounts) -> None:
    for number in range(5):
        log.add(
            accounts,
            "ada" if number % 2 else "bo",
            "192.0.2.7",
            f"what\n{number}",
            f"{HARM}\x1b[31m\u202e" + "x" * 9000,
        )
    found = log.entries(accounts)
    assert [e.number for e in found] == [5, 4, 3, 2, 1]
    assert [e.number for e in log.entries(accounts, last=2, before=4)] == [3, 2]
    assert [e.number for e in log.entries(accounts, who="ada")] == [4, 2]
    assert log.entries(accounts, who="' OR 1=1 --") == []
    assert found[0].what == "what 4"
    assert found[0].about.isprintable()
    assert len(found[0].about) <= 2000
    assert log.broken(accounts) is None


@pytest.mark.parametrize(
    "statement", ["UPDATE log SET who = 'bo'", "DELETE FROM log", "DELETE FROM log WHERE number = 2"]
)
def test_nothing_is_changed_or_cut_out(accounts: Accounts, statement: str) -> None:
    for what in "abc":
        log.add(accounts, "ada", "here", what)
    other = sqlite3.connect(accounts.path)
    with pytest.raises(sqlite3.DatabaseError, match="only added to"):
        other.execute(statement)
    other.close()
    assert len(log.entries(accounts)) == 3


@pytest.mark.parametrize(
    ("statement", "first"),
    [("UPDATE log SET who = 'bo' WHERE number = 2", 2), ("DELETE FROM log WHERE number = 2", 2),
     ("DELETE FROM log WHERE number = 1", 1)],
)  # fmt: skip
def test_what_another_program_did_is_seen(accounts: Accounts, statement: str, first: int) -> None:
    for what in "abc":
        log.add(accounts, "ada", "here", what)
    other = sqlite3.connect(accounts.path)
    other.executescript(f"DROP TRIGGER log_is_not_changed; DROP TRIGGER log_is_not_cut; {statement};")
    other.close()
    assert log.broken(accounts) == first
