"""Claims as rows and as frames."""

from __future__ import annotations

import sys
import types

import pytest

from sayso.core.errors import MissingExtra, UsageError
from sayso.record.flat import COLUMNS, flat, frame
from sayso.record.read import Held, Said

from .conftest import toll


@pytest.fixture
def found() -> list[Said]:
    made = toll(publisher="The Northport Mail")
    home = Held(1, made.report, "x.txt", "2022-03-02T00:00:00Z", "2022-03-05T09:30:00Z")
    return [Said(claim, home, "m-1") for claim in made.claims]


def test_a_row_has_every_column(found: list[Said]) -> None:
    kill, arrest = map(flat, found)
    assert tuple(kill) == tuple(arrest) == COLUMNS
    assert (kill["low"], kill["high"], kill["claimants"], kill["first"]) == (
        12,
        12,
        "health ministry",
        "2022-03-01",
    )
    assert (arrest["low"], arrest["high"], arrest["when"], arrest["target"]) == (40, None, None, None)


def test_arrow(found: list[Said]) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    table = frame(found)
    assert table.column_names == list(COLUMNS)
    assert table.to_pylist() == list(map(flat, found))
    assert frame([]).num_rows == 0


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_other_libraries_get_columns(
    found: list[Said], library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in = types.ModuleType(library)
    stand_in.DataFrame = dict  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, library, stand_in)
    columns = frame(found, library)
    assert list(columns) == list(COLUMNS)
    assert columns["low"] == [12, 40]


def test_what_is_missing_or_unknown_is_said(found: list[Said], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(MissingExtra, match="pip install polars"):
        frame(found, "polars")
    with pytest.raises(UsageError, match="arrow, pandas, polars"):
        frame(found, "excel")
