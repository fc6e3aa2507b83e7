"""``sayso tolls`` and ``sayso incidents`` on a record with the example crisis."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from bench.reconcile_example import perfect

from sayso import Record
from sayso.cli.main import MISUSED, main
from sayso.core.arrival import Arrival
from sayso.record.open import open_store
from sayso.record.write import add


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("record") / "crisis.sayso"
    with open_store(path, make=True) as store:
        for name, coded in perfect().items():
            add(store, Arrival(coded.report, name, coded.report.text.encode()), coded, "hand")
    return path


def _printed(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    assert main([str(w) for w in words]) == 0
    return capsys.readouterr().out


def test_table_tells_of_the_withdrawal(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = _printed(capsys, "tolls", record, "--place", "Kazakhstan", "--measure", "killed", "--of", "people")
    assert "164" in out
    assert "WITHDRAWAL-Kazakh count" in out
    assert max(map(len, out.splitlines())) <= 80


def test_as_of_shows_how_it_stood(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("tolls", record, "--claimant", "health ministry", "--json", "--as-of")
    before = [
        e for line in _printed(capsys, *words, "2022-01-10").splitlines() for e in json.loads(line)["entries"]
    ]
    after = [
        e for line in _printed(capsys, *words, "2022-01-13").splitlines() for e in json.loads(line)["entries"]
    ]
    assert {e["status"] for e in before} == {"current"}
    assert {e["status"] for e in after} == {"withdrawn"}


def test_csv_has_a_line_a_figure(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = _printed(capsys, "tolls", record, "--measure", "arrested", "--date", "2022-01", "--csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [r["low"] for r in rows if r["claimant"] == "interior ministry"][-1] == "9900"
    assert {r["measure"] for r in rows} == {"arrested"}


def test_policy_names_its_rule(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = _printed(capsys, "tolls", record, "--measure", "killed", "--of", "police", "--policy", "ucdp")
    assert "UCDP" in out


def test_incidents_tell_each_happening_once(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = _printed(capsys, "incidents", record, "--place", "Zhanaozen")
    assert out.count("2 Jan 2022") == 1
    lines = _printed(
        capsys, "incidents", record, "--kind", "seize", "--date", "2022-01-05", "--json"
    ).splitlines()
    days = [json.loads(line)["day"] for line in lines]
    assert "2022-01-05" in days
    assert "2022-01-06" not in days
    rows = list(csv.DictReader(io.StringIO(_printed(capsys, "incidents", record, "--csv"))))
    assert len(rows) > 5


@pytest.mark.parametrize(
    "words",
    [
        ("tolls", "--as-of", "soon"),
        ("tolls", "--measure", "hurt"),
        ("tolls", "--policy", "gut"),
        ("tolls", "--date", "x"),
        ("incidents", "--kind", "hurt"),
        ("incidents", "--date", "x"),
    ],
)
def test_wrong_use_is_told_in_a_sentence(
    record: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    assert main([words[0], str(record), *words[1:]]) == MISUSED
    assert capsys.readouterr().err.startswith("sayso: ")


def test_sources_tell_how_often_figures_were_taken_back(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [json.loads(line) for line in _printed(capsys, "sources", record, "--json").splitlines()]
    withdrawn = {row["name"]: row["withdrawn"] for row in rows if row["withdrawn"]}
    assert any("health ministry" in name for name in withdrawn)
    assert all(row["withdrawn"] <= row["counted"] <= len(row["figures"]) + 1 for row in rows)
    assert " figures withdrawn" in _printed(capsys, "sources", record)
    before = [
        json.loads(line)
        for line in _printed(capsys, "sources", record, "--json", "--as-of", "2022-01-10").splitlines()
    ]
    assert sum(row["withdrawn"] for row in before) < sum(row["withdrawn"] for row in rows)


def test_decisions_from_the_command_line_are_obeyed(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / "mine.sayso"
    shutil.copy(record, mine)
    by = ("--by", "A. Desk")

    def copies() -> dict[str, str]:
        with Record.open(mine, make=False) as opened:
            return dict(opened.world().copied)

    copy, origin = sorted(copies().items())[0]
    _printed(capsys, "decide", mine, "not-copy", copy, origin, *by)
    assert copy not in copies()
    _printed(capsys, "decide", mine, "copy", copy, origin, *by)
    assert copies()[copy] == origin

    def incidents() -> list[list[str]]:
        return [
            json.loads(line)["claims"] for line in _printed(capsys, "incidents", mine, "--json").splitlines()
        ]

    one, two = (claims[0] for claims in incidents()[:2])
    _printed(capsys, "decide", mine, "merge", one, two, *by)
    assert any({one, two} <= set(claims) for claims in incidents())
    _printed(capsys, "decide", mine, "split", one, two, *by)
    assert not any({one, two} <= set(claims) for claims in incidents())
    _printed(capsys, "decide", mine, "source-kind", "interior ministry", "--value", "party", *by)
    words = ("tolls", mine, "--claimant", "interior ministry", "--json")
    entries = [e for line in _printed(capsys, *words).splitlines() for e in json.loads(line)["entries"]]
    assert {e["claimant_kind"] for e in entries} == {"party"}


def test_a_policy_of_ones_own(record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "desk.toml"
    path.write_text("[figures]\nkinds = ['official']\n[answer]\nbest = 'latest'\n", encoding="utf-8")
    out = _printed(capsys, "tolls", record, "--measure", "arrested", "--policy", path)
    assert "by the rule desk: best the latest of the figures with kinds official" in out
    path.write_text("[answer]\nbest = 'mean'\n", encoding="utf-8")
    assert main(["tolls", str(record), "--policy", str(path)]) == MISUSED
    assert "desk.toml" in capsys.readouterr().err


def test_chart_and_answers_of_a_policy_as_csv(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "a interior ministry" in _printed(capsys, "tolls", record, "--measure", "arrested", "--chart")
    assert main(["tolls", str(record), "--chart", "--policy", "ucdp"]) == MISUSED
    assert "leave --policy out" in capsys.readouterr().err
    out = _printed(capsys, "tolls", record, "--measure", "arrested", "--policy", "ucdp", "--csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert {(row["measure"], row["policy"]) for row in rows} == {("arrested", "ucdp")}
    assert all(int(row["low"]) <= int(row["best"]) <= int(row["high"]) for row in rows)
