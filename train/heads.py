"""Teach some heads anew on a network that stays as it is: ``python -m train.heads RUN OLD OUT --examples FILE``.

A head that learns from one set alone (attributions from PolNeAR, say) may come to know that set by its style and be
silent elsewhere. Here the taggers in `HEADS` and the pointers from a cue learn from the labels on the sets that label
them, and elsewhere from OLD, a network whose heads still speak there. The encoder and all other heads of RUN stay.
"""

from __future__ import annotations

import argparse
import lzma
import pickle
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 (the name torch users know)
from safetensors.torch import load_file
from torch import Tensor

from sayso.reader.labels import ROLES, TAGS
from train.batch import Batch, collate, groups
from train.examples_file import Stock
from train.fit import record
from train.labels import OFFSETS
from train.loss import LINK_WEIGHT, TAG_WEIGHT
from train.mean import depth
from train.model import Reader

HEADS = ("source", "cue", "content", "time", "place", "name")
CUE_ROLES = ("source", "content")
SHARES = {
    "claims": 1.0,
    "made": 0.05,
    "unlabelled": 0.13,
    "polnear": 0.75,
    "tbaq": 0.6,
    "geo": 0.22,
    "gum": 0.8,
}
PASSES, RATE, PIECES, NEAR = 6, 2e-3, 6000, 0.3


def network(run: Path) -> Reader:
    """A trained network, frozen."""
    weights = load_file(run / "model.safetensors")
    model = Reader(layers=depth(weights), drop=0.0)
    model.load_state_dict(weights)
    return model.eval().requires_grad_(False)


def seen(stock: Stock, model: Reader, old: Reader) -> Iterator[tuple[Batch, Tensor, Tensor, Tensor]]:
    """Batches with the network's states and what the old one says (tag scores, pointer vectors), in half precision."""
    rng = random.Random(1)
    for name, share in SHARES.items():
        rows = stock.sets[name]
        chosen = rng.sample(range(len(rows)), int(len(rows) * share))
        for numbers in groups(rows, chosen, PIECES, rng):
            batch = collate([rows[i] for i in numbers], None, np.random.default_rng(0))
            with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
                states = model.encode(batch.ids, batch.cases)
                tags, points = old.heads(old.encode(batch.ids, batch.cases))
            yield batch, states.bfloat16(), tags.bfloat16(), only_cues(points).bfloat16()


def only_cues(points: Tensor) -> Tensor:
    """The vectors of the roles of a cue."""
    b, n, _ = points.shape
    at = [ROLES.index(r) for r in CUE_ROLES]
    return points.view(b, n, len(ROLES), -1)[:, :, at].reshape(b, n, -1)


