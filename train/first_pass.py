"""Learns the words of the first pass: ``python -m train.first_pass`` writes ``src/sayso/intake/first_pass.json``.

Paragraphs of the labelled reports (train, and the further ones) and of every tenth PolNeAR article, where what the
reader finds stands for labels. Logistic regression over the presence of stems. Two thresholds, measured over folds that
were not learnt from: no paragraph of a report reaches the first in one of `LOST_REPORTS` reports with claims, and of
`LOST_CLAIMS` claims one lies in a paragraph below the second. Statistics only; no sentence is kept.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt
from bench.cases import SHARED, report_of, rows

from sayso.core.errors import SaysoError
from sayso.core.report import Report
from sayso.intake.first_pass import stems
from sayso.intake.text import read_text
from train import further

OUT = Path(__file__).resolve().parent.parent / "src" / "sayso" / "intake" / "first_pass.json"
LOST_REPORTS, LOST_CLAIMS = 200, 300
LEAST_SEEN = 10
FOLDS = 5
STEPS = 300
RATE = 4.0
DECAY = 1e-3
SCALE = 100
EVERY = 10

Numbers = npt.NDArray[np.float64]
Paragraph = tuple[frozenset[str], int]
"""The stems of a paragraph, and how many claims have their trigger in it."""


def paragraphs(report: Report, triggers: list[int]) -> Iterator[Paragraph]:
    """Each readable part with the number of its claims."""
    for part in report.readable():
        yield stems(report.text[part.start : part.end]), sum(part.start <= t < part.end for t in triggers)


def labelled() -> list[list[Paragraph]]:
    """The paragraphs of each labelled report that may be learned from."""
    return [
        list(paragraphs(report_of(row), [c["trigger_start"] for c in row["claims"]]))
        for row in chain(rows("train"), further.rows("train"))
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


@dataclass(frozen=True, slots=True)
class Seen:
    """Paragraphs as columns of stems: ``columns`` one after the other, ``starts`` where each paragraph's begin."""

    columns: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int64]
    claims: Numbers
    size: int

    def scores(self, weights: Numbers) -> Numbers:
        """The sum of each paragraph's weights; the last weight counts for every paragraph."""
        return np.add.reduceat(weights[self.columns], self.starts) + weights[-1]

    def back(self, errors: Numbers) -> Numbers:
        """What each weight has to do with the paragraphs' errors."""
        lengths = np.diff(np.append(self.starts, len(self.columns)))
        found = np.bincount(self.columns, np.repeat(errors, lengths), self.size)
        found[-1] = errors.sum()
        return found


def seen(items: list[Paragraph], index: dict[str, int]) -> Seen:
    """The paragraphs by the numbers of their stems; each begins with a column that has no weight."""
    blank = len(index)
    rows_ = [[blank, *sorted(index[w] for w in words if w in index)] for words, _ in items]
    starts = np.cumsum([0, *map(len, rows_[:-1])])
    columns = np.array([c for row in rows_ for c in row])
    return Seen(columns, starts, np.array([n for _, n in items], dtype=np.float64), blank + 2)


def fit(items: Seen) -> Numbers:
    """Weights of a logistic regression by gradient descent; a paragraph with several claims counts as often."""
    weights = np.zeros(items.size)
    moved = np.zeros_like(weights)
    true = (items.claims > 0).astype(np.float64)
    often = np.maximum(items.claims, 1)
    for _ in range(STEPS):
        error = (1 / (1 + np.exp(-items.scores(weights))) - true) * often
        moved = 0.9 * moved + items.back(error) / often.sum() + DECAY * weights
        moved[-2] = 0
        weights = weights - RATE * moved
    return weights


def cut(scores: Numbers, often: Numbers, lost: int) -> float:
    """The score below which one of ``lost`` lies, each score counted so often."""
    order = np.argsort(scores)
    below = np.cumsum(often[order])
    return float(scores[order][np.searchsorted(below, below[-1] / lost, side="right")])


def main() -> None:
    """Learn and write."""
    own, other = labelled(), general()
    rest = [p for report in other for p in report]
    counts = Counter(w for report in own + other for words, _ in report for w in words)
    index = {w: i for i, w in enumerate(sorted(w for w, n in counts.items() if n >= LEAST_SEEN))}
    best: list[float] = []
    held, told = [], []
    for fold in range(FOLDS):
        learnt = [p for i, report in enumerate(own) if i % FOLDS != fold for p in report] + rest
        kept = [report for i, report in enumerate(own) if i % FOLDS == fold]
        items = seen([p for report in kept for p in report], index)
        scores = items.scores(fit(seen(learnt, index)))
        held.append(scores)
        told.append(items.claims)
        ends = np.cumsum([len(report) for report in kept])
        best += [
            float(scores[end - len(report) : end].max())
            for report, end in zip(kept, ends, strict=True)
            if any(n for _, n in report)
        ]
    bars = (
        cut(np.array(best), np.ones(len(best)), LOST_REPORTS),
        cut(np.concatenate(held), np.concatenate(told), LOST_CLAIMS),
    )
    everything = [p for report in own for p in report] + rest
    weights = fit(seen(everything, index))
    table = {w: round(SCALE * float(weights[i])) for w, i in index.items()}
    report, paragraph = (round(SCALE * (bar - float(weights[-1]))) for bar in bars)
    made = {
        "report": report,
        "paragraph": paragraph,
        "weights": {w: n for w, n in table.items() if abs(n) >= 5},
    }
    OUT.write_text(json.dumps(made, ensure_ascii=False, separators=(",\n", ": ")) + "\n", "utf-8")
    print(f"{len(made['weights'])} stems, bars {report} and {paragraph}, {len(everything)} paragraphs.")


if __name__ == "__main__":
    main()
