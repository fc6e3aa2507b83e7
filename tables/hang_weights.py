"""Fit how an event hangs on a place (`sayso.resolve.where_hang`) on the training claims: `python -m
tables.hang_weights`."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from bench.where_data import claims

from sayso.core.span import Span
from sayso.resolve.where_hang import HANG, candidates, evidence, hang_in
from sayso.resolve.where_scene import Scene
from tables.weights import OUT

ROUNDS, RATE, PRIOR = 500, 0.4, 0.001


@dataclass(slots=True)
class Row:
    """One labelled claim: the features of its options, and which of them are right."""

    x: np.ndarray
    right: np.ndarray


def same_head(gold: str | None, name: str | None) -> bool:
    """The rule of the claims scorer: most exact names agree; no place and a bare country pass for the same."""
    if not gold or not name:
        return not (gold or name) or "," not in (gold or name or "")
    a, b = _words(gold.split(",")[0]), _words(name.split(",")[0])
    shared = len(a & b)
    return bool(shared) and (shared in (len(a), len(b)) or 2 * shared / (len(a) + len(b)) >= 0.5)


def _words(name: str) -> set[str]:
    stop = {"the", "a", "an", "of", "and", "in", "on", "at", "for", "to", "by", "from", "s"}
    found = re.findall(r"[^\W_]+", re.sub(r"(?<=\b\w)\.", "", name.lower()))
    return {w[:-1] if len(w) > 3 and w.endswith("s") else w for w in found if w not in stop} or set(found)


def rows_of(scenes: Iterable[tuple[Scene, list[dict[str, object]]]]) -> list[Row]:
    """Training rows; a claim none of whose options is right teaches nothing and is left out."""
    rows = []
    for scene, labelled in scenes:
        for claim in labelled:
            trigger = Span.cut(
                scene.report.text, int(str(claim["trigger_start"])), int(str(claim["trigger_end"]))
            )
            options = candidates(trigger, scene)
            gold = str(claim["place"]) if claim["place"] else None
            right = [same_head(gold, scene.places[o].name if o is not None else None) for o in options]
            if any(right) and not all(right):
                x = np.array([evidence(trigger, scene, o, str(claim["kind"])) for o in options], float)
                rows.append(Row(x, np.array(right, float)))
    return rows


def fit(rows: Sequence[Row]) -> dict[str, float]:
    """Weights that make the right options likely."""
    x = np.concatenate([r.x for r in rows])
    right = np.concatenate([r.right for r in rows])
    starts = np.cumsum([0, *(len(r.right) for r in rows)])[:-1]
    owner = np.repeat(np.arange(len(rows)), [len(r.right) for r in rows])
    weights, speed = np.zeros(x.shape[1]), np.zeros(x.shape[1])
    for _ in range(ROUNDS):
        score = x @ weights
        raised = np.exp(score - np.maximum.reduceat(score, starts)[owner])
        chance = raised / np.add.reduceat(raised, starts)[owner]
        good = chance * right
        target = good / np.maximum(np.add.reduceat(good, starts)[owner], 1e-12)
        speed = 0.9 * speed + RATE * (x.T @ (target - chance) / len(rows) - PRIOR * weights)
        weights = weights + speed
    return {name: round(float(w), 3) for name, w in zip(HANG, weights, strict=True)}


def accuracy(
    scenes: Iterable[tuple[Scene, list[dict[str, object]]]], weights: dict[str, float]
) -> tuple[int, int]:
    """Claims whose place comes out right, and all claims."""
    right = count = 0
    for scene, labelled in scenes:
        for claim in labelled:
            trigger = Span.cut(
                scene.report.text, int(str(claim["trigger_start"])), int(str(claim["trigger_end"]))
            )
            found = hang_in(trigger, scene, str(claim["kind"]), weights)
            count += 1
            right += same_head(str(claim["place"]) if claim["place"] else None, found.name if found else None)
    return right, count


def main() -> None:
    """Fit on train, say what dev gives, write the weights."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    train, dev = claims("train"), claims("dev")
    weights = fit(rows_of(train))
    for name, scenes in (("train", train), ("dev", dev)):
        right, count = accuracy(scenes, weights)
        print(f"{name}: {right}/{count} = {100 * right / count:.1f} %")
    stored = json.loads(OUT.read_text("utf8"))
    stored["hang"] = weights
    OUT.write_text(json.dumps(stored, indent=1) + "\n")


if __name__ == "__main__":
    main()
