"""Workers that are killed while they read change nothing in what comes out."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.batch.cluster import spread
from sayso.batch.plan import shards
from sayso.batch.shard import Summary
from sayso.batch.work import How

Lines = Callable[..., Path]
SHARDS, LINES = 6, 30
# A script of its own: Dask's threads and sockets must not outlive the test, nor its warnings end it.
SCRIPT = """
import sys
from pathlib import Path
from sayso.batch.cluster import spread
from sayso.batch.plan import shards
from sayso.batch.work import How
if __name__ == "__main__":
    out, *paths = sys.argv[1:]
    for shard, outcome in spread(shards(paths), Path(out), How(reader="lexicon"), jobs=2):
        print(outcome, flush=True)
"""


def contents(folder: Path) -> dict[str, bytes]:
    """Each table as it is, each manifest without its last line, which says how long it took."""
    found = {p.name: p.read_bytes() for p in folder.iterdir()}
    return {n: d if n.endswith(".parquet") else b"\n".join(d.splitlines()[:-1]) for n, d in found.items()}


def workers_of(process: int) -> list[int]:
    """The Dask workers below a process, by what the system says of them."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rsplit(")", 1)[1].split()
            command = status.with_name("cmdline").read_bytes()
        except OSError:
            continue
        if int(fields[1]) == process and b"spawn_main" in command:
            found.append(int(status.parent.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc to find the workers")
def test_killed_workers_change_nothing(tmp_path: Path, how: How, lines: Lines) -> None:
    paths = [lines(f"s{i}.jsonl", LINES, i * LINES) for i in range(SHARDS)]
    alone, together = tmp_path / "alone", tmp_path / "together"
    alone.mkdir()
    together.mkdir()
    assert all(isinstance(outcome, Summary) for _, outcome in spread(shards(paths), alone, how))
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    command = [sys.executable, str(script), str(together), *map(str, paths)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    killed = threading.Event()

    def kill() -> None:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and not killed.is_set():
            if list(together.glob(".*.part")) and (found := workers_of(running.pid)):
                os.kill(found[0], signal.SIGKILL)
                killed.set()
            time.sleep(0.02)

    killer = threading.Thread(target=kill)
    killer.start()
    told, _ = running.communicate(timeout=240)
    killer.join()
    assert running.returncode == 0
    assert killed.is_set()
    assert told.count("Summary(") == SHARDS
    assert contents(together) == contents(alone)
    assert json.loads((next(together.glob("*.jsonl"))).read_bytes().splitlines()[-1])["reports"] == LINES


GIVEN = """
import sys
from pathlib import Path
import distributed
from sayso.batch import cluster
from sayso.batch.plan import shards
from sayso.batch.work import How
from sayso.core.errors import SaysoError
if __name__ == "__main__":
    out, *paths = sys.argv[1:]
    with distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as given:
        for shard, outcome in cluster.spread(
            shards(paths), Path(out), How(reader="lexicon"), scheduler=given.scheduler_address
        ):
            print(outcome)
    cluster.PATIENCE = "1s"
    try:
        list(cluster.spread(shards(paths), Path(out), How(), scheduler="tcp://127.0.0.1:9"))
    except SaysoError as error:
        print(error)
"""


def test_a_scheduler_that_is_given_and_one_that_does_not_answer(
    tmp_path: Path, how: How, lines: Lines
) -> None:
    paths = [lines(f"s{i}.jsonl", 5, i * 5) for i in range(2)]
    alone, given = tmp_path / "alone", tmp_path / "given"
    alone.mkdir()
    given.mkdir()
    assert len(list(spread(shards(paths), alone, how))) == 2
    script = tmp_path / "script.py"
    script.write_text(GIVEN)
    done = subprocess.run(
        [sys.executable, str(script), str(given), *map(str, paths)],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.stdout.count("Summary(") == 2, done.stderr
    assert contents(given) == contents(alone)
    assert "tcp://127.0.0.1:9 does not answer" in done.stdout
