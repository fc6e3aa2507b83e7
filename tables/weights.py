"""Fit the weights of `sayso.resolve.where_rank` on labelled toponyms: `python -m tables.weights [--folds 5]`.

Conditional logit by gradient descent with an L2 prior: first on what each name tells alone, then on everything,
with the other
names as the model so far resolves them. Labelled toponyms: LGL and GeoVirus under ../shared/data/geo (not part of
the project).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from bench.where_data import Article, far, geovirus, lgl, toponyms_of

from sayso.core.report import Part, Report
from sayso.resolve.gazetteer import gazetteer
from sayso.resolve.where_find import FIND, found_names, is_adjective
from sayso.resolve.where_home import hints_of
from sayso.resolve.where_rank import FEATURES, STATIC, Board, Ranker, groups_of

OUT = Path(__file__).parents[1] / "src" / "sayso" / "resolve" / "tables" / "where_weights.json"
ROUNDS, RATE, PRIOR = 300, 0.5, 0.002
RIGHT_KM = 161.0
AGAINST = (
    "common", "given", "capital_before", "capital_after", "title_before", "organisation", "saying_after", "surname",
    "alternate",
    "weak", "short", "road", "initial_before",
)  # fmt: skip
"""Evidence that must not speak for a place: LGL also labels the towns inside names of streets and firms, which
sayso must not."""
Weights = dict[str, dict[str, float]]


class Case:
    """One article: its board and which candidates are right."""

    def __init__(self, article: Article) -> None:
        names, golds = toponyms_of(article)
        groups = [g for g in groups_of(article.text, names) if g.candidates]
        self.usable = bool(groups)
        if not groups:
            return
        self.board = Board(gazetteer(), groups, names, hints_of(article.publisher, article.url, article.text))
        right, weight = [], []
        for group in groups:
            gold = [golds[m] for m in group.members if golds[m] is not None]
            flags = [
                bool(gold) and far(gold[0], (c.place.lat, c.place.lon)) <= RIGHT_KM for c in group.candidates
            ]
            right += flags
            useful = any(flags) and not all(flags)
            weight += [float(len(group.members)) ** 0.5 if useful else 0.0] * len(flags)
        self.right, self.weight = np.array(right, float), np.array(weight)


def fit(cases: Sequence[Case], features: Sequence[np.ndarray], start: np.ndarray) -> np.ndarray:
    """Weights that make the right candidates likely, by full-batch gradient descent with momentum."""
    weights, speed = start.copy(), np.zeros_like(start)
    total = sum(float(c.weight[c.board.starts].sum()) for c in cases)
    for _ in range(ROUNDS):
        slope = -PRIOR * weights
        for case, x in zip(cases, features, strict=True):
            chance = case.board.softmax(x @ weights)
            good = chance * case.right
            mass = np.add.reduceat(good, case.board.starts)[case.board.owner]
            target = np.divide(good, mass, out=np.zeros_like(good), where=mass > 0)
            slope += x.T @ (case.weight * (target - chance)) / total
        speed = 0.9 * speed + RATE * slope
        weights = weights + speed
    return weights


def train(articles: Sequence[Article]) -> Weights:
    """Both weight vectors from these articles."""
    cases = [c for c in map(Case, articles) if c.usable]
    alone = fit(cases, [c.board.static for c in cases], np.zeros(len(STATIC)))
    together = np.concatenate([alone, np.zeros(len(FEATURES) - len(STATIC))])
    chances = [c.board.softmax(c.board.static @ alone) for c in cases]
    for _ in range(2):
        features = [c.board.features(p) for c, p in zip(cases, chances, strict=True)]
        together = fit(cases, features, together)
        chances = [c.board.softmax(x @ together) for c, x in zip(cases, features, strict=True)]
    return {
        "alone": {name: round(float(w), 3) for name, w in zip(STATIC, alone, strict=True)},
        "together": {name: round(float(w), 3) for name, w in zip(FEATURES, together, strict=True)},
    }


def accuracy(weights: Weights, articles: Sequence[Article]) -> tuple[int, int]:
    """Toponyms resolved to within 161 km, and all toponyms that have a point."""
    ranker, right, count = Ranker(gazetteer(), weights), 0, 0
    for article in articles:
        names, golds = toponyms_of(article)
        choices = ranker.resolve(article.text, names, hints_of(article.publisher, article.url, article.text))
        for choice, gold in zip(choices, golds, strict=True):
            if gold is not None:
                count += 1
                right += choice is not None and far(gold, (choice.place.lat, choice.place.lon)) <= RIGHT_KM
    return right, count


def held_out(sets: dict[str, list[Article]], folds: int) -> dict[str, float]:
    """Accuracy in per cent on articles that the weights were not fitted on: each fold in turn, the fits on all the
    others."""
    tally = {name: [0, 0] for name in sets}
    for k in range(folds):
        weights = train([a for articles in sets.values() for i, a in enumerate(articles) if i % folds != k])
        for name, articles in sets.items():
            right, count = accuracy(weights, [a for i, a in enumerate(articles) if i % folds == k])
            tally[name][0] += right
            tally[name][1] += count
            print(f"fold {k} {name}: {right}/{count} = {100 * right / count:.1f} %", flush=True)
    return {name: round(100 * right / count, 1) for name, (right, count) in tally.items()}


def finding(articles: Sequence[Article]) -> tuple[np.ndarray, np.ndarray]:
    """Evidence of every spotted name that is no adjective, and whether a labelled toponym begins there."""
    rows, labels = [], []
    for article in articles:
        report = Report(article.id, article.text, (Part("body", 0, len(article.text)),))
        starts = {g.start for g in article.golds}
        for found in found_names(report, gazetteer()):
            if not is_adjective(found.spotted.candidates):
                rows.append(found.evidence)
                labels.append(found.spotted.start in starts)
    return np.array(rows, float), np.array(labels, float)


def fit_finding(articles: Sequence[Article]) -> dict[str, float]:
    """Weights of the logit that says whether a known name is a place here."""
    x, y = finding(articles)
    weights, speed = np.zeros(x.shape[1]), np.zeros(x.shape[1])
    against = [FIND.index(name) for name in AGAINST]
    for _ in range(1500):
        chance = 1 / (1 + np.exp(-(x @ weights)))
        speed = 0.9 * speed + RATE * (x.T @ (y - chance) / len(y) - PRIOR / 10 * weights)
        weights = weights + speed
        weights[against] = np.minimum(weights[against], 0.0)
    return {name: round(float(w), 3) for name, w in zip(FIND, weights, strict=True)}


def main() -> None:
    """Fit and write the weights; with --folds say first what held-out articles give."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", type=int, default=0)
    options = parser.parse_args()
    local, world = lgl(), geovirus()
    stored = json.loads(OUT.read_text("utf8")) if OUT.exists() else {}
    if options.folds:
        stored["held_out"] = held_out({"LGL": local, "GeoVirus": world}, options.folds)
    weights = train([*local, *world])
    for name, articles in (("LGL", local), ("GeoVirus", world)):
        right, count = accuracy(weights, articles)
        print(f"fitted on all, {name}: {100 * right / count:.1f} %")
    weights = {**stored, **weights}
    weights["find"] = fit_finding([*local, *world])
    x, y = finding([*local, *world])
    taken = (x @ np.array(list(weights["find"].values()))) > 0
    good = float((taken & (y > 0)).sum())
    print(
        f"finding, on what it was fitted on: precision {good / taken.sum():.3f} recall {good / y.sum():.3f}"
    )
    OUT.write_text(json.dumps(weights, indent=1) + "\n")


if __name__ == "__main__":
    main()
