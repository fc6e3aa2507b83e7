"""Fits the weights by which an event finds its time, on the training claims: ``python -m tables.when_weights``.

A conditional logit (softmax over the options of one event; several may be right) with an L2 penalty, by Adagrad with
a fixed seed. Writes ``src/sayso/resolve/tables/when_weights.json``, feature → weight.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections import Counter
from pathlib import Path

from bench.when_claims import aligned_values, hanging_cases

from sayso.core.span import Span
from sayso.resolve.when_hang import Option, Telling, options

OUT = Path(__file__).parents[1] / "src" / "sayso" / "resolve" / "tables"
Case = list[tuple[tuple[str, ...], bool]]


def fit(train: list[Case], rounds: int, rate: float, penalty: float) -> dict[str, float]:
    """Weights that make right options likely."""
    counts = Counter(f for case in train for features, _ in case for f in features)
    weights = {f: 0.0 for f, n in counts.items() if n >= 12}
    squares = dict.fromkeys(weights, 1e-6)
    usable = [c for c in train if any(right for _, right in c)]
    order = random.Random(0)
    for _ in range(rounds):
        order.shuffle(usable)
        for case in usable:
            scores = [sum(weights.get(f, 0.0) for f in features) for features, _ in case]
            top = max(scores)
            mass = [math.exp(s - top) for s in scores]
            total, good = sum(mass), sum(m for m, (_, right) in zip(mass, case, strict=True) if right)
            gradient: Counter[str] = Counter()
            for m, (features, right) in zip(mass, case, strict=True):
                step = (m / good if right else 0.0) - m / total
                if abs(step) > 1e-4:
                    for f in features:
                        if f in weights:
                            gradient[f] += step
            for f, g in gradient.items():
                g -= penalty * weights[f]
                squares[f] += g * g
                weights[f] += rate * g / math.sqrt(squares[f])
    return weights


def accuracy(found: list[Case], weights: dict[str, float]) -> float:
    """Share of events whose best option is right, in per cent."""
    hits = sum(max(c, key=lambda o: sum(weights.get(f, 0.0) for f in o[0]))[1] for c in found)
    return round(100 * hits / len(found), 1)


Report = list[tuple[Span, str | None, Telling, str | None, list[Option]]]


def reports(part: str) -> list[Report]:
    """The labelled events of each report: trigger, kind, telling, labelled time, options."""
    grouped: dict[int, Report] = {}
    for trigger, telling, claim in hanging_cases(part):
        found = options(trigger, telling, claim["kind"])
        grouped.setdefault(id(telling), []).append((trigger, claim["kind"], telling, claim["when"], found))
    return list(grouped.values())


def alone(part: list[Report]) -> list[Case]:
    """Each event by itself: its options' features, and which are right."""
    return [
        [(o.features, aligned_values(gold, o.value)) for o in found] for r in part for *_, gold, found in r
    ]


def write(weights: dict[str, float], path: Path) -> None:
    """One feature a line; what weighs next to nothing is left out."""
    kept = {f: round(w, 3) for f, w in sorted(weights.items()) if abs(w) >= 0.02}
    path.write_text("{\n" + ",\n".join(f" {json.dumps(f)}: {w}" for f, w in kept.items()) + "\n}\n", "utf-8")


def main() -> None:
    """Fit, tell the accuracy, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--rate", type=float, default=0.1)
    parser.add_argument("--penalty", type=float, default=0.01)
    asked = parser.parse_args()
    settings = (asked.rounds, asked.rate, asked.penalty)
    train, dev = reports("train"), reports("dev")
    kept = fit(alone([r for i, r in enumerate(train) if i % 4]), *settings)
    print(f"fitted on three quarters of the reports, the others {accuracy(alone(train[::4]), kept)}")
    first = fit(alone(train), *settings)
    print(
        f"alone: train {accuracy(alone(train), first)}, dev {accuracy(alone(dev), first)}, {len(first)} weights"
    )
    write(first, OUT / "when_weights.json")


if __name__ == "__main__":
    main()
