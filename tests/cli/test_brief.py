"""``sayso brief`` from the command line."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from bench.reconcile_example import perfect

from sayso.cli.brief import since_of
from sayso.cli.main import MISUSED, main
from sayso.core.arrival import Arrival
from sayso.core.errors import UsageError
from sayso.record.open import open_store
from sayso.record.write import add

_NOW = dt.datetime(2022, 1, 12, 15, 30, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example: its first three days were added early, the rest a week later."""
    path = tmp_path_factory.mktemp("record") / "crisis.sayso"
    for day, until in ((9, "2022-01-08"), (16, "2022-12-31")):
        with open_store(
            path, make=True, clock=lambda day=day: dt.datetime(2022, 1, day, tzinfo=dt.UTC)
        ) as store:
            for name, coded in perfect().items():
                if name[:10] <= until:
                    add(store, Arrival(coded.report, name, coded.report.text.encode()), coded, "hand")
    return path


def _printed(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    assert main(["brief", *map(str, words)]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("form", "begins"), [("markdown", "# Situation"), ("html", "<!doctype"), ("text", "SITUATION")]
)
def test_three_forms(record: Path, form: str, begins: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = _printed(capsys, record, "--since", "2022-01-08", "--as", form)
    assert out.startswith(begins)
    assert "9,900" in out


def test_what_was_known_is_what_the_record_held_or_what_was_out(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    held = _printed(capsys, record, "--since", "2022-01-10", "--as", "text")
    assert "what this record held by 10 January 2022" in held
    assert "4,404 (8 January 2022)" in held
    out = _printed(capsys, record, "--since", "2022-01-10", "--by", "out", "--as", "text")
    assert "what was published by 10 January 2022" in out
    assert "7,939 (10 January 2022)" in out
    early = _printed(capsys, record, "--since", "2022-01-07", "--as", "text")
    assert "what was published by 7 January 2022" in early


def test_questions_and_the_desk(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--since", "2022-01-08", "--by", "out", "--measure", "killed", "--place", "Almaty")
    out = _printed(capsys, record, *words, "--until", "2022-01-10", "--desk", "http://127.0.0.1:8642")
    assert "(place Almaty; measure killed)" in out
    assert "(<http://127.0.0.1:8642/claims/c" in out
    assert "arrested" not in out


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("yesterday", "2022-01-10T23:59:59Z"),
        ("today", "2022-01-11T23:59:59Z"),
        ("24h", "2022-01-11T15:30:00Z"),
        ("7d", "2022-01-05T15:30:00Z"),
        ("2022-01-08", "2022-01-08"),
        ("2022-01-08T12:00", "2022-01-08T12:00:00Z"),
        ("2022-01-08T12:00+06:00", "2022-01-08T06:00:00Z"),
    ],
)
def test_moments(words: str, moment: str) -> None:
    assert since_of(words, _NOW) == moment


def test_what_is_no_moment() -> None:
    with pytest.raises(UsageError, match="is no moment"):
        since_of("last week", _NOW)


@pytest.mark.parametrize(
    "words",
    [["--since", "soon"], ["--since", "today", "--desk", "desk"], ["--since", "today", "--measure", "dead"]],
)
def test_wrong_use(record: Path, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["brief", str(record), *words]) == MISUSED
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_since_is_needed(record: Path) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["brief", str(record)])
    assert stop.value.code == MISUSED
