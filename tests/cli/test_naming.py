"""``sayso naming``: who calls the same people what, with counts; filters, JSON lines, CSV."""

from __future__ import annotations

import csv
import io
import json

import pytest
from bench.reconcile_example import perfect

from sayso.cli.main import main
from sayso.core.arrival import Arrival
from sayso.record.write import add
from sayso.records import Record


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Three reports of the example with their listed claims, two of them one text printed twice."""
    path = tmp_path_factory.mktemp("naming") / "r.sayso"
    names = (
        "2022-01-06-steppe-wire.txt",
        "2022-01-06-harbour-post.html",
        "2022-01-07-interior-ministry.html",
    )
    with Record.open(path) as made:
        for name in names:
            coded = perfect()[name]
            add(made.store, Arrival(coded.report, name, coded.report.text.encode()), coded, "listed")
    return str(path)


def test_words_stand_under_their_claimant_and_copies_do_not_count(
    record: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["naming", record, "--group", "opponents"]) == 0
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == "opponents"
    assert lines[lines.index("police spokeswoman · 1 report") + 1] == "attackers"
    assert "security" not in lines


def test_json_and_csv_say_the_same(record: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["naming", record, "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert rows
    assert all(row["claims"] and row["reports"] for row in rows)
    assert main(["naming", record, "--csv"]) == 0
    table = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(r["group"], r["claimant"], r["word"], int(r["count"])) for r in table] == [
        (row["group"], row["claimant"], word, count) for row in rows for word, count in row["words"].items()
    ]


def test_filters_choose_the_claims(record: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["naming", record, "--claimant", "spokeswoman", "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {row["claimant"] for row in rows} == {"police spokeswoman"}
    assert main(["naming", record, "--as-of", "2021-01-01"]) == 0
    assert capsys.readouterr() == ("", "Nobody in the record names anybody so.\n")


def test_an_unknown_group_is_wrong_use(record: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["naming", record, "--group", "fish"]) == 2
    assert "opponents" in capsys.readouterr().err
