"""Learning from a teacher on texts without labels: the student sees the noisy text, the teacher the clean one.

Hinton et al. 2015 (distillation), Xie et al. 2020 (noisy student). The teacher's tag distributions teach all
taggers; at its
triggers, numbers and cues its pointer distributions teach the pointers.
"""

from __future__ import annotations

import random

import torch
from torch import Tensor

from sayso.reader.labels import ROLES, TAGS
from train.example import Example
from train.labels import OFFSETS
from train.loss import LINK_WEIGHT, TAG_WEIGHT, Noise, inputs
from train.model import Reader

ANCHORS = {
    "trigger": ("actor", "target", "place", "time", "says", "relay", "quote"),
    "count": ("trigger", "of"),
    "cue": ("source", "content"),
}


def distil_loss(
    student: Reader, teachers: list[Reader], batch: list[Example], noise: Noise, rng: random.Random
) -> Tensor:
    """Cross-entropy of the student's distributions against the mean of the teachers'."""
    ids, cases, lengths = inputs(batch, None, rng)
    noisy, _, _ = inputs(batch, noise, rng)
    with torch.no_grad():
        views = [t(ids, cases) for t in teachers]
    tags, points = student(noisy, cases)
    real = ids != 0
    total = torch.zeros(())
    means = {}
    for name, labels in TAGS.items():
        if name in ("fact", "stance", "scope"):
            continue
        cut = slice(OFFSETS[name], OFFSETS[name] + len(labels))
        soft = torch.stack([v[0][..., cut].float().softmax(-1) for v in views]).mean(0)
        means[name] = soft
        lost = -(soft * tags[..., cut].float().log_softmax(-1)).sum(-1)
        total = total + TAG_WEIGHT[name] * lost[real].mean()
    return total + _pointers(student, teachers, [v[1] for v in views], points, lengths, means)


def _pointers(
    student: Reader,
    teachers: list[Reader],
    seen: list[Tensor],
    points: Tensor,
    lengths: Tensor,
    means: dict[str, Tensor],
) -> Tensor:
    rows, anchors, roles = [], [], []
    for tagger, wanted in ANCHORS.items():
        begins = means[tagger][..., 1::2].sum(-1) > 0.4
        for row, piece in begins.nonzero().tolist():
            for role in wanted:
                rows.append(row)
                anchors.append(piece)
                roles.append(ROLES.index(role))
    if not rows:
        return torch.zeros(())
    row, anchor, role = torch.tensor(rows), torch.tensor(anchors), torch.tensor(roles)
    with torch.no_grad():
        scores = [
            t.pointer_scores(p, row, anchor, role, lengths[row]) for t, p in zip(teachers, seen, strict=True)
        ]
        soft = torch.stack([s.softmax(-1) for s in scores]).mean(0)
    ours = student.pointer_scores(points, row, anchor, role, lengths[row]).log_softmax(-1)
    lost = -(soft * ours).sum(-1).sum(-1)
    weight = torch.tensor([LINK_WEIGHT[r] for r in ROLES])[role]
    return (lost * weight).mean() * 6
