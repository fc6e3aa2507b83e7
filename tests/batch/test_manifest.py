"""What was done is noted line by line, and a later run leaves out exactly that."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.batch.manifest import Manifest, Output
from sayso.batch.work import How, Worker, failed
from sayso.core.coded import Failure
from sayso.core.errors import InputError, UsageError
from sayso.intake.document import Document

Make = Callable[[int], Document]
GONE = Failure("gone.html", "there is no such file or folder.")


def test_a_resumed_run_leaves_out_what_was_done_from_the_same_bytes(
    tmp_path: Path, how: How, document: Make
) -> None:
    path = tmp_path / "m"
    first, again, second = document(0), document(0), document(1)
    manifest = Manifest(path, resume=False)
    for done in [*Worker(how, 1).do([first]), failed(second, "it is poisoned."), failed(GONE)]:
        manifest.write(done, 10)
    manifest.close()
    with path.open("ab") as file:
        file.write(b'{"source": "half a li')
    rows = [json.loads(line) for line in path.read_bytes().splitlines()[:-1]]
    assert [(r["source"], r["status"], r["reports"]) for r in rows] == [
        ("a.jsonl#1", "done", ["r0"]), ("a.jsonl#2", "failed", []), ("gone.html", "failed", [])
    ]  # fmt: skip
    assert rows[0]["claims"] > 0
    assert rows[1]["reason"] == "it is poisoned."
    resumed = Manifest(path, resume=True)
    changed = Document(first.source, first.data + b" ", "line", line=1)
    left = list(resumed.earlier.left([first, again, changed, second, GONE, document(2)]))
    # The same line a second time was not done before, nor were other bytes; what could not be opened is tried again.
    assert left == [again, changed, GONE, document(2)]
    assert (resumed.earlier.end, resumed.earlier.counted["failed"]) == (10, 2)
    resumed.write(failed(GONE))
    resumed.close()
    assert len(path.read_bytes().splitlines()) == 4


def test_a_file_that_is_no_manifest_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("my notes\n")
    with pytest.raises(InputError, match="no manifest"):
        Manifest(path, resume=True)
    assert path.read_text() == "my notes\n"
    with pytest.raises(UsageError, match="cannot be written"):
        Manifest(tmp_path / "none" / "m", resume=False)


def test_output_goes_on_where_the_manifest_ends(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    out = Output(path, 0)
    end = out.write(['{"a": 1}'])
    out.write(["not in the manif"])
    out.close()
    out = Output(path, end)
    out.write(['{"b": "\udcff"}'])
    out.close()
    assert path.read_bytes() == b'{"a": 1}\n{"b": "\\udcff"}\n'
    with pytest.raises(UsageError, match="shorter than its manifest"):
        Output(path, 1000)
