"""Learning from a teacher: the student sees the noisy text, the teacher the clean one.

Hinton et al. 2015 (distillation), Xie et al. 2020 (noisy student), Jiao et al. 2020 (states as well). The teacher's
tag distributions teach all taggers; at its triggers, numbers and cues its pointer distributions teach the pointers,
and its last states the student's, through a matrix that is thrown away.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from sayso.reader.labels import ROLES, TAGS
from train.batch import Batch
from train.labels import OFFSETS
from train.loss import LINK_WEIGHT, TAG_WEIGHT
from train.model import Reader

ANCHORS = {
    "trigger": ("actor", "target", "place", "time", "says", "relay", "quote"),
    "count": ("trigger", "of"),
    "cue": ("source", "content"),
}
AT = {"stance": "trigger", "scope": "count"}
"""Taggers that are read only where another begins."""
POINTER_WEIGHT, STATE_WEIGHT = 6.0, 2.0
MOST = 4096
"""Anchors of a batch at most."""


def distil_loss(
    student: Reader, seen: tuple[Tensor, Tensor, Tensor], teacher: Reader, bridge: nn.Linear, batch: Batch
) -> Tensor:
    """Cross-entropy of the student's distributions against the teacher's, and the distance of their states.

    ``seen``: the student's states, tag scores and pointer vectors of the batch; ``bridge`` takes its states to the
    width of the teacher's.
    """
    states, tags, points = seen
    with torch.no_grad():
        theirs = teacher.encode(batch.clean, batch.cases)
        says, shown = teacher.heads(theirs)
    real = (batch.clean != 0).float()
    away = 1 - torch.cosine_similarity(bridge(states).float(), theirs.float(), dim=-1)
    total = STATE_WEIGHT * (away * real).sum() / real.sum()
    soft = {}
    for name, labels in TAGS.items():
        cut = slice(OFFSETS[name], OFFSETS[name] + len(labels))
        if name == "fact":
            continue
        soft[name] = says[..., cut].float().softmax(-1)
        lost = -(soft[name] * tags[..., cut].float().log_softmax(-1)).sum(-1)
        where = soft[AT[name]][..., 1::2].sum(-1) * real if name in AT else real
        total = total + TAG_WEIGHT[name] * (lost * where).sum() / where.sum().clamp(min=1)
    return total + POINTER_WEIGHT * _pointers(student, teacher, (points, shown), batch.lengths, soft)


def _pointers(
    student: Reader,
    teacher: Reader,
    points: tuple[Tensor, Tensor],
    lengths: Tensor,
    soft: dict[str, Tensor],
) -> Tensor:
    rows, pieces, roles = [], [], []
    for tagger, wanted in ANCHORS.items():
        at = (soft[tagger][..., 1::2].sum(-1) > 0.3).nonzero()[: MOST // len(wanted) // 3]
        for role in wanted:
            rows.append(at[:, 0])
            pieces.append(at[:, 1])
            roles.append(torch.full_like(at[:, 0], ROLES.index(role)))
    if not sum(map(len, rows)):
        return torch.zeros((), device=lengths.device)
    row, anchor, role = torch.cat(rows), torch.cat(pieces), torch.cat(roles)
    with torch.no_grad():
        right = teacher.pointer_scores(points[1], row, anchor, role, lengths[row]).softmax(-1)
    ours = student.pointer_scores(points[0], row, anchor, role, lengths[row]).log_softmax(-1)
    lost = -(right * ours).sum(-1).sum(-1)
    weight = torch.tensor([LINK_WEIGHT[r] for r in ROLES], device=row.device)[role]
    return (lost * weight).mean()
