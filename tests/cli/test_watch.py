"""``sayso watch`` from the command line, on folders alone: no network is asked."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from sayso.cli.main import DONE, FAILED, MISUSED, main

_RULES = """
[[sink]]
name = "log"
as = "log"
file = "alerts.jsonl"
[[rule]]
name = "Arrests rise"
when = "rises"
measure = "arrested"
"""


def _report(folder: Path, name: str, day: int, number: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(
        f"TARAZ, Jan {day}, 2022 (Coast Wire) - The interior ministry said on the day that {number} people had been "
        "arrested in Kazakhstan since the unrest began, and it named no places.\n\nThe streets of the town were calm.\n"
    )


@pytest.fixture
def words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr("sayso.watch.files.SETTLED_S", 0.0)
    (tmp_path / "rules.toml").write_text(_RULES)
    _report(tmp_path / "in", "a.txt", 10, "1,200")
    return ["watch", str(tmp_path / "r.sayso"), str(tmp_path / "in"), "--once", "--reader", "lexicon"]


def _alerts(folder: Path) -> list[str]:
    path = folder / "alerts.jsonl"
    return [json.loads(line)["words"] for line in path.read_text().splitlines()] if path.exists() else []


def test_rounds_by_cron(words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules = ["--rules", str(tmp_path / "rules.toml")]
    assert main([*words, *rules]) == DONE
    said = capsys.readouterr()
    assert "added" in said.out
    assert "begins with this round" in said.err
    assert main([*words, *rules]) == DONE
    assert capsys.readouterr().out == ""
    _report(tmp_path / "in", "b.txt", 12, "3,400")
    assert main([*words, *rules, "--json"]) == DONE
    assert json.loads(capsys.readouterr().out)["status"] == "added"
    assert main([*words, *rules]) == DONE
    assert len(_alerts(tmp_path)) == 1
    assert "3,400" in _alerts(tmp_path)[0]
    assert main([words[0], words[1], "--status"]) == DONE
    assert "1 alert so far" in capsys.readouterr().out


def test_from_start(words: list[str], tmp_path: Path) -> None:
    assert main([*words, "--quiet", "--from-start", "--rules", str(tmp_path / "rules.toml")]) == DONE
    assert ["1,200" in alert for alert in _alerts(tmp_path)] == [True]


def test_a_bad_file_fails_once_and_is_shown(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in" / "bad.html").write_bytes(b"\0\1\2")
    assert main(words) == FAILED
    assert "bad.html" in capsys.readouterr().err
    assert main(words) == DONE
    main([words[0], words[1], "--status"])
    assert "bad.html" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--every", "soon"], "'soon' is no span of time"),
        (["--pause", "-1"], "--pause -1"),
        (["ftp://x.example/feed"], "cannot be watched"),
        (["no-such-folder"], "no such file or folder"),
        (["--rules", "none.toml"], "cannot be read"),
    ],
)
def test_wrong_use(words: list[str], more: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["watch", words[1], "--once", *more, *words[2:3]]) == MISUSED
    assert says in capsys.readouterr().err


def test_nothing_to_watch_and_no_state(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["watch", str(tmp_path / "r.sayso")]) == MISUSED
    assert "What is to be watched?" in capsys.readouterr().err
    assert main(["watch", str(tmp_path / "r.sayso"), "--status"]) == MISUSED
    assert main(["watch", "postgresql://x@y/z", "in"]) == MISUSED
    assert "--state" in capsys.readouterr().err


def test_a_state_of_another_program(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as made:
        made.execute("CREATE TABLE x (y)")
    made.close()
    assert main([*words, "--state", str(other)]) == FAILED
    assert "no state of a watch" in capsys.readouterr().err
    other.write_bytes(b"not a database at all, but long enough to be looked at" * 30)
    assert main([*words, "--state", str(other)]) == FAILED
    assert "name another with --state" in capsys.readouterr().err
