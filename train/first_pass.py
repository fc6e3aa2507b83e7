"""Learns the words of the first pass: ``python -m train.first_pass`` writes ``src/sayso/intake/first_pass.json``.

Paragraphs of the labelled reports (train) and of every eighth PolNeAR article, where what the reader finds stands for
labels. Logistic regression over the presence of stems; the threshold is the one below which one labelled claim in
`LOST` lies, measured over folds that have not been learnt from. Statistics only; no sentence is kept.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
from bench.cases import SHARED, report_of, rows

from sayso.core.errors import SaysoError
from sayso.core.report import Report
from sayso.intake.first_pass import stems
from sayso.intake.text import read_text

OUT = Path(__file__).resolve().parent.parent / "src" / "sayso" / "intake" / "first_pass.json"
LOST = 150
LEAST_SEEN = 4
FOLDS = 5
STEPS = 400
RATE = 4.0
DECAY = 2e-5
SCALE = 100
EVERY = 8

Matrix = npt.NDArray[np.float32]
Paragraph = tuple[frozenset[str], int]
"""The stems of a paragraph, and how many claims have their trigger in it."""


def paragraphs(report: Report, triggers: list[int]) -> Iterator[Paragraph]:
    """Each readable part with the number of its claims."""
    for part in report.readable():
        yield stems(report.text[part.start : part.end]), sum(part.start <= t < part.end for t in triggers)


def labelled(name: str) -> list[list[Paragraph]]:
    """The paragraphs of each labelled report."""
    return [
        list(paragraphs(report_of(row), [c["trigger_start"] for c in row["claims"]])) for row in rows(name)
    ]


def general() -> list[list[Paragraph]]:
    """The paragraphs of general political news, with the claims that the reader finds."""
    from sayso.pipeline import choose_reader, code

    reader = choose_reader(threads=1)
    found = []
    path = SHARED / "data" / "polnear" / "train.jsonl"
    for line in path.read_text("utf-8").splitlines()[::EVERY]:
        try:
            coded = code(read_text(json.loads(line)["text"]), reader)
        except SaysoError:
            continue
        found.append(list(paragraphs(coded.report, [c.trigger.start for c in coded.claims])))
    return found


def matrix(items: list[Paragraph], index: dict[str, int]) -> Matrix:
    """One row a paragraph, one column a stem, and a last column of ones."""
    made = np.zeros((len(items), len(index) + 1), dtype=np.float32)
    made[:, -1] = 1
    for number, (words, _) in enumerate(items):
        made[number, [index[w] for w in words if w in index]] = 1
    return made


def fit(seen: Matrix, claims: Matrix) -> Matrix:
    """Weights of a logistic regression by gradient descent; a paragraph with several claims counts as often."""
    weights = np.zeros(seen.shape[1], dtype=np.float32)
    moved = np.zeros_like(weights)
    true = (claims > 0).astype(np.float32)
    often = np.maximum(claims, 1)
    for _ in range(STEPS):
        error = (1 / (1 + np.exp(-seen @ weights)) - true) * often
        moved = 0.9 * moved + seen.T @ error / often.sum() + DECAY * weights
        weights = weights - RATE * moved
    return weights


def cut(scores: Matrix, claims: Matrix) -> float:
    """The score below which one claim in `LOST` lies."""
    order = np.argsort(scores)
    below = np.cumsum(claims[order])
    return float(scores[order][np.searchsorted(below, below[-1] / LOST, side="right")])


def main() -> None:
    """Learn and write."""
    own, other = labelled("train"), general()
    rest = [p for report in other for p in report]
    counts = Counter(w for report in own + other for words, _ in report for w in words)
    index = {w: i for i, w in enumerate(sorted(w for w, n in counts.items() if n >= LEAST_SEEN))}
    held, told = [], []
    for fold in range(FOLDS):
        learnt = [p for i, report in enumerate(own) if i % FOLDS != fold for p in report] + rest
        kept = [p for i, report in enumerate(own) if i % FOLDS == fold for p in report]
        weights = fit(matrix(learnt, index), np.array([n for _, n in learnt], dtype=np.float32))
        held.append(matrix(kept, index) @ weights)
        told.append(np.array([n for _, n in kept], dtype=np.float32))
    threshold = cut(np.concatenate(held), np.concatenate(told))
    everything = [p for report in own for p in report] + rest
    weights = fit(matrix(everything, index), np.array([n for _, n in everything], dtype=np.float32))
    table = {w: round(SCALE * float(weights[i])) for w, i in index.items()}
    bar = round(SCALE * (threshold - float(weights[-1])))
    kept_words = {w: n for w, n in table.items() if abs(n) >= 5}
    OUT.write_text(
        json.dumps({"threshold": bar, "weights": kept_words}, ensure_ascii=False, separators=(",\n", ": "))
        + "\n",
        "utf-8",
    )
    print(f"{len(kept_words)} stems, threshold {bar}, {len(everything)} paragraphs.")


if __name__ == "__main__":
    main()
