"""Answers of a record as frames, by the libraries themselves."""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from sayso import frames
from sayso.core.errors import MissingExtra, UsageError
from sayso.reconcile.incidents import incidents_in
from sayso.record.flat import COLUMNS, flat
from sayso.records import Record


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    """Two reports of our own, read with the plain reader: quick, and the same everywhere."""
    from sayso.pipeline import Options

    folder = tmp_path_factory.mktemp("frames")
    for day, number in ((4, 12), (5, 15)):
        words = f"The health ministry said on Tuesday that {number} people had been killed in Almaty.\n"
        (folder / f"2022-01-0{day}-mail.txt").write_text(words)
    made = Record.open(folder / "crisis.sayso")
    made.add(folder, Options(reader="lexicon"))
    return made


def _rows(frame: object) -> list[dict[str, object]]:
    if isinstance(frame, pa.Table):
        return frame.to_pylist()
    if isinstance(frame, pl.DataFrame):
        return frame.to_dicts()
    assert isinstance(frame, pd.DataFrame)
    return [{k: None if v is pd.NA else v for k, v in row.items()} for row in frame.to_dict("records")]


@pytest.mark.parametrize("library", frames.LIBRARIES)
def test_claims_are_the_same_rows_in_each_library(record: Record, library: str) -> None:
    expected = [flat(said) for said in record.claims()]
    assert len(expected) == 2
    assert [list(row) for row in _rows(record.frame(library=library))] == [list(COLUMNS)] * 2
    assert _rows(record.frame(library=library)) == expected


@pytest.mark.parametrize("library", frames.LIBRARIES)
def test_figures_incidents_sources_reports(record: Record, library: str) -> None:
    figures = _rows(frames.of_figures(record.tolls(), library))
    assert {row["low"] for row in figures} == {12, 15}
    assert {row["measure"] for row in figures} == {"killed"}
    happened = _rows(frames.of_incidents(incidents_in(record.world()), library))
    assert {c for row in happened for c in str(row["claims"]).split()} == {
        s.claim.id for s in record.claims()
    }
    said = _rows(frames.of_sources(record.sources(), library))
    assert sum(int(str(row["claims"])) for row in said) == 2
    reports = _rows(frames.of_reports(record.reports(), library))
    assert [row["text"] for row in reports] == [h.report.text for h in record.reports()]


def test_types_are_the_same_with_and_without_rows(record: Record) -> None:
    empty = frames.of_figures([], "arrow")
    assert empty.num_rows == 0
    assert empty.schema == frames.of_figures(record.tolls(), "arrow").schema
    assert empty.schema.field("low").type == pa.int64()
    assert frames.of_claims([], "polars").schema == frames.of_claims(record.claims(), "polars").schema
    assert str(frames.of_claims(record.claims(), "pandas")["low"].dtype) == "Int64"


def test_what_is_missing_or_unknown_is_said(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(MissingExtra, match=r"sayso\[frames\]"):
        record.frame(library="polars")
    with pytest.raises(UsageError, match="arrow, pandas, polars"):
        record.frame(library="excel")


def test_the_place_of_a_claim_is_a_number_or_nothing(record: Record, tmp_path: Path) -> None:
    lat = record.frame(library="polars")["lat"]
    assert lat.dtype == pl.Float64
