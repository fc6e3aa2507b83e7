"""The desk over a large record: server time of each page, first and warm, what a page weighs, and the comparison.

The record is that of `bench.scale_data`. ``first`` is the first page that a fresh program answers, with the comparison
of all reports there from before, as on any start but the very first; ``compare`` is how long that one comparison takes,
in a process of its own, while pages show the state before it. Times of pages are of the processor, whatever else the
machine does, and those of the app alone, without a network.
``python -m bench.desk 1000`` measures another number of reports.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

from bench.cases import ROOT, data_hash
from bench.reconcile_example import FOLDER

REPORTS: Final = 11_300
"""About 100,000 claims."""
_AGAIN: Final = 5
_MAP: Final = (
    "/static/vendor/maplibre-gl/maplibre-gl-csp.js", "/static/vendor/maplibre-gl/maplibre-gl-csp-worker.js",
    "/static/map.css", "/static/world.json",
)  # fmt: skip
"""What the script of the map loads once the map is in sight."""


def rows() -> list[dict[str, Any]]:
    """One row a measure."""
    return measured(REPORTS)


def measured(size: int) -> list[dict[str, Any]]:
    """The rows for a record of so many reports."""
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "desk.sayso"
        claims = _record(path, size)
        seen = {**_compare(path), **_asked(path)}
    hashed = data_hash(*sorted(FOLDER.glob("*.*")))
    seconds = round(time.perf_counter() - start, 1)
    return [
        {
            "name": f"desk, {size} reports: {what}",
            "value": value,
            "n": claims,
            "hash": hashed,
            "seconds": seconds,
        }
        for what, value in seen.items()
    ]


def _record(path: Path, size: int) -> int:
    from bench.scale_data import many
    from sayso.core.arrival import Arrival
    from sayso.record.write import add
    from sayso.records import Record

    claims = 0
    with Record.open(path) as record:
        for number, coded in enumerate(many(size)):
            claims += len(coded.claims)
            arrival = Arrival(coded.report, f"{number}.txt", coded.report.text.encode())
            add(record.store, arrival, coded, "listed")
    return claims


def _compare(path: Path) -> dict[str, float]:
    """Let the desk compare the reports once and wait for it."""
    from sayso.cli.serve import look
    from sayso.records import Record
    from sayso.serve.aside import Working
    from sayso.serve.desk import Desk

    os.environ["SAYSO_CACHE"] = str(path.parent)
    start = time.perf_counter()
    with Record.open(path, make=False) as record:
        desk = Desk(record, look(), "bench")
        while True:
            try:
                desk.view()
                break
            except Working:
                time.sleep(0.5)
    found = next(path.parent.glob("*.desk"))
    return {
        "compare, s": round(time.perf_counter() - start, 1),
        "compared, MB": round(found.stat().st_size / 1e6, 1),
    }


def _asked(path: Path) -> dict[str, float]:
    """Each page in a process of its own, so that every first one is a first one."""
    seen: dict[str, float] = {}
    for name in PAGES:
        command = [sys.executable, "-m", "bench.desk", "--child", str(path), name]
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr.strip().splitlines()[-1])
        seen.update({f"{name}, {what}": value for what, value in json.loads(done.stdout).items()})
    return seen


PAGES: Final = {
    "overview": "/", "tolls": "/tolls", "toll": "/tolls/{toll}", "incidents": "/incidents",
    "incident": "/incidents/{incident}", "reports": "/reports", "report": "/reports/{report}",
    "sources": "/sources", "search": "/search", "search of words": "/search?text=killed&kind=kill",
    "review": "/review", "claims by API": "/api/v1/claims",
}  # fmt: skip


def child(path: Path, name: str) -> dict[str, float]:
    """Milliseconds of the first and of a warm answer, KB of the page with all that it loads, MB of memory."""
    from urllib.parse import quote

    import httpx

    from sayso.cli.serve import look
    from sayso.record import pick
    from sayso.records import Record
    from sayso.serve.app import make_app
    from sayso.serve.desk import Desk

    with Record.open(path, make=False) as record:
        kept = Desk(record, look(), "bench").view().kept  # another desk's: this one's is still to open it
        incident = max(kept.incidents(), key=lambda i: i.claims).id
        report = pick.reports_page(record.store, count=1)[1][0].report.id
        address = PAGES[name].format(
            toll=kept.tolls()[0].id, incident=incident, report=quote(report, safe=":")
        )
    with Record.open(path, make=False) as record:
        transport = httpx.ASGITransport(app=make_app(record, look(), "bench"))

        async def ask() -> tuple[list[float], float]:
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
                times = []
                for _ in range(_AGAIN + 1):
                    start = time.process_time()
                    answer = await client.get(address)
                    times.append(1000 * (time.process_time() - start))
                    answer.raise_for_status()
                return times, await _weight(client, answer.text)

        times, weight = asyncio.run(ask())
    with open("/proc/self/status") as status:  # noqa: PTH123 - no file of the file system
        memory = next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
    return {
        "first, ms": round(times[0], 1), "warm, ms": round(statistics.median(times[1:]), 1),
        "weight, KB": round(weight / 1000), "memory, MB": round(memory),
    }  # fmt: skip


async def _weight(client: Any, page: str) -> float:
    """Bytes of the page and of what it loads, as they are sent: pages as they are, files of the package compressed."""
    names = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page))
    total = float(len(page.encode()))
    for name in sorted(names | (set(_MAP) if "/static/map.js" in names else set())):
        total += len(gzip.compress((await client.get(name)).content, 9))
    return total


def main() -> None:
    """Prints the rows for the size on the command line, or one child's figures."""
    from bench.run import line

    words = sys.argv[1:]
    if words[:1] == ["--child"]:
        print(json.dumps(child(Path(words[1]), words[2])))
    else:
        for row in measured(int(words[0]) if words else REPORTS):
            print(line(row))


if __name__ == "__main__":
    main()
