"""``sayso review`` and ``sayso decide``: what they ask, what they write, how they end."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from sayso import Record
from sayso.cli.main import main
from sayso.cli.table import Decided, render
from sayso.cli.terminal import Style
from sayso.core.coded import CodedReport
from sayso.core.decision import standing

_STORY = """Depot fire in Northport kills 12

The health ministry said on Tuesday that 12 dock workers had been killed in Algiers.
Police arrested more than 40 people.
"""


@pytest.fixture
def record(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """A record with a story of two claims."""
    story = tmp_path / "story.txt"
    story.write_text(_STORY, encoding="utf-8")
    path = str(tmp_path / "r.sayso")
    assert main(["add", "--reader", "lexicon", "--published", "2022-03-02", path, str(story)]) == 0
    capsys.readouterr()
    return path


@pytest.fixture
def review(record: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    """Runs a review with these lines as its input; gives back what it printed."""

    def run(lines: str, *words: str) -> str:
        monkeypatch.setattr("sys.stdin", io.StringIO(lines))
        assert main(["review", record, "--by", "A. Desk", *words]) == 0
        return capsys.readouterr().out

    return run


def _taken(record: str) -> list[tuple[str, str | None, str | None, str]]:
    with Record.open(record, make=False) as opened:
        return [(d.verb, d.slot, d.value, d.why) for d in opened.decisions()]


def test_confirm_and_reject(record: str, review) -> None:  # type: ignore[no-untyped-def]
    out = review("c\nr\nno such thing\n")
    assert "1 of 2" in out
    assert "“The health ministry”" in out
    assert "*killed*" in out
    assert out.splitlines()[-1] == "2 decisions by A. Desk; 0 left in the queue"
    assert [(v, w) for v, _, _, w in _taken(record)] == [("confirm", ""), ("reject", "no such thing")]
    assert review("c\n").splitlines() == ["0 decisions by A. Desk; 0 left in the queue"]


def test_correct_asks_for_what_is_missing_and_shows_the_claim_anew(record: str, review) -> None:  # type: ignore[no-untyped-def]
    out = review("e figure 41\nthe desk counted\ne place -\n\ns\nq\n", "--measure", "arrested")
    assert "41 arrested" in out
    assert _taken(record) == [("correct", "figure", "41", "the desk counted"), ("correct", "place", None, "")]
    assert "reason" not in out
    out = review("e\nactor\nharbour police\nas its page says\ns\n", "--measure", "killed")
    assert "harbour police" in out
    assert _taken(record)[-1] == ("correct", "actor", "harbour police", "as its page says")


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("e figure many\n", "'many' is no number"),
        ("e colour red\n", "no slot 'colour'"),
        ("e kind\n\n", "No value was given"),
        ("e kind party\n", "Unknown kind 'party'"),
        ("please\n", "'please' is no answer"),
        ("u\n", "Nothing was decided in this sitting"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_written(record: str, review, lines: str, says: str) -> None:  # type: ignore[no-untyped-def]
    out = review(lines)
    assert says in out
    assert out.splitlines()[-1] == "0 decisions by A. Desk; 2 left in the queue"
    assert _taken(record) == []


def test_undo_goes_back_and_is_one_more_decision(record: str, review) -> None:  # type: ignore[no-untyped-def]
    review("c\ns\n")
    out = review("r\n\nu\nc\n")
    assert out.count("1 of 1") == 2
    assert [v for v, *_ in _taken(record)] == ["confirm", "reject", "undo", "confirm"]
    with Record.open(record, make=False) as opened:
        assert [d.verb for d in standing(opened.decisions())] == ["confirm", "confirm"]


def test_the_end_of_input_ends_it(record: str, review) -> None:  # type: ignore[no-untyped-def]
    assert review("c").splitlines()[-1] == "1 decision by A. Desk; 1 left in the queue"
    assert len(_taken(record)) == 1
    assert "1 of 1" in review("", "--list", "--limit", "1")


def test_review_refuses_no_name_and_no_limit(record: str) -> None:
    assert main(["review", record, "--by", " "]) == 2
    assert main(["review", record, "--limit", "0"]) == 2


def test_decide_takes_and_prints(record: str, capsys: pytest.CaptureFixture[str]) -> None:
    with Record.open(record, make=False) as opened:
        kill, arrest = (s.claim.id for s in opened.claims())
    assert main(["decide", record]) == 0
    assert capsys.readouterr().out == "No decision has been taken.\n"
    by = ["--by", "B. Desk"]
    assert (
        main(["decide", record, "correct", kill, "--slot", "figure", "--value", "13", "--why", "so", *by])
        == 0
    )
    assert main(["decide", record, "merge", kill, arrest, *by]) == 0
    assert main(["decide", record, "source-kind", "health ministry", "--value", "monitor", *by]) == 0
    merged = capsys.readouterr().out.splitlines()[1].split()[0]
    assert main(["decide", record, "undo", merged, *by]) == 0
    assert main(["decide", record]) == 0
    lines = capsys.readouterr().out.splitlines()[1:]
    assert f"{kill} figure → 13: corrected by B. Desk on " in lines[0]
    assert lines[0].endswith(": so")
    assert lines[1].endswith("(undone)")
    assert main(["decide", record, "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(r["verb"], r["holds"]) for r in rows] == [
        ("correct", True), ("merge", False), ("source_kind", True), ("undo", False)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["confirm", "c-none"], 1),
        (["undo", "d-none"], 1),
        (["copy", "r-1", "r-2"], 1),
        (["merge", "c-1"], 2),
        (["confirm"], 2),
        (["source-kind", "the mayor"], 2),
        (["confirm", "c-1", "--value", "x"], 2),
    ],
)
def test_wrong_decisions_are_one_sentence(
    record: str, words: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["decide", record, *words]) == code
    captured = capsys.readouterr()
    assert (captured.out, len(captured.err.splitlines())) == ("", 1)


def test_claims_show_what_was_decided_and_by_whom(record: str, capsys: pytest.CaptureFixture[str]) -> None:
    with Record.open(record, make=False) as opened:
        kill, arrest = (s.claim.id for s in opened.claims())
        opened.take("confirm", kill, by="A. Desk")
        opened.take("correct", kill, by="B. Desk", slot="figure", value="13", why="the list has 13")
        opened.take("reject", arrest, by="B. Desk", why="no arrest")
    assert main(["claims", record]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "confirmed by A. Desk on " in out
    assert "figure: 12 killed (dock workers) → 13 killed (dock workers), corrected by B. Desk on " in out
    assert "rejected by B. Desk on " in out
    assert "no arrest" in out
    assert main(["claims", record, "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [[d["verb"] for d in row["decisions"]] for row in rows] == [["confirm", "correct"], ["reject"]]
    assert rows[0]["figure"]["low"] == 12


def test_a_rejected_claim_is_struck(coded: CodedReport) -> None:
    lines = list(render(coded, Style(colour=True), {coded.claims[0].id: Decided(("rejected by X",), True)}))
    struck = [line for line in lines if "\x1b[9" in line]
    assert struck
    assert all("wounded" not in line for line in struck)
    assert any("rejected by X" in line for line in lines)
