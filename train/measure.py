"""Dev figures of a network by head, before any claim is assembled: quick, for watching a run."""

from __future__ import annotations

import random
from collections import Counter
from functools import cache
from typing import Any

import torch
from torch import Tensor

from sayso.reader.labels import ROLES, TAGS
from train import sets
from train.example import Example, examples
from train.labels import OFFSETS
from train.loss import batches, inputs
from train.model import Reader

Span = tuple[int, int, str]


def spans(labels: list[str]) -> set[Span]:
    """(first, last, type) of every BIO span."""
    found: set[Span] = set()
    start, kind = -1, ""
    for i, label in enumerate([*labels, "O"]):
        if start >= 0 and label != f"I-{kind}":
            found.add((start, i - 1, kind))
            start = -1
        if label.startswith("B-") or (label.startswith("I-") and start < 0):
            start, kind = i, label[2:]
    return found


@cache
def _dev(tok: Any) -> list[Example]:
    made = [x for r, n in sets.claims("dev") for x in examples("claims", r, n, tok)]
    polnear = [x for r, n in sets.polnear("dev") for x in examples("polnear", r, n, tok)]
    return made + polnear[: len(polnear) // 2]


def measure(model: Reader, tok: Any) -> dict[str, float]:
    """Exact-span F1 of each tagger, share right of each pointer and of stance and scope (given the anchors),
    on dev."""
    count: Counter[str] = Counter()
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for batch in batches(_dev(tok), 4000, random.Random(0)):
            ids, cases, lengths = inputs(batch, None, random.Random(0))
            tags, points = model(ids, cases)
            for i, example in enumerate(batch):
                _tags(example, tags[i].float(), count)
            _links(model, points, batch, lengths, count)
    out = {}
    for name in (*TAGS, "anykind", *(f"→{r}" for r in ROLES)):
        if count[f"{name} gold"]:
            hit, said, gold = (count[f"{name} {k}"] for k in ("hit", "said", "gold"))
            out[name] = round(100 * 2 * hit / (said + gold), 1)
    return out


def _tags(example: Example, tags: Tensor, count: Counter[str]) -> None:
    for name, gold in example.tags.items():
        labels = TAGS[name]
        best = tags[: len(gold), OFFSETS[name] : OFFSETS[name] + len(labels)].argmax(-1).tolist()
        known = [i for i, g in enumerate(gold) if g >= 0]
        if name in ("stance", "scope"):
            count[f"{name} hit"] += sum(best[i] == gold[i] for i in known)
            count[f"{name} said"] += len(known)
            count[f"{name} gold"] += len(known)
            continue
        want = spans([labels[g] if g >= 0 else "O" for g in gold])
        got = spans([labels[b] if g >= 0 else "O" for b, g in zip(best, gold, strict=True)])
        for key, a, b in ((name, want, got), ("anykind", {s[:1] for s in want}, {s[:1] for s in got})):
            if key == "anykind" and name != "trigger":
                continue
            count[f"{key} hit"] += len(a & b)
            count[f"{key} said"] += len(b)
            count[f"{key} gold"] += len(a)


def _links(model: Reader, points: Tensor, batch: list[Example], lengths: Tensor, count: Counter[str]) -> None:
    links = [(i, *link) for i, e in enumerate(batch) for link in e.links]
    if not links:
        return
    row, anchor, role = (torch.tensor([x[k] for x in links]) for k in (0, 1, 2))
    scores = model.pointer_scores(points, row, anchor, role, lengths[row])
    start, end = scores[:, 0].argmax(-1).tolist(), scores[:, 1].argmax(-1).tolist()
    for k, link in enumerate(links):
        name = f"→{ROLES[link[2]]}"
        count[f"{name} hit"] += start[k] in link[3] and end[k] in link[4]
        count[f"{name} said"] += 1
        count[f"{name} gold"] += 1
