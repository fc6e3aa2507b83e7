"""Fits the weights by which an event finds its time, on the training claims: ``python -m tables.when_weights``.

A conditional logit (softmax over the options of one event; several may be right) with an L2 penalty, by L-BFGS-like plain
gradient steps (Adagrad) with a fixed seed. Writes ``src/sayso/resolve/tables/when_weights.json``, feature → weight.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from bench.when import aligned_values, hanging_cases

from sayso.core.span import Span
from sayso.resolve.when_events import context, of_context
from sayso.resolve.when_hang import Option, Telling, best_of, options

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


def together(part: list[Report], weights: Mapping[str, float]) -> list[Case]:
    """Each event with what a first pass found around it."""
    out = []
    for report in part:
        events = [(trigger, kind) for trigger, kind, *_ in report]
        first = [best_of(found, weights) for *_, found in report]
        for i, (_, _, telling, gold, found) in enumerate(report):
            seen = context(events, first, i, telling)
            out.append([((*o.features, *of_context(o, seen)), aligned_values(gold, o.value)) for o in found])
    return out


def stacked(train: list[Report], settings: tuple[int, float, float]) -> list[Case]:
    """Cases of the second pass on first passes that were fitted without the report at hand (four folds)."""
    out: list[Case] = []
    for fold in range(4):
        weights = fit(alone([r for i, r in enumerate(train) if i % 4 != fold]), *settings)
        out += together([r for i, r in enumerate(train) if i % 4 == fold], weights)
    return out


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
    first = fit(alone(train), *settings)
    print(
        f"alone: train {accuracy(alone(train), first)}, dev {accuracy(alone(dev), first)}, {len(first)} weights"
    )
    cases = stacked(train, settings)
    half = [c for i, c in enumerate(cases) if i < len(cases) * 3 // 4], cases[len(cases) * 3 // 4 :]
    print(f"together: train on three folds, the fourth {accuracy(half[1], fit(half[0], *settings))}")
    second = fit(cases, *settings)
    print(f"together: dev {accuracy(together(dev, first), second)}, {len(second)} weights")
    write(first, OUT / "when_weights.json")
    write(second, OUT / "when_weights_together.json")


if __name__ == "__main__":
    main()
