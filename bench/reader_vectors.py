"""Would the reader's own vectors tell happenings apart better than words do? ``python -m bench.reader_vectors``.

On ECB+, as `bench.reconcile_ecb`: the cosine of a vector at the trigger is one slot more of the pair score. Weight and
threshold of each variant are chosen on odd topics, the even ones are measured; once over the mentions that the reader
itself takes for events, with its kinds (only these become claims), once over all. Nothing is written; takes 10 minutes.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import Any, Final, NamedTuple
from unittest.mock import patch

import numpy as np
import numpy.typing as npt

from bench.reconcile_ecb import FOLDER, Case, Groups, documents, ours, read, scores
from sayso.core.incident import PairScore
from sayso.reader.encoder import Encoder
from sayso.reader.labels import ROLES, TAGS
from sayso.reader.windows import windows
from sayso.reconcile.score import FAMILIES, WEIGHTS, Mention, score

Array = npt.NDArray[np.float32]
KINDS: Final = [label[2:] for label in TAGS["trigger"][1::2]]
WHITE: Final = 64
CHOICES: Final = tuple(product((1.0, 1.5, 3.0), (0.62, 0.64, 0.66, 0.68, 0.70)))


class View(NamedTuple):
    """What the network gives at a trigger: pointer vectors there and on average over its sentence, kind, and whether
    it takes the word for an event."""

    points: Array
    sentence: Array
    kind: str
    seen: bool


def views(case: Case, texts: dict[str, Any], encoder: Encoder) -> Iterator[tuple[str, View]]:
    """The views of a topic's mentions, by the claim's id."""
    for name, report in texts.items():
        points, tags, starts, ends = _pieces(report, encoder)
        for claim in (m.claim for m in case.mentions if m.report == name):
            at, around = (
                np.flatnonzero((starts < s.end) & (ends > s.start)) for s in (claim.trigger, claim.quote)
            )
            chance = tags[at[0]]
            kind = KINDS[int(chance[1::2].argmax())]
            yield claim.id, View(points[at[0]], points[around].mean(0), kind, bool(chance.argmax() > 0))


def _pieces(report: Any, encoder: Encoder) -> tuple[Array, Array, Array, Array]:
    """Of the report's pieces in order: pointer vectors, logits of the trigger's tags, first and last character."""
    found: list[tuple[Array, ...]] = []
    for view in encoder.run(windows(encoder.tokenizer, report, size=encoder.card["window"])):
        fresh = np.asarray(view.window.fresh)
        columns = (
            view.points,
            view.tags["trigger"],
            np.asarray(view.window.starts),
            np.asarray(view.window.ends),
        )
        found.append(tuple(column[fresh] for column in columns))
    points, tags, starts, ends = (np.concatenate(column) for column in zip(*found, strict=True))
    return points, tags, starts, ends


def variants(found: dict[str, View], known: set[str]) -> Iterator[tuple[str, dict[str, Array] | float]]:
    """Vectors of length 1 by claim, made even by the mentions of ``known``; or one likeness for all pairs."""
    ids = list(found)
    fit = np.asarray([name in known for name in ids])
    points, around = (np.stack([getattr(v, f) for v in found.values()]) for f in ("points", "sentence"))
    for role in ("target", "actor", "quote"):
        yield f"{role}: query", _unit(ids, _even(points[:, ROLES.index(role), 0], fit))
    yield "target: keys", _unit(ids, _even(points[:, ROLES.index("target"), 1:].reshape(len(ids), -1), fit))
    whole = points.reshape(len(ids), -1)
    yield f"all roles, {WHITE} directions", _unit(ids, _white(whole, fit))
    both = np.concatenate([whole, around.reshape(len(ids), -1)], 1)
    yield f"the same with the sentence's mean, {WHITE} directions", _unit(ids, _white(both, fit))
    yield "no vector, but 0.35 for every pair", 0.35


def _even(values: Array, fit: npt.NDArray[np.bool_]) -> Array:
    return np.asarray((values - values[fit].mean(0)) / (values[fit].std(0) + 1e-6))


def _white(values: Array, fit: npt.NDArray[np.bool_]) -> Array:
    centred = values - values[fit].mean(0)
    _, size, directions = np.linalg.svd(centred[fit], full_matrices=False)
    return np.asarray(centred @ directions[:WHITE].T / size[:WHITE])


def _unit(ids: Sequence[str], values: Array) -> dict[str, Array]:
    return dict(zip(ids, values / np.linalg.norm(values, axis=1, keepdims=True), strict=True))


def with_slot(vectors: dict[str, Array] | float, weight: float) -> Callable[..., PairScore]:
    """The pair score with one slot more."""

    def scored(a: Mention, b: Mention, cosines: Any = None) -> PairScore:
        plain = score(a, b, cosines)
        if plain.score == 0:
            return plain
        like = vectors if isinstance(vectors, float) else float(vectors[a.claim.id] @ vectors[b.claim.id])
        total = sum(WEIGHTS[slot] for slot, *_ in plain.compared)
        mean = (plain.score * total + weight * max(0.0, like)) / (total + weight)
        return PairScore(round(mean, 4), plain.compared)

    return scored


class Found(NamedTuple):
    """What a variant makes of the even topics with the choice that is best on the odd ones."""

    words: str
    groups: dict[int, Groups]


def measured(cases: Sequence[Case], vectors: dict[str, Array] | float | None) -> Found:
    """The choice that is best on odd topics, and CoNLL and B³ F1 on the even ones with it."""
    odd, even = ([c for c in cases if c.topic % 2 == rest] for rest in (1, 0))
    tried = []
    for weight, threshold in CHOICES if vectors is not None else [(0.0, t) for _, t in CHOICES[:5]]:
        slot = with_slot(vectors, weight) if vectors is not None else score
        with patch("sayso.reconcile.incidents.score", slot):
            at_odd = scores(odd, lambda c, t=threshold: ours(c, t))["CoNLL"]
        tried.append((at_odd, weight, threshold, slot))
    best, weight, threshold, slot = max(tried, key=lambda x: x[0])
    with patch("sayso.reconcile.incidents.score", slot):
        groups = {c.topic: ours(c, threshold) for c in even}
    found = scores(even, lambda c: groups[c.topic])
    words = f"odd CoNLL {best:.1f}  even CoNLL {found['CoNLL']:.1f}  B3 {found['B3']:.1f}"
    return Found(f"{words}  (weight {weight}, threshold {threshold})", groups)


def gain(cases: Sequence[Case], before: Found, after: Found) -> str:
    """Between what the gain in CoNLL F1 lies in 90 % of 200 drawings of the even topics, with replacement."""
    even = [c for c in cases if c.topic % 2 == 0]
    draw, gains = random.Random(0), []
    for _ in range(200):
        drawn = draw.choices(even, k=len(even))
        old, new = (scores(drawn, lambda c, f=f: f.groups[c.topic])["CoNLL"] for f in (before, after))
        gains.append(new - old)
    gains.sort()
    return f"gain {gains[10]:+.1f} to {gains[189]:+.1f}"


def seen_only(case: Case, found: dict[str, View]) -> Case:
    """The mentions that the reader takes for events, with its kinds and their families."""
    kept = [(m, g) for m, g in zip(case.mentions, case.gold, strict=True) if found[m.claim.id].seen]
    kinds = [found[m.claim.id].kind for m, _ in kept]
    mentions = [
        replace(m, claim=replace(m.claim, kind=k), family=FAMILIES.get(k, k))
        for (m, _), k in zip(kept, kinds, strict=True)
    ]
    return Case(case.topic, mentions, [g for _, g in kept])


def main() -> None:
    """Print a line per variant, for all mentions and for those that the reader sees."""
    if not FOLDER.exists():
        print(f"{FOLDER} is not there.")
        return
    topics = sorted(int(p.name) for p in FOLDER.iterdir() if p.name.isdigit())
    cases = [read(topic) for topic in topics]
    encoder = Encoder(threads=1)
    found: dict[str, View] = {}
    for case in cases:
        found.update(views(case, {r.id: r for r, _ in documents(case.topic)}, encoder))
    known = {m.claim.id for case in cases if case.topic % 2 for m in case.mentions}
    for about, those in (
        ("seen by the reader", [seen_only(c, found) for c in cases]),
        ("all mentions", cases),
    ):
        print(f"{about}: {sum(len(c.mentions) for c in those)}")
        before = measured(those, None)
        print(f"  {'as it is':56} {before.words}", flush=True)
        for name, vectors in variants(found, known):
            after = measured(those, vectors)
            certain = gain(those, before, after) if those is not cases else ""
            print(f"  {name:56} {after.words} {certain}".rstrip(), flush=True)


if __name__ == "__main__":
    main()
