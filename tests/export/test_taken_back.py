"""Edited exports come back as decisions: each as it was meant, or none at all."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from sayso.cli.main import main
from sayso.records import Record

Rows = list[dict[str, str]]
Edit = Callable[[Callable[[Rows], object]], Path]


@pytest.fixture
def record(crisis: Path, tmp_path: Path) -> Path:
    """A copy of the record that may be changed."""
    return Path(shutil.copy(crisis, tmp_path / "mine.sayso"))


@pytest.fixture
def edit(record: Path, tmp_path: Path) -> Edit:
    """Exports as csv, lets a function change the rows, gives back the file."""

    def edited(change: Callable[[Rows], object]) -> Path:
        path = tmp_path / "claims.csv"
        main(["export", str(record), "--as", "csv", "-o", str(path), "--quiet"])
        rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8"), newline="")))
        change(rows)
        with path.open("w", newline="") as out:
            table = csv.DictWriter(out, rows[0])
            table.writeheader()
            table.writerows(rows)
        return path

    return edited


def _taken(record: Path) -> list[tuple[str, str | None, str | None]]:
    with Record.open(record, make=False) as opened:
        return [(d.verb, d.slot, d.value) for d in opened.decisions()]


def _take(record: Path, path: Path, *more: str) -> int:
    return main(["import", "decisions", str(record), str(path), "--by", "Desk", *more])


def _some(rows: Rows) -> None:
    rows[0]["decision"] = "confirmed"
    rows[1]["decision"] = "Rejected"
    rows[2]["claimants"] = "Ministry of Tides < Harbour Radio"
    rows[3]["place"] = "=Northport"


@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl", "labelstudio"])
def test_an_export_that_nobody_touched_changes_nothing(form: str, record: Path, tmp_path: Path) -> None:
    main(["export", str(record), "--as", form, "-o", str(tmp_path / "x")])
    assert _take(record, tmp_path / "x") == 0
    assert _taken(record) == []


def test_decisions_and_changes_are_taken_once(record: Path, edit: Edit) -> None:
    path = edit(_some)
    assert _take(record, path, "--dry-run") == 0
    assert _taken(record) == []
    assert _take(record, path) == 0
    assert _taken(record) == [
        ("confirm", None, None),
        ("reject", None, None),
        ("correct", "says", '["Ministry of Tides", "Harbour Radio"]'),
        ("correct", "place", '{"name": "=Northport"}'),
    ]
    assert _take(record, path) == 0
    assert len(_taken(record)) == 4


def test_what_was_decided_shows_in_the_next_export(record: Path, edit: Edit) -> None:
    _take(record, edit(_some))
    seen: Rows = []
    edit(seen.extend)
    assert [r["decision"] for r in seen[:4]] == ["confirmed", "rejected", "corrected", "corrected"]
    assert seen[3]["place"] == "'=Northport"


def test_one_wrong_row_stops_all_and_each_is_named(
    record: Path, edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    def wrong(rows: Rows) -> None:
        _some(rows)
        rows[4]["low"] = "nine"
        rows[5]["kind"] = "murder"
        rows[6]["claim"] = "c-unknown"
        rows[7]["decision"] = "maybe"
        rows[8]["claim"] = rows[0]["claim"]

    assert _take(record, edit(wrong)) == 1
    said = capsys.readouterr().err
    assert all(f"row {n}: " in said for n in (6, 7, 8, 9, 10))
    assert _taken(record) == []


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"[{}, 3]", b"PK\x03\x04junk", b"claim\xff", b"[1"])
def test_other_files_are_refused_in_a_sentence(content: bytes, record: Path, tmp_path: Path) -> None:
    path = tmp_path / "other"
    path.write_bytes(content)
    assert _take(record, path) == 1


def test_label_studio_choices_come_back(record: Path, tmp_path: Path) -> None:
    path = tmp_path / "tasks.json"
    main(["export", str(record), "--as", "labelstudio", "-o", str(path)])
    tasks = json.loads(path.read_text("utf-8"))
    result = tasks[0]["predictions"][0]["result"]
    claim = result[0]
    result.append({**claim, "from_name": "decision", "type": "choices", "value": {"choices": ["rejected"]}})
    tasks[0]["annotations"] = [{"result": result}]
    path.write_text(json.dumps(tasks), "utf-8")
    assert _take(record, path) == 0
    assert _taken(record) == [("reject", None, None)]


def _edit_csv(path: Path) -> None:
    with path.open(newline="") as table:
        rows = list(csv.DictReader(table))
    _mark(rows)
    with path.open("w", newline="") as out:
        table = csv.DictWriter(out, rows[0], delimiter=";")  # as a spreadsheet of some countries saves it
        table.writeheader()
        table.writerows(rows)


def _edit_xlsx(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    heading, *rows = book["claims"].iter_rows()
    names = [cell.value for cell in heading]
    found = [dict(zip(names, row, strict=True)) for row in rows]
    number = next(i for i, row in enumerate(found) if i > 2 and row["low"].value)
    for row, column, value in (
        (0, "decision", "confirmed"), (1, "decision", "rejected"), (2, "target", "bystanders"), (number, "low", 7),
    ):  # fmt: skip
        found[row][column].value = value
    book.save(path)


def _edit_jsonl(path: Path) -> None:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    rows[0]["decision"], rows[1]["decision"] = "confirmed", "rejected"
    rows[2]["target"] = {"name": "bystanders"}
    next(r for r in rows[3:] if (r["figure"] or {}).get("low"))["figure"]["low"] = 7
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), "utf-8")


def _mark(rows: Rows) -> None:
    rows[0]["decision"], rows[1]["decision"] = "confirmed", "rejected"
    rows[2]["target"] = "bystanders"
    next(r for r in rows[3:] if r["low"])["low"] = "7"


@pytest.mark.parametrize(
    ("form", "edit_"), [("csv", _edit_csv), ("xlsx", _edit_xlsx), ("jsonl", _edit_jsonl)]
)
def test_each_form_goes_round(form: str, edit_: Callable[[Path], None], record: Path, tmp_path: Path) -> None:
    path = tmp_path / f"claims.{form}"
    export = ["export", str(record), "--as", form, "-o", str(path), "--quiet"]
    main(export)
    edit_(path)
    assert _take(record, path) == 0
    found = _taken(record)
    assert found[:3] == [("confirm", None, None), ("reject", None, None), ("correct", "target", "bystanders")]
    assert [(verb, slot) for verb, slot, _ in found[3:]] == [("correct", "figure")]
    assert json.loads(found[3][2] or "")["low"] == 7
    assert _take(record, path) == 0
    assert len(_taken(record)) == 4
    main(export)
    assert _take(record, path) == 0  # the next export asks for nothing either
    assert len(_taken(record)) == 4


def test_label_studio_corrections_come_back_once(record: Path, tmp_path: Path) -> None:
    path = tmp_path / "tasks.json"
    main(["export", str(record), "--as", "labelstudio", "-o", str(path), "--quiet"])
    tasks = json.loads(path.read_text("utf-8"))
    result = tasks[0]["predictions"][0]["result"]
    kind, stance = result[0], result[1]
    kind["value"]["labels"], stance["value"]["choices"] = ["hazard"], ["hedged"]
    tasks[0] |= {"id": 7, "annotations": [{"id": 1, "completed_by": 2, "result": result}]}
    path.write_text(json.dumps(tasks), "utf-8")
    assert _take(record, path) == 0
    assert _taken(record) == [("correct", "kind", "hazard"), ("correct", "stance", "hedged")]
    assert _take(record, path) == 0
    assert len(_taken(record)) == 2


def test_a_dry_run_shows_a_table(record: Path, edit: Edit, capsys: pytest.CaptureFixture[str]) -> None:
    path = edit(_mark)
    capsys.readouterr()
    assert _take(record, path, "--dry-run") == 0
    heading, *lines = capsys.readouterr().out.splitlines()
    assert heading.split() == ["row", "decision", "claim", "slot", "was", "becomes", "words"]
    assert len(lines) == 4
    assert lines[2][heading.index("slot") :].startswith("target")  # columns stand under their headings
    assert lines[2].startswith("row 4")
    assert "bystanders" in lines[2]
    assert _taken(record) == []


def test_a_wrong_line_of_json_is_named(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "claims.jsonl"
    main(["export", str(record), "--as", "jsonl", "-o", str(path), "--quiet"])
    lines = path.read_text("utf-8").splitlines()
    lines[0] = lines[0].replace('"decision": null', '"decision": "confirmed"')
    lines[4] = lines[4][:50]
    path.write_text("\n".join(lines), "utf-8")
    assert _take(record, path) == 1
    assert "line 5" in capsys.readouterr().err
    assert _taken(record) == []


@pytest.mark.parametrize(
    ("was", "saved"), [("2022-01-06", "06/01/2022"), ("2022-01-06", "1/6/22"), ("2022-01", "Jan-22")]
)
def test_a_day_that_a_spreadsheet_rewrote_is_no_correction(
    was: str, saved: str, record: Path, edit: Edit
) -> None:
    def rewritten(rows: Rows) -> None:
        row = next(r for r in rows if r["when"] == was)
        row["when"] = saved

    assert _take(record, edit(rewritten)) == 0
    assert _taken(record) == []
