"""Fit the scores of the shipped reader: ``python -m train.calibrate`` writes slope and shift into its card.

Platt scaling (Platt 1999): a claim's probability is a logistic function of the network's log-odds. Fitted on
the claims dev set,
two numbers against some 600 claims; right means paired with a label of its kind.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

from bench.reader import scored_claims

import sayso.reader

CARD = Path(sayso.reader.__file__).parent / "models" / "card.json"


def platt(scored: list[tuple[float, bool]], steps: int = 100) -> tuple[float, float]:
    """Slope and shift by Newton's method on the log-likelihood, no step longer than 0.5."""
    odds = [math.log(min(max(s, 1e-6), 1 - 1e-6) / (1 - min(max(s, 1e-6), 1 - 1e-6))) for s, _ in scored]
    slope, shift = 1.0, 0.0
    for _ in range(steps):
        chance = [1 / (1 + math.exp(-(slope * x + shift))) for x in odds]
        rest = [p - right for p, (_, right) in zip(chance, scored, strict=True)]
        g0, g1 = sum(rest), sum(r * x for r, x in zip(rest, odds, strict=True))
        weight = [p * (1 - p) for p in chance]
        h00, h01 = sum(weight) + 1e-6, sum(w * x for w, x in zip(weight, odds, strict=True))
        h11 = sum(w * x * x for w, x in zip(weight, odds, strict=True)) + 1e-6
        det = h00 * h11 - h01 * h01
        shift -= max(-0.5, min(0.5, (h11 * g0 - h01 * g1) / det))
        slope -= max(-0.5, min(0.5, (h00 * g1 - h01 * g0) / det))
    return slope, shift


def main() -> None:
    """Reset, measure, fit, write."""
    card = json.loads(CARD.read_text("utf8"))
    card["calibration"] = [1.0, 0.0]
    CARD.write_text(json.dumps(card) + "\n")
    card["calibration"] = [round(x, 4) for x in platt(scored_claims())]
    CARD.write_text(json.dumps(card) + "\n")
    print(card["calibration"])


if __name__ == "__main__":
    main()
