"""``sayso add``, ``claims``, ``sources``, ``audit`` and ``reread``: what they print and how they end."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from sayso.cli.main import main

_STORY = """Depot fire in Northport kills 12

The health ministry said on Tuesday that 12 dock workers had been killed in Algiers.
Police arrested more than 40 people.
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(_STORY, encoding="utf-8")
    return path


@pytest.fixture
def record(tmp_path: Path, story: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A record with the story in it."""
    path = tmp_path / "r.sayso"
    assert _add(path, story) == 0
    capsys.readouterr()
    return path


def _add(*words: object) -> int:
    return main(["add", "--reader", "lexicon", "--published", "2022-03-02", *map(str, words)])


def test_add_says_what_became_of_each_report(
    story: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "r.sayso"
    assert _add(path, story) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[0].startswith("added ")
    assert "Depot fire in Northport kills 12 · " in out[0]
    assert out[1] == f"1 added; {path} holds 1 report with 2 claims"
    assert _add(path, story) == 0
    assert capsys.readouterr().out == f"1 unchanged; {path} holds 1 report with 2 claims\n"
    story.write_text(_STORY.replace("12", "14"), encoding="utf-8")
    assert _add("--json", path, story) == 0
    row = json.loads(capsys.readouterr().out)
    assert (row["status"], row["claims"], row["other"] is not None) == ("supersedes", 2, True)


def test_inputs_that_fail_are_named_and_the_others_kept(
    story: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _add(tmp_path / "r.sayso", tmp_path / "none.txt", story) == 1
    captured = capsys.readouterr()
    assert captured.out.splitlines()[-1].startswith("1 added, 1 failed;")
    assert len(captured.err.splitlines()) == 1
    assert "none.txt" in captured.err


@pytest.mark.parametrize("command", ["claims", "sources", "audit", "reread"])
def test_a_record_that_is_not_there_is_one_sentence(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, str(tmp_path / "none.sayso")]) == 1
    captured = capsys.readouterr()
    assert (captured.out, len(captured.err.splitlines())) == ("", 1)
    assert not (tmp_path / "none.sayso").exists()


@pytest.mark.parametrize(
    "words",
    [
        ["add", "RECORD", "x", "--published", "soon"],
        ["add", "mysql://h/x", "x"],
        ["claims", "RECORD", "--kind", "party"],
        ["claims", "RECORD", "--as-of", "soon"],
        ["sources", "RECORD", "--date", "2022-02-31"],
    ],
)
def test_wrong_use_is_2(words: list[str], record: Path) -> None:
    assert main([str(record) if w == "RECORD" else w for w in words]) == 2


def test_claims_as_tables(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["claims", str(record), "--measure", "killed"]) == 0
    out = capsys.readouterr().out
    assert "12 killed" in out
    assert "arrested" not in out
    assert out.splitlines()[-1].startswith("In 1 report: 1 claim")
    assert main(["claims", str(record), "--text", "zeppelin"]) == 0
    assert capsys.readouterr().out == "In 0 reports: no claims\n"


def test_claims_as_json_lines_show_their_words(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["claims", str(record), "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {row["figure"]["measure"]: row["figure"]["low"] for row in rows} == {"killed": 12, "arrested": 40}
    for row in rows:
        quote = row["quote"]
        assert _STORY[quote["start"] : quote["end"]] == quote["text"]
        assert row["report"]["published"] == "2022-03-02"


def test_claims_as_csv(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["claims", str(record), "--csv", "--claimant", "ministry"]) == 0
    [row] = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (row["kind"], row["measure"], row["low"], row["high"]) == ("kill", "killed", "12", "12")
    assert "health ministry" in row["claimants"]


def test_sources(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sources", str(record)]) == 0
    out = capsys.readouterr().out
    assert "health ministry" in out
    assert "12 killed" in out
    assert out.splitlines()[-1] == "2 claimants"
    assert main(["sources", str(record), "--json", "--kind", "kill"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert (row["claims"], row["kinds"], row["figures"][0]["low"]) == (1, {"kill": 1}, 12)
    assert (row["kind"], row["decided"]) == ("official", False)
    decide = [
        "decide",
        str(record),
        "source-kind",
        "the health ministry",
        "--value",
        "monitor",
        "--by",
        "A. Desk",
    ]
    assert main(decide) == 0
    capsys.readouterr()
    assert main(["sources", str(record), "--kind", "kill"]) == 0
    assert "(monitor, decided" in capsys.readouterr().out


def test_audit_ends_with_1_where_something_is_damaged(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", str(record)]) == 0
    assert "nothing is damaged" in capsys.readouterr().out
    with closing(sqlite3.connect(record, isolation_level=None)) as connection:
        connection.execute("UPDATE claims SET figure_low = 11 WHERE kind = 'kill'")
    assert main(["audit", str(record)]) == 1
    out = capsys.readouterr().out.splitlines()
    assert "not as it was stored" in out[0]
    assert out[-1].endswith("1 damaged.")
    assert main(["audit", "--json", str(record)]) == 1
    assert len(json.loads(capsys.readouterr().out)["damage"]) == 1


def test_reread_shows_what_changes(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["reread", str(record), "--reader", "lexicon"]
    assert main(words) == 0
    assert "0 gained, 0 lost, 0 changed" in capsys.readouterr().out
    with closing(sqlite3.connect(record, isolation_level=None)) as connection:
        connection.execute("UPDATE claims SET id = 'c-before' WHERE kind = 'kill'")
    assert main([*words, "--dry-run"]) == 0
    assert main(words) == 0
    looked, done = capsys.readouterr().out.split("Depot fire in Northport kills 12\n")[1:]
    assert looked.splitlines()[:2] == done.splitlines()[:2]
    assert [line.strip()[:6] for line in done.splitlines()[:2]] == ["+ kill", "- kill"]
    assert "1 gained, 1 lost" in done
    assert main([*words, "--json"]) == 0
    assert capsys.readouterr().out == ""
