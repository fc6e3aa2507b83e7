"""How a record grows: adding, reconciling, memory and file size for more and more reports, and the exponent of each.

Reading is left out: the reports come with their claims (`scale_data`), so that the time is the record's own and that of
reconciling. Times are of the processor, whatever else the machine does, but that for one report more: it waits for the
disk as well. ``python -m bench.scale 1000 10000`` measures other sizes.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from bench.cases import ROOT, data_hash
from bench.reconcile_example import FOLDER

SIZES: Final = (1000, 10_000, 100_000)
_SECONDS: Final = ("add", "load", "world", "tolls", "incidents")


def rows() -> list[dict[str, Any]]:
    """One row a measure and size, then the exponents: 1 is linear, 2 quadratic."""
    return measured(SIZES)


def measured(sizes: Sequence[int]) -> list[dict[str, Any]]:
    """The rows for these numbers of reports, each measured in a process of its own."""
    hashed = data_hash(*sorted(FOLDER.glob("*.*")))
    found = [_child(size) for size in sizes]
    out = []
    for size, seen in zip(sizes, found, strict=True):
        name = f"scale, {size} reports"
        seconds = round(sum(seen[key] for key in _SECONDS), 1)
        values = {f"{key}, s": round(seen[key], 2) for key in _SECONDS}
        values |= {"peak memory, MB": round(seen["memory"]), "file, MB": round(seen["file"], 1)}
        values |= {"one report more, ms": round(1000 * seen["one"], 1)}
        out += [
            {
                "name": f"{name}: {what}",
                "value": value,
                "n": seen["claims"],
                "hash": hashed,
                "seconds": seconds,
            }
            for what, value in values.items()
        ]
    for key in (*_SECONDS, "memory", "file") if len(sizes) > 1 else ():
        value = round(exponent(sizes, [seen[key] for seen in found]), 2)
        name = f"scale, {sizes[0]} to {sizes[-1]} reports: exponent of {key}"
        out.append({"name": name, "value": value, "n": len(sizes), "hash": hashed, "seconds": 0.0})
    return out


def exponent(sizes: Sequence[int], values: Sequence[float]) -> float:
    """The slope of a straight line through the logarithms (least squares)."""
    xs, ys = [math.log(s) for s in sizes], [math.log(max(v, 1e-6)) for v in values]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def _child(size: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.scale", "--child", str(size)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.strip().splitlines()[-1])
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def measure(size: int, *, reconcile: bool = True) -> dict[str, Any]:
    """Seconds for each step, peak memory and file size in MB, claims, and seconds to add one more report."""
    from bench.scale_data import many
    from sayso.core.arrival import Arrival
    from sayso.reconcile.filters import Filters
    from sayso.reconcile.incidents import incidents_in
    from sayso.reconcile.tolls import tolls_in
    from sayso.reconcile.world import world
    from sayso.record.write import add
    from sayso.records import Filters as Asked
    from sayso.records import Record

    seen: dict[str, Any] = dict.fromkeys(_SECONDS, 0.0)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scale.sayso"
        with Record.open(path) as record:
            claims, clock = 0, _Clock(seen)
            for number, coded in enumerate(many(size)):
                claims += len(coded.claims)
                arrival = Arrival(coded.report, f"{number}.txt", coded.report.text.encode())
                with clock("add"):
                    add(record.store, arrival, coded, "listed")
            *_, one = many(size + 1)
            start = time.perf_counter()
            add(record.store, Arrival(one.report, "one.txt", one.report.text.encode()), one, "listed")
            last = time.perf_counter() - start
            if reconcile:
                with clock("load"):
                    found = record.coded(Asked(versions=True))
                with clock("world"):
                    known = world(found)
                with clock("tolls"):
                    tolls_in(known, Filters())
                with clock("incidents"):
                    incidents_in(known)
        size_mb = path.stat().st_size / 1e6
    with open("/proc/self/status") as status:  # noqa: PTH123 - no file of the file system
        memory = next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
    return seen | {"one": last, "memory": memory, "file": size_mb, "claims": claims}


class _Clock:
    """Adds the processor's seconds of what runs within it to a step."""

    def __init__(self, seen: dict[str, Any]) -> None:
        self.seen = seen

    @contextmanager
    def __call__(self, step: str) -> Iterator[None]:
        start = time.process_time()
        yield
        self.seen[step] += time.process_time() - start


def main() -> None:
    """Prints the rows for the sizes on the command line, or one child's figures."""
    from bench.run import line

    words = sys.argv[1:]
    if words[:1] == ["--child"]:
        print(json.dumps(measure(int(words[1]))))
    elif words[:1] == ["--add"]:
        print(json.dumps(measure(int(words[1]), reconcile=False)))
    else:
        for row in measured([int(w) for w in words] or SIZES):
            print(line(row))


if __name__ == "__main__":
    main()
