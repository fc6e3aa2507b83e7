"""``sayso explain`` as a user calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso.cli.main import main

STORY = (
    "Fire at depot\n\nThe health ministry said on Tuesday that 12 dock workers were killed in Salt, Jordan. "
    "State radio reported at least 40 wounded.\n"
)


@pytest.fixture
def story(tmp_path: Path) -> str:
    path = tmp_path / "story.txt"
    path.write_text(STORY, "utf-8")
    return str(path)


def _explain(*words: str) -> int:
    return main(["explain", *words, "--reader", "lexicon", "--published", "2022-03-02"])


def test_each_slot_is_told_with_its_words_and_candidates(
    story: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _explain(story, "--claim", "1") == 0
    out = " ".join(capsys.readouterr().out.split())
    for slot in (
        "kind kill",
        "figure 12 killed",
        "stance asserted",
        "says ",
        "actor ",
        "place Salt, Jordan",
        "map As Sal",
    ):
        assert slot in out
    assert f"“12” {STORY.index('12')}–{STORY.index('12') + 2}" in out
    assert "→" in out
    assert "2022-03-01" in out
    assert "population" in out


def test_json_holds_every_candidate(story: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert _explain(story, "--claim", "1", "--json") == 0
    row = json.loads(capsys.readouterr().out)
    assert row["number"] == 1
    assert row["claim"]["kind"] == "kill"
    slots = {slot["slot"]: slot for slot in row["slots"]}
    assert slots["when"]["value"] == row["claim"]["when"]["value"] == "2022-03-01"
    assert len(slots["map"]["candidates"]) > 1
    for slot in row["slots"]:
        for held in (slot, *slot["candidates"]):
            if held["span"]:
                assert STORY[held["span"]["start"] : held["span"]["end"]] == held["span"]["text"]


def test_a_claims_id_names_it_too(story: str, capsys: pytest.CaptureFixture[str]) -> None:
    _explain(story, "--claim", "2", "--json")
    row = json.loads(capsys.readouterr().out)
    assert _explain(story, "--claim", row["claim"]["id"], "--json") == 0
    assert json.loads(capsys.readouterr().out) == row


@pytest.mark.parametrize("number", ["0", "77", "x"])
def test_no_such_claim_is_wrong_use(story: str, number: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert _explain(story, "--claim", number) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(f"sayso: There is no claim {number!r} in this report; it has claims 1 to ")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _explain(str(tmp_path / "none.txt"), "--claim", "1") == 1
    assert "none.txt" in capsys.readouterr().err


def test_of_several_reports_an_id_names_the_claim(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "two.jsonl"
    rows = [{"id": f"r{n}", "text": f"{n} miners were killed in Salt, Jordan."} for n in (3, 4)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    main(["read", str(path), "--json", "--reader", "lexicon"])
    second = json.loads(capsys.readouterr().out.splitlines()[1])["claims"][0]["id"]
    assert _explain(str(path), "--claim", second, "--json") == 0
    assert json.loads(capsys.readouterr().out)["report"] == "r4"
    assert _explain(str(path), "--claim", "1") == 2
    assert "several reports" in capsys.readouterr().err


def test_every_option_is_documented() -> None:
    import argparse

    from sayso.cli import explain

    page = (Path(__file__).parents[2] / "docs" / "reference" / "explain.md").read_text("utf-8")
    parser = argparse.ArgumentParser()
    explain.add_arguments(parser)
    options = [o for action in parser._actions for o in action.option_strings if o.startswith("--")]
    assert [o for o in options if o != "--help" and f"`{o}" not in page] == []
