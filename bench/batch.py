"""Reading archives with one worker and with two: pages a second, how well two work together, what is kept of a page.

The saved pages of ``html`` in web archives of `SHARD` each, read by ``sayso batch`` as a user does: extraction of the
text, reading, and a table with the original bytes. What starting costs is taken off by a second, shorter run. One
worker is bound to one core and two to two, so that a network does not take what a second worker would.
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from bench.cases import ROOT, SHARED, data_hash
from sayso.pipeline import has_model

SHARD = 5
"""Small, so that at the end of a run no worker waits long for another."""
FEW = 2
"""Shards of the shorter run: one for each worker, so that both runs start all of them."""


def rows() -> list[dict[str, Any]]:
    """Pages a second and a core-hour with one and two workers, efficiency, kilobytes of table a page."""
    pages = sorted((SHARED / "data" / "html").glob("*.html.gz"))
    if not pages or not has_model():
        return []
    with tempfile.TemporaryDirectory(prefix="sayso-batch-") as name:
        folder = Path(name)
        shards = [
            _archive(folder / f"part-{i:03}.warc.gz", pages[i : i + SHARD])
            for i in range(0, len(pages), SHARD)
        ]
        one, two = (_rate(shards, folder, jobs) for jobs in (1, 2))
        kept = {jobs: _tables(folder / f"done-{jobs}") for jobs in (1, 2)}
        if kept[1] != kept[2]:
            raise RuntimeError("two workers made other tables than one.")
        size = {original: _size(shards, folder, original) for original in (True, False)}
    base = {"n": len(pages), "hash": data_hash(*pages)}
    found = [
        ("1 worker: pages/s", round(one, 2)),
        ("2 workers: pages/s", round(two, 2)),
        ("efficiency of 2 workers, %", round(100 * two / (2 * one), 1)),
        ("pages a core-hour", round(3600 * two / 2)),
        ("table, KB a page with its original", round(size[True], 1)),
        ("table, KB a page without", round(size[False], 1)),
    ]
    return [{"name": f"batch, saved pages, {what}", "value": value, **base} for what, value in found]


def _archive(path: Path, pages: Iterable[Path]) -> Path:
    """A web archive of pages, each record packed by itself, as crawlers write it."""
    with path.open("wb") as out:
        for page in pages:
            body = gzip.decompress(page.read_bytes())
            head = "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/html\r\n"
            head += f"WARC-Target-URI: https://pages.example/{page.name[:12]}\r\nContent-Length: {len(body)}\r\n\r\n"
            out.write(gzip.compress(head.encode() + body + b"\r\n\r\n"))
    return path


def _rate(shards: Sequence[Path], folder: Path, jobs: int) -> float:
    """Pages a second of the shards after the first `FEW`."""
    short = _run(shards[:FEW], folder / f"start-{jobs}", jobs)
    whole = _run(shards, folder / f"done-{jobs}", jobs)
    number = sum(_ends(folder / f"done-{jobs}")) - sum(_ends(folder / f"start-{jobs}"))
    return number / (whole - short)


def _run(shards: Sequence[Path], out: Path, jobs: int, *options: str) -> float:
    """Seconds that a batch takes; it begins with what it imports."""
    cores = sorted(os.sched_getaffinity(0))[:jobs]
    code = f"import os; os.sched_setaffinity(0, {cores})\nfrom sayso.cli.main import main\nimport sys\n"
    code += "if __name__ == '__main__':\n    sys.exit(main(sys.argv[1:]))\n"
    script = out.with_suffix(".py")  # a file: workers import the module that started them
    script.write_text(code)
    words = ["batch", "--quiet", "--jobs", str(jobs), "--out", str(out), *options, *map(str, shards)]
    begin = time.perf_counter()
    done = subprocess.run(
        [sys.executable, str(script), *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode == 2 or not out.exists():
        raise RuntimeError(
            done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "sayso batch failed"
        )
    return time.perf_counter() - begin


def _ends(out: Path) -> list[int]:
    """How many documents each shard held, whatever became of them."""
    lines = [p.read_bytes().splitlines()[-1] for p in sorted(out.glob("*.manifest.jsonl"))]
    return [sum(json.loads(line)[key] for key in ("done", "skipped", "failed")) for line in lines]


def _tables(out: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in out.glob("*.parquet")}


def _size(shards: Sequence[Path], folder: Path, original: bool) -> float:
    """Kilobytes of table a page of every fourth shard."""
    out = folder / f"size-{original}"
    _run(shards[::4], out, 1, *([] if original else ["--no-originals"]))
    return sum(len(data) for data in _tables(out).values()) / 1000 / sum(_ends(out))
