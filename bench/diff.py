"""Which claims were gained and lost between two prediction files: ``python -m bench.diff OLD NEW [dev|seed]``.

A claim of the labels is found if a predicted one of its kind overlaps it, paired as the shared scorer pairs.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

from bench.cases import SHARED, Json, absent, rows


def scorer() -> ModuleType:
    """The shared scorer as a module."""
    spec = importlib.util.spec_from_file_location("score_claims", SHARED / "bin" / "score_claims.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"No scorer under {SHARED}.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def predictions(path: Path) -> dict[str, list[Json]]:
    """Claims by report id."""
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return {str(row.get("id") or row["report"]["id"]): row["claims"] for row in lines}


def outcome(row: Json, claims: list[Json], score: ModuleType) -> tuple[dict[str, str], set[str]]:
    """Label → what is right of it ("full", or the slots that are wrong), and the predictions that fit no label."""
    gold, found = [dict(c) for c in row["claims"]], [dict(c) for c in claims]
    for claim in gold + found:
        claim["_s"] = score.spans(claim, row["text"])
    _, pairs = score.count(gold, found)
    labels = {}
    for i, j in pairs:
        wrong = [slot for slot, fits in score.SLOTS.items() if not fits(gold[i], found[j])]
        labels[describe(gold[i])] = f"wrong {', '.join(wrong)}" if wrong else "full"
    extra = {describe(found[j]) for j in set(range(len(found))) - {j for _, j in pairs}}
    return labels, extra


def describe(claim: Json) -> str:
    """A claim in a line."""
    quote = claim["quote"]
    figure = claim.get("figure")
    number = f" [{figure['text']} {figure['measure']}]" if figure else ""
    return f"{claim['kind']}{number}: {quote['text'] if isinstance(quote, dict) else quote}"


def main() -> int:
    """Print what was gained, lost and changed, report by report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("part", nargs="?", default="dev")
    options = parser.parse_args()
    if message := absent():
        print(message)
        return 0
    score, old, new = scorer(), predictions(options.old), predictions(options.new)
    for row in rows(options.part):
        before, extra_before = outcome(row, old.get(row["id"], []), score)
        after, extra_after = outcome(row, new.get(row["id"], []), score)
        changes = [("GAINED ", label) for label in after if label not in before]
        changes += [("LOST   ", label) for label in before if label not in after]
        changes += [
            ("CHANGED", f"{k} | {before[k]} → {after[k]}")
            for k in after
            if k in before and before[k] != after[k]
        ]
        changes += [("EXTRA +", label) for label in sorted(extra_after - extra_before)]
        changes += [("EXTRA -", label) for label in sorted(extra_before - extra_after)]
        for what, text in changes:
            print(what, row["id"], text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
