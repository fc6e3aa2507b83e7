"""The loss of a batch: every head learns from the sets that label it and is silent about the others."""

from __future__ import annotations

import torch
import torch.nn.functional as F  # noqa: N812 (the name torch users know)
from torch import Tensor

from sayso.reader.labels import ROLES, TAGS
from train.batch import Batch
from train.example import IGNORE
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


def loss_of(model: Reader, batch: Batch, tags: Tensor, points: Tensor) -> tuple[Tensor, dict[str, Tensor]]:
    """The batch's loss, given the network's scores, and its parts by head."""
    tags = tags.float()
    total, parts = torch.zeros((), device=tags.device), {}
    for name, labels in TAGS.items():
        piece = _fact_loss(tags, batch) if name == "fact" else _tag_loss(tags, batch, name, len(labels))
        if piece is not None:
            parts[name] = piece.detach()
            total = total + TAG_WEIGHT.get(name, 0.1) * piece
    if len(batch.links):
        lost, weight = _link_loss(model, points, batch)
        parts["→"] = lost.detach()
        total = total + (lost * weight).sum()
    return total, parts


def _tag_loss(tags: Tensor, batch: Batch, name: str, size: int) -> Tensor | None:
    if name not in batch.tags:
        return None
    scores = tags[..., OFFSETS[name] : OFFSETS[name] + size]
    weight = torch.tensor(STANCE_WEIGHT, device=tags.device) if name == "stance" else None
    gold = batch.tags[name].reshape(-1)
    return F.cross_entropy(scores.reshape(-1, size), gold, weight=weight, ignore_index=IGNORE)


def _fact_loss(tags: Tensor, batch: Batch) -> Tensor | None:
    if batch.facts is None:
        return None
    row, at, value = batch.facts
    return F.smooth_l1_loss(tags[row, at, OFFSETS["fact"]], value)


def _link_loss(model: Reader, points: Tensor, batch: Batch) -> tuple[Tensor, Tensor]:
    """The mean loss of each role that is linked here, ``[roles]`` (0 for the others), and the roles' weights."""
    row, anchor, role = batch.links.unbind(1)
    scores = model.pointer_scores(points, row, anchor, role, batch.lengths[row])
    gold = torch.zeros_like(scores, dtype=torch.bool)
    gold[tuple(batch.answers.unbind(1))] = True
    right = torch.logsumexp(scores.masked_fill(~gold, -1e9), -1)
    lost = (torch.logsumexp(scores, -1) - right).sum(-1)
    sums = torch.zeros(len(ROLES), device=lost.device).index_add(0, role, lost)
    counts = torch.zeros_like(sums).index_add(0, role, torch.ones_like(lost))
    weight = torch.tensor([LINK_WEIGHT[r] for r in ROLES], device=lost.device)
    return sums / counts.clamp(min=1), weight
