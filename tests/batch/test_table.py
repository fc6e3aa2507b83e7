"""What comes back from Parquet equals what went in, to the last bit of a score."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sayso.batch.table import Table, in_folder, read_back
from sayso.batch.work import DONE, Done, How, Read, Worker
from sayso.core.errors import InputError
from sayso.intake.document import Document

Make = Callable[[int], Document]


def test_reports_and_claims_come_back_equal(tmp_path: Path, how: How, document: Make) -> None:
    done = Worker(how, 1).do([document(i) for i in range(3)])
    (read,) = done[0].read
    claims = tuple(
        dataclasses.replace(c, score=0.1 + 0.2 * i + 1e-13) for i, c in enumerate(read.coded.claims)
    )
    report = dataclasses.replace(
        read.coded.report, publisher="Half \udcff", notes=("a note",), updated="2022-03-03"
    )
    coded = dataclasses.replace(read.coded, report=report, claims=claims)
    odd = Read(dataclasses.replace(read.arrival, report=report, position=4, source="b \udcff"), coded, "m-1")
    given = [*done, Done("b#1", "0" * 64, DONE, (odd,))]
    path = tmp_path / "a.parquet"
    table = Table(path)
    for item in given:
        table.write(item)
    table.close()
    assert list(read_back(path)) == [r for d in given for r in d.read]
    rows = pq.read_table(path).to_pylist()
    assert rows[0]["claims"][0]["kind"] == read.coded.claims[0].kind
    assert rows[0]["claims"][0]["quote"] == read.coded.claims[0].quote.text
    assert rows[3]["publisher"] == "Half ?"
    assert in_folder(tmp_path) == [path]


def test_what_is_no_table_of_ours_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no tables"):
        in_folder(tmp_path)
    (tmp_path / "a.parquet").write_bytes(b"PAR1")
    with pytest.raises(InputError, match="damaged"):
        list(read_back(tmp_path / "a.parquet"))
    pq.write_table(pa.table({"coded": ["{}"]}), tmp_path / "b.parquet")
    with pytest.raises(InputError, match="not written by sayso batch"):
        list(read_back(tmp_path / "b.parquet"))
