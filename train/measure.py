"""Dev figures of a network by head, before any claim is assembled: quick, for watching a run."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import numpy as np
import torch
from torch import Tensor

from sayso.reader.labels import ROLES, TAGS
from train import sets
from train.batch import Batch, collate, groups
from train.example import Example, examples
from train.labels import OFFSETS
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


def development(tok: Any) -> list[Example]:
    """The windows to be measured on: claims dev and half of PolNeAR's."""
    made = [x for r, n in sets.claims("dev") for x in examples("claims", r, n, tok)]
    polnear = [x for r, n in sets.polnear("dev") for x in examples("polnear", r, n, tok)]
    return made + polnear[: len(polnear) // 2]


def measure(model: Reader, rows: list[Example]) -> dict[str, float]:
    """Exact-span F1 of each tagger, share right of each pointer and of stance and scope (given the anchors)."""
    count: Counter[str] = Counter()
    device = next(model.parameters()).device
    with torch.no_grad(), torch.autocast(device.type, torch.bfloat16):
        for numbers in groups(rows, range(len(rows)), 8000, random.Random(0)):
            batch = collate([rows[i] for i in numbers], None, np.random.default_rng(0)).to(device)
            tags, points = model(batch.ids, batch.cases)
            scores = tags.float().cpu()
            for i, number in enumerate(numbers):
                _tags(rows[number], scores[i], count)
            if len(batch.links):
                _links(model, points, batch, count)
    out = {}
    for name in (*TAGS, "anykind", *(f"→{r}" for r in ROLES)):
        if count[f"{name} gold"]:
            hit, said, gold = (count[f"{name} {k}"] for k in ("hit", "said", "gold"))
            out[name] = round(100 * 2 * hit / (said + gold), 1)
    return out


def _tags(example: Example, tags: Tensor, count: Counter[str]) -> None:
    for name, known_tags in example.tags.items():
        gold = known_tags.tolist()
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


def _links(model: Reader, points: Tensor, batch: Batch, count: Counter[str]) -> None:
    row, anchor, role = batch.links.unbind(1)
    best = model.pointer_scores(points, row, anchor, role, batch.lengths[row]).argmax(-1)
    right = torch.zeros_like(best)
    link, side, piece = batch.answers.unbind(1)
    right.index_put_((link, side), (best[link, side] == piece).long(), accumulate=True)
    for number, hit in zip(role.tolist(), (right > 0).all(-1).tolist(), strict=True):
        name = f"→{ROLES[number]}"
        count[f"{name} hit"] += hit
        count[f"{name} said"] += 1
        count[f"{name} gold"] += 1
