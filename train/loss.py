"""Batches and their loss: every head learns from the sets that label it and is silent about the others."""

from __future__ import annotations

import random
from dataclasses import dataclass

import torch
import torch.nn.functional as F  # noqa: N812 (the name torch users know)
from torch import Tensor

from sayso.reader.labels import ROLES, TAGS
from sayso.reader.windows import CASES
from train.example import IGNORE, Example
from train.labels import OFFSETS
from train.model import Reader

TAG_WEIGHT = {
    "trigger": 20.0,
    "count": 10.0,
    "source": 6.0,
    "cue": 6.0,
    "content": 4.0,
    "time": 3.0,
    "place": 3.0,
    "name": 2.0,
    "stance": 1.0,
    "scope": 0.5,
}
"""Tag losses are means over all pieces, most of them outside any span, pointers' over anchors: hence the large
weights.
With weights of 1 to 4 the pointers led the encoder and the taggers lagged (trigger F1 48 after 5 passes over
the claims)."""
STANCE_WEIGHT = (1.0, 2.0, 2.0, 2.0)
LINK_WEIGHT = {
    "actor": 0.7,
    "target": 0.7,
    "place": 0.7,
    "time": 0.7,
    "says": 1.0,
    "relay": 0.4,
    "quote": 0.5,
    "trigger": 0.5,
    "of": 0.3,
    "source": 0.7,
    "content": 0.7,
    "antecedent": 0.3,
}


@dataclass(frozen=True)
class Noise:
    """Input noise: shares of pieces hidden, of numbers swapped and of windows shown in one letter case;
    ``numbers`` are the vocabulary's own digit pieces."""

    mask: float
    digits: float
    numbers: list[int]
    hidden: int
    case: float = 0.0


def batches(examples: list[Example], pieces: int, rng: random.Random) -> list[list[Example]]:
    """Windows of like length together, at most ``pieces`` with padding, in random order."""
    order = sorted(examples, key=lambda e: len(e.window.ids) + rng.random() * 24)
    made: list[list[Example]] = []
    for example in order:
        longest = len(example.window.ids)
        if not made or (len(made[-1]) + 1) * longest > pieces:
            made.append([])
        made[-1].append(example)
    rng.shuffle(made)
    return made


def inputs(batch: list[Example], noise: Noise | None, rng: random.Random) -> tuple[Tensor, Tensor, Tensor]:
    """``ids``, ``cases`` ``[batch, pieces]`` and each window's length."""
    n = max(len(e.window.ids) for e in batch)
    rows = [_noisy(e.window.ids, noise, rng) for e in batch]
    ids = torch.tensor([r + [0] * (n - len(r)) for r in rows])
    shown = [_one_case(e.window.cases, noise, rng) for e in batch]
    cases = torch.tensor([c + [0] * (n - len(c)) for c in shown])
    return ids, cases, torch.tensor([len(r) for r in rows])


def _noisy(ids: list[int], noise: Noise | None, rng: random.Random) -> list[int]:
    if noise is None:
        return ids
    numbers = set(noise.numbers)
    out = []
    for piece in ids:
        if piece in numbers and rng.random() < noise.digits:
            piece = rng.choice(noise.numbers)
        elif piece > 103 and rng.random() < noise.mask:
            piece = noise.hidden
        out.append(piece)
    return out


def _one_case(cases: list[int], noise: Noise | None, rng: random.Random) -> list[int]:
    """Letter case as the text has it, or now and then all capitals or all small letters (headlines, old wires)."""
    if noise is None or rng.random() >= noise.case:
        return cases
    lower, capitalised, upper, mixed = (CASES.index(c) for c in ("lower", "capitalised", "upper", "mixed"))
    shown = upper if rng.random() < 0.5 else lower
    return [shown if c in (lower, capitalised, upper, mixed) else c for c in cases]


def loss_of(
    model: Reader, batch: list[Example], noise: Noise | None, rng: random.Random
) -> tuple[Tensor, dict[str, float]]:
    """The batch's loss and its parts by head."""
    ids, cases, lengths = inputs(batch, noise, rng)
    tags, points = model(ids, cases)
    tags = tags.float()
    total, parts = torch.zeros(()), {}
    for name, labels in TAGS.items():
        piece = _fact_loss(tags, batch) if name == "fact" else _tag_loss(tags, batch, name, len(labels))
        if piece is not None:
            parts[name] = float(piece.detach())
            total = total + TAG_WEIGHT.get(name, 0.1) * piece
    for role, piece in _link_loss(model, points, batch, lengths).items():
        parts[f"→{role}"] = float(piece.detach())
        total = total + LINK_WEIGHT[role] * piece
    return total, parts


def _tag_loss(tags: Tensor, batch: list[Example], name: str, size: int) -> Tensor | None:
    n = tags.shape[1]
    rows = [e.tags.get(name, []) for e in batch]
    gold = torch.tensor([r + [IGNORE] * (n - len(r)) for r in rows])
    if not bool((gold >= 0).any()):
        return None
    scores = tags[..., OFFSETS[name] : OFFSETS[name] + size]
    weight = torch.tensor(STANCE_WEIGHT) if name == "stance" else None
    return F.cross_entropy(scores.reshape(-1, size), gold.reshape(-1), weight=weight, ignore_index=IGNORE)


def _fact_loss(tags: Tensor, batch: list[Example]) -> Tensor | None:
    rows = [(i, at, value) for i, e in enumerate(batch) for at, value in e.facts]
    if not rows:
        return None
    i, at, value = (torch.tensor(x) for x in zip(*rows, strict=True))
    return F.smooth_l1_loss(tags[i, at, OFFSETS["fact"]], value)


def _link_loss(model: Reader, points: Tensor, batch: list[Example], lengths: Tensor) -> dict[str, Tensor]:
    links = [(i, *link) for i, e in enumerate(batch) for link in e.links]
    if not links:
        return {}
    row, anchor, role = (torch.tensor([x[k] for x in links]) for k in (0, 1, 2))
    scores = model.pointer_scores(points, row, anchor, role, lengths[row])
    gold = torch.zeros_like(scores, dtype=torch.bool)
    for k, link in enumerate(links):
        gold[k, 0, link[3]] = True
        gold[k, 1, link[4]] = True
    right = torch.logsumexp(scores.masked_fill(~gold, -1e9), -1)
    lost = (torch.logsumexp(scores, -1) - right).sum(-1)
    return {ROLES[r]: lost[role == r].mean() for r in sorted(set(role.tolist()))}
