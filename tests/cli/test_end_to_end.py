"""The whole run, from a file to what is printed, with the reader that needs no model."""

from __future__ import annotations

import io
import json
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from sayso.cli.main import main
from sayso.core.patience import has_alarm

_STORY = """Depot fire in Northport kills 12

The health ministry said on Tuesday that 12 dock workers had been killed in Algiers.
Police arrested more than 40 people.
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(_STORY, encoding="utf-8")
    return path


def _read(*words: object) -> int:
    return main(["read", "--reader", "lexicon", *map(str, words)])


def test_json_shows_every_value_in_the_reports_own_characters(
    story: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _read("--json", "--layers", "--published", "2022-03-02", story) == 0
    row = json.loads(capsys.readouterr().out)
    assert row["report"]["text"] == _STORY
    assert row["report"]["published"] == "2022-03-02"
    assert set(row["layers"]) == {"attributions", "times", "places", "names", "entities"}
    figures = {c["figure"]["measure"]: c["figure"]["low"] for c in row["claims"] if c["figure"]}
    assert figures == {"killed": 12, "arrested": 40}
    for claim in row["claims"]:
        for slot in (*(v for v in claim.values() if isinstance(v, dict)), *claim["says"], *claim["evidence"]):
            assert _STORY[slot["start"] : slot["end"]] == slot["text"]


def test_the_table_fits_and_names_who_says_so(
    story: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert _read("--published", "2022-03-02", story) == 0
    out = capsys.readouterr().out
    assert max(map(len, out.splitlines())) <= 80
    assert "health ministry:" in out
    assert "12 killed" in out


def test_bad_inputs_are_each_named_and_the_good_one_is_read(
    story: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty, binary, broken = (tmp_path / name for name in ("empty.txt", "binary.txt", "broken.jsonl"))
    empty.write_bytes(b"")
    binary.write_bytes(bytes(range(256)) * 40)
    broken.write_text('{"text": \n', encoding="utf-8")
    missing = tmp_path / "missing.html"
    assert _read("--json", missing, empty, story, binary, broken) == 1
    captured = capsys.readouterr()
    assert len(captured.out.splitlines()) == 1
    complaints = captured.err.splitlines()
    assert len(complaints) == 4
    for path in (missing, empty, binary, broken):
        assert sum(path.name in line for line in complaints) == 1
    assert "Traceback" not in captured.err


def test_standard_input_is_read(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(_STORY.encode()), encoding="utf-8"))
    assert _read("--json", "-") == 0
    assert json.loads(capsys.readouterr().out)["report"]["text"] == _STORY


def test_an_empty_answer_comes_with_a_note(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    quiet = tmp_path / "quiet.txt"
    quiet.write_text("A quiet afternoon\n\nThe orchard has nine apple trees and a bench.\n", encoding="utf-8")
    assert _read("--json", quiet) == 0
    row = json.loads(capsys.readouterr().out)
    assert row["claims"] == []
    assert row["notes"]


def test_a_reader_that_is_not_there_is_wrong_use(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "--reader", "tarot", str(story)]) == 2
    assert "lexicon" in capsys.readouterr().err


def test_the_page_of_a_folder_holds_all_its_reports(story: Path, tmp_path: Path) -> None:
    (story.parent / "other.txt").write_text(_STORY.replace("12", "14"), encoding="utf-8")
    out = tmp_path / "page" / "all.html"
    out.parent.mkdir()
    assert _read("-q", "--html", out, story.parent) == 0
    assert "2 reports" in out.read_text("utf-8")


@pytest.mark.skipif(not has_alarm(), reason="this system has no alarm")
@pytest.mark.parametrize("command", [["read"], ["add", "r.sayso"]])
def test_a_report_that_takes_too_long_is_named_and_the_others_are_done(
    command: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from sayso.resolve import things

    resolve = things.resolve

    def slowly(reading: Any) -> Any:
        end = time.monotonic() + (20 if "Slowly" in reading.report.text else 0)
        while time.monotonic() < end:
            sum(range(1000))
        return resolve(reading)

    monkeypatch.setattr(things, "resolve", slowly)
    monkeypatch.chdir(tmp_path)
    said = "The health ministry said on Tuesday that {} dock workers had been killed in Aleppo since the fire began."
    Path("a.txt").write_text(said.format("Slowly counted, 26"))
    Path("b.txt").write_text(said.format(31))
    assert main([*command, "--reader", "lexicon", "--time-limit", "1", "a.txt", "b.txt"]) == 1
    told = capsys.readouterr()
    assert (
        told.err == "sayso: a.txt: reading it took longer than 1 s; raise --time-limit if it is worth that.\n"
    )
    assert "31" in told.out or "1 added" in told.out
