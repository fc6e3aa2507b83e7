"""Shards: what is given in pieces, each written whole or not at all, and never twice."""

from __future__ import annotations

import dataclasses
import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.batch import shard as shard_module
from sayso.batch.cluster import spread
from sayso.batch.plan import LOOSE, fingerprint, shards
from sayso.batch.shard import Summary, finished, manifest_of, table_of, work
from sayso.batch.table import read_back
from sayso.batch.work import How
from sayso.core.errors import InputError, UsageError

Lines = Callable[..., Path]


def test_archives_are_shards_and_loose_pages_go_together(tmp_path: Path, lines: Lines) -> None:
    one = lines("a.jsonl", 2)
    folder = tmp_path / "f"
    folder.mkdir()
    for i in range(LOOSE + 1):
        (folder / f"{i:04}.txt").write_text("x")
    (folder / "n.jsonl").write_text("{}")
    (tmp_path / "all.paths.gz").write_bytes(gzip.compress(b"a.jsonl\nf/n.jsonl\n"))
    found = shards([one, folder, tmp_path / "all.paths.gz"])
    assert [len(s.paths) for s in found] == [1, 1, LOOSE, 1]
    assert len({s.name for s in found}) == 4
    assert found == shards([str(one), folder])
    with pytest.raises(UsageError, match="no file or folder"):
        shards(["http://news.example/a.warc.gz"])


def test_a_shard_is_done_once_and_again_where_its_bytes_or_the_way_changed(
    tmp_path: Path, how: How, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, out = lines("a.jsonl", 3), tmp_path / "out"
    out.mkdir()
    with path.open("a") as file:
        file.write('{"text": ""}\n')
    (shard,) = shards([path])
    first = work(shard, out, how)
    assert (first.done, first.failed, first.reports) == (3, 1, 3)
    assert first.claims == sum(len(r.coded.claims) for r in read_back(table_of(shard, out))) > 3
    rows = [json.loads(line) for line in manifest_of(shard, out).read_text().splitlines()]
    assert [r["status"] for r in rows[:-1]] == ["done", "done", "done", "failed"]
    assert Summary(**rows[-1]) == first == finished(shard, out, how)
    assert sorted(p.name for p in out.iterdir()) == [f"{shard.name}.manifest.jsonl", f"{shard.name}.parquet"]
    monkeypatch.setattr(shard_module, "_all", lambda *_: 1 / 0)
    assert work(shard, out, how) == first
    assert finished(shard, out, dataclasses.replace(how, published="2022-01-01")) is None
    before = fingerprint(shard, how)
    path.write_text(path.read_text().replace("Tuesday", "Fridays"))
    assert fingerprint(shard, how) != before
    assert finished(shard, out, how) is None
    # An attempt that breaks off leaves what is there as it is, and nothing beside it.
    table = table_of(shard, out).read_bytes()
    with pytest.raises(ZeroDivisionError):
        work(shard, out, how)
    assert table_of(shard, out).read_bytes() == table
    assert len(list(out.iterdir())) == 2


def test_a_shard_that_is_gone_fails_alone(tmp_path: Path, how: How, lines: Lines) -> None:
    out = tmp_path / "out"
    out.mkdir()
    todo = shards([lines("a.jsonl", 1), lines("b.jsonl", 1)])
    (tmp_path / "a.jsonl").unlink()
    (_, bad), (_, good) = spread(todo, out, how)
    assert "a.jsonl" in str(bad)
    assert isinstance(good, Summary)
    assert good.reports == 1
    with pytest.raises(InputError, match="No such file"):
        work(todo[0], out, how)
