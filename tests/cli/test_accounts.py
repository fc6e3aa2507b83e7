"""``sayso accounts``: accounts made and changed at the terminal, passwords never an argument, the log."""

from __future__ import annotations

import argparse
import io
import json
import sqlite3
import sys
from pathlib import Path

import pytest

pytest.importorskip("argon2")

from argon2 import PasswordHasher

from sayso.cli import accounts as command
from sayso.cli.main import main
from sayso.records import Record
from sayso.serve import passwords
from sayso.serve.accounts import Accounts

_PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "accounts.md").read_text("utf-8")


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A record without accounts; hashes are weak so that tests are quick."""
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    plain = passwords.Passwords.__init__
    monkeypatch.setattr(passwords.Passwords, "__init__", lambda self: plain(self, weak))
    Record.open(tmp_path / "crisis.sayso").close()
    return str(tmp_path / "crisis.sayso")


def typed(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(words + "\n"))


def test_from_the_first_admin_to_the_log(
    record: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "seven green bottles")
    assert main(["accounts", "add", record, "ada", "--role", "admin"]) == 0
    typed(monkeypatch, "hanging on the wall")
    assert main(["accounts", "add", record, "bo"]) == 0
    assert main(["accounts", "role", record, "BO", "--role", "reviewer"]) == 0
    typed(monkeypatch, "and if one should fall")
    assert main(["accounts", "password", record, "bo"]) == 0
    capsys.readouterr()
    assert (
        main(["accounts", "token", record, "bo", "--role", "reviewer", "--for", "a map", "--days", "9"]) == 0
    )
    shown = capsys.readouterr()
    assert shown.out.startswith("sayso_")
    assert len(shown.out.splitlines()) == 1
    assert main(["accounts", "list", record, "--json"]) == 0
    people = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(p["name"], p["role"]) for p in people] == [("ada", "admin"), ("bo", "reviewer")]
    assert "password" not in people[0]
    which = people[1]["tokens"][0]["id"]
    assert main(["accounts", "revoke", record, which]) == 0
    assert main(["accounts", "revoke", record, which]) == 2
    assert main(["accounts", "list", record]) == 0
    assert "ended" in capsys.readouterr().out
    with Accounts(Path(record + ".accounts")) as kept:
        assert kept.check("bo", "and if one should fall")
        assert not kept.check("bo", "hanging on the wall")
    assert main(["accounts", "remove", record, "bo"]) == 0
    capsys.readouterr()
    assert main(["accounts", "log", record, "--json"]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [t["what"].removeprefix("accounts: ") for t in told] == [
        "add", "add", "role", "password", "token", "revoke", "remove",
    ]  # fmt: skip
    assert main(["accounts", "log", record, "--last", "1"]) == 0
    assert capsys.readouterr().out.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [(["add", "ada"], "12 characters"), (["role", "ada"], "--role"), (["role", "ada", "--role", "owner"], "no role"),
     (["remove", "ada"], "only admin"), (["remove", "nobody"], "no account"), (["token", "ada", "--days", "0"], "days"),
     (["list", "ada"], "takes no name"), (["add"], "needs a name"), (["log", "--last", "0"], "--last")],
)  # fmt: skip
def test_what_cannot_be_meant_is_told(
    record: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    said: str,
) -> None:
    typed(monkeypatch, "seven green bottles")
    assert main(["accounts", "add", record, "ada", "--role", "admin"]) == 0
    typed(monkeypatch, "short")
    assert main(["accounts", words[0], record, *words[1:]]) == 2
    assert said in capsys.readouterr().err


def test_a_slip_of_the_pen_makes_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["accounts", "add", str(tmp_path / "crisys.sayso"), "ada"]) == 1
    assert main(["accounts", "list", str(tmp_path / "crisys.sayso")]) == 1
    assert main(["accounts", "list", "postgresql://desk@host/name"]) == 2
    assert "--accounts FILE" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_log_that_was_changed_is_told(
    record: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "seven green bottles")
    assert main(["accounts", "add", record, "ada", "--role", "admin"]) == 0
    other = sqlite3.connect(record + ".accounts")
    other.executescript("DROP TRIGGER log_is_not_changed; UPDATE log SET who = 'nobody';")
    other.close()
    assert main(["accounts", "log", record]) == 1
    assert "entry 1" in capsys.readouterr().err


def test_a_password_asked_for_is_asked_for_twice(
    record: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import getpass

    answers = iter(
        ["seven green bottles", "seven green battles", "seven green bottles", "seven green bottles"]
    )
    monkeypatch.setattr(getpass, "getpass", lambda _: next(answers))
    terminal = io.StringIO()
    terminal.isatty = lambda: True  # type: ignore[method-assign]
    monkeypatch.setattr(sys, "stdin", terminal)
    assert main(["accounts", "add", record, "ada"]) == 2
    assert "not the same" in capsys.readouterr().err
    assert main(["accounts", "add", record, "ada"]) == 0


def test_a_missing_extra_is_named(
    record: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.undo()
    monkeypatch.setitem(sys.modules, "argon2", None)
    assert main(["accounts", "add", record, "ada"]) == 1
    assert "pip install 'sayso[serve]'" in capsys.readouterr().err


def test_every_act_and_option_is_documented() -> None:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    options = [o for action in parser._actions for o in action.option_strings if o.startswith("--")]
    assert [o for o in options if o != "--help" and f"`{o}" not in _PAGE and f" {o} " not in _PAGE] == []
    assert [a for a in command._ACTS if f"`sayso accounts {a} RECORD" not in _PAGE] == []