def widened(points: Tensor) -> Tensor:
    """Such vectors in their places among those of all roles, for `Reader.pointer_scores`."""
    b, n, width = points.shape
    out = points.new_zeros(b, n, len(ROLES), width // len(CUE_ROLES))
    out[:, :, [ROLES.index(r) for r in CUE_ROLES]] = points.view(b, n, len(CUE_ROLES), -1)
    return out.reshape(b, n, -1)


def loss_of(model: Reader, old: Reader, one: tuple[Batch, Tensor, Tensor, Tensor]) -> Tensor:
    """Labels where there are any, else the old network's word."""
    batch, states, said, shown = one
    x = F.dropout(states.float(), 0.1)
    tags, points, real = model.tag(x), model.point(x), (batch.ids != 0).float()
    total = torch.zeros(())
    for name in HEADS:
        cut = slice(OFFSETS[name], OFFSETS[name] + len(TAGS[name]))
        if name in batch.tags:
            gold = batch.tags[name].reshape(-1)
            lost = F.cross_entropy(tags[..., cut].reshape(len(gold), -1), gold, ignore_index=-100)
        else:
            soft = said[..., cut].float().softmax(-1)
            lost = -((soft * tags[..., cut].log_softmax(-1)).sum(-1) * real).sum() / real.sum()
        total = total + TAG_WEIGHT[name] * lost
    return total + _links(model, old, batch, points, (said, shown))


def _links(model: Reader, old: Reader, batch: Batch, points: Tensor, told: tuple[Tensor, Tensor]) -> Tensor:
    numbers = [ROLES.index(r) for r in CUE_ROLES]
    if "cue" in batch.tags:
        mine = torch.isin(batch.links[:, 2], torch.tensor(numbers))
        row, anchor, role = batch.links[mine].unbind(1)
        if not len(row):
            return torch.zeros(())
        renumber = torch.cumsum(mine.long(), 0) - 1
        answers = batch.answers[mine[batch.answers[:, 0]]]
        scores = model.pointer_scores(points, row, anchor, role, batch.lengths[row])
        gold = torch.zeros_like(scores, dtype=torch.bool)
        gold[renumber[answers[:, 0]], answers[:, 1], answers[:, 2]] = True
        lost = (torch.logsumexp(scores, -1) - torch.logsumexp(scores.masked_fill(~gold, -1e9), -1)).sum(-1)
    else:
        cut = slice(OFFSETS["cue"], OFFSETS["cue"] + len(TAGS["cue"]))
        at = (told[0][..., cut].float().softmax(-1)[..., 1] > NEAR).nonzero()
        if not len(at):
            return torch.zeros(())
        row, anchor = at.repeat(2, 1).unbind(1)
        role = torch.tensor(numbers).repeat_interleave(len(at))
        right = old.pointer_scores(widened(told[1].float()), row, anchor, role, batch.lengths[row]).softmax(
            -1
        )
        ours = model.pointer_scores(points, row, anchor, role, batch.lengths[row]).log_softmax(-1)
        lost = -(right * ours).sum(-1).sum(-1)
    return LINK_WEIGHT["source"] * lost.mean()


def teach(model: Reader, old: Reader, cases: list[tuple[Batch, Tensor, Tensor, Tensor]]) -> None:
    """Move the heads; rows of the others are put back after each step."""
    rows = [i for h in HEADS for i in range(OFFSETS[h], OFFSETS[h] + len(TAGS[h]))]
    width = model.point.out_features // len(ROLES)
    cols = [i for r in CUE_ROLES for i in range(ROLES.index(r) * width, (ROLES.index(r) + 1) * width)]
    moving = {model.tag: torch.tensor(rows), model.point: torch.tensor(cols)}
    kept = {layer: (layer.weight.clone(), layer.bias.clone()) for layer in moving}
    for layer in moving:
        layer.requires_grad_(True)
    opt = torch.optim.Adam([p for layer in moving for p in layer.parameters()], lr=RATE)
    steps, step, rng = PASSES * len(cases), 0, random.Random(2)
    for number in range(PASSES):
        rng.shuffle(cases)
        sums = []
        for one in cases:
            for group in opt.param_groups:
                group["lr"] = RATE * (1 - step / steps)
            loss = loss_of(model, old, one)
            opt.zero_grad()
            loss.backward()
            opt.step()
            with torch.no_grad():
                for layer, free in moving.items():
                    for now, before in zip((layer.weight, layer.bias), kept[layer], strict=True):
                        back = before.clone()
                        back[free] = now[free]
                        now.copy_(back)
            sums.append(float(loss.detach()))
            step += 1
        print(f"pass {number + 1}: {sum(sums) / len(sums):.3f}", flush=True)


def main() -> None:
    """Command line."""
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("run", type=Path), a.add_argument("old", type=Path), a.add_argument("out", type=Path)
    a.add_argument("--examples", type=Path, required=True)
    o = a.parse_args()
    with lzma.open(o.examples) as stored:
        stock = pickle.load(stored)
    torch.manual_seed(1)
    model, old = network(o.run), network(o.old)
    cases = list(seen(stock, model, old))
    print(len(cases), "batches", flush=True)
    teach(model, old, cases)
    o.out.mkdir(parents=True, exist_ok=True)
    record(model, stock.dev, o.out, {"heads of": o.run.name, "taught by": o.old.name})


if __name__ == "__main__":
    main()
