"""The network: a BERT or MPNet encoder with letter case as an extra embedding, taggers over pieces, and pointers
from an anchor piece.

A *tagger* gives every piece a label (BIO); a *pointer* gives, for an anchor piece (a trigger, a number, a
cue), scores over all
pieces for the start and the end of the span in one role. The first piece, ``[CLS]``, means "none" (for say-so:
the report's own
voice), the last, ``[SEP]``, "not in the text" (an unnamed claimant; for times the publication day).
"""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F  # noqa: N812 (the name torch users know)
from torch import Tensor, nn

from train.attention import ByWindow
from train.labels import ROLES, TAGGERS

WIDTH_POINTER = 48
BUCKETS = 33


def bucket(distance: Tensor) -> Tensor:
    """Signed distance in pieces → 0..32: exact up to ±4, then logarithmic up to ±256."""
    size = distance.abs().clamp(min=1).float()
    log = (torch.log2(size / 4) * 2).ceil().clamp(0, 12).long() + 4
    step = torch.where(distance.abs() <= 4, distance.abs(), log)
    return 16 + torch.sign(distance) * step


def relative_bucket(pieces: int, device: torch.device) -> Tensor:
    """MPNet's buckets 0..31 of key minus query position, ``[pieces, pieces]`` (Raffel et al. 2020: exact to 8, then
    logarithmic to 128, each direction by itself)."""
    at = torch.arange(pieces, device=device)
    distance = at[:, None] - at[None]
    size = distance.abs()
    far = 8 + (torch.log(size.clamp(min=1).float() / 8) / math.log(16) * 8).long()
    return (distance < 0).long() * 16 + torch.where(size < 8, size, far.clamp(max=15))


class Layer(nn.Module):
    """One transformer layer of BERT (post-norm)."""

    def __init__(self, width: int, heads: int, inner: int, drop: float) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (
            nn.Linear(width, width),
            nn.Linear(width, width),
            nn.Linear(width, width),
        )
        self.out, self.norm1 = nn.Linear(width, width), nn.LayerNorm(width, eps=1e-12)
        self.up, self.down, self.norm2 = (
            nn.Linear(width, inner),
            nn.Linear(inner, width),
            nn.LayerNorm(width, eps=1e-12),
        )
        self.drop = nn.Dropout(drop)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        b, n, w = x.shape
        split = lambda t: t.view(b, n, self.heads, w // self.heads).transpose(1, 2)  # noqa: E731
        parts = [split(part(x)) for part in (self.query, self.key, self.value)]
        if x.device.type == "cpu" and mask.dtype == torch.bool and torch.is_grad_enabled():
            y = ByWindow.apply(*parts, mask)
        else:
            y = F.scaled_dot_product_attention(*parts, attn_mask=mask)
        x = self.norm1(x + self.drop(self.out(y.transpose(1, 2).reshape(b, n, w))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Reader(nn.Module):
    """Encoder and heads. ``forward`` gives tag scores and, a piece each, the query and key vectors of every role."""

    def __init__(
        self,
        layers: int = 6,
        width: int = 384,
        heads: int = 12,
        inner: int = 1536,
        drop: float = 0.1,
        vocab: int = 30522,
        relative: bool = False,
    ) -> None:
        super().__init__()
        self.word, self.place, self.kind = (
            nn.Embedding(vocab, width),
            nn.Embedding(512, width),
            nn.Embedding(2, width),
        )
        self.case, self.norm = nn.Embedding(8, width), nn.LayerNorm(width, eps=1e-12)
        nn.init.zeros_(self.case.weight)
        self.layers = nn.ModuleList(Layer(width, heads, inner, drop) for _ in range(layers))
        self.relative = nn.Embedding(32, heads) if relative else None
        self.drop = nn.Dropout(drop)
        self.tag = nn.Linear(width, sum(TAGGERS.values()))
        self.point = nn.Linear(width, 3 * len(ROLES) * WIDTH_POINTER)
        self.near = nn.Parameter(torch.zeros(len(ROLES), 2, BUCKETS))
        self.none = nn.Parameter(torch.zeros(len(ROLES), 2, 2))

    def encode(self, ids: Tensor, cases: Tensor) -> Tensor:
        """Piece states ``[batch, pieces, width]``; piece 0 is padding."""
        mask = (ids != 0)[:, None, None, :]
        if self.relative is not None:  # one bias a head for every pair of places, the same in all layers
            bias = self.relative(relative_bucket(ids.shape[1], ids.device)).detach().permute(2, 0, 1)[None]
            if torch.is_autocast_enabled(ids.device.type):
                bias = bias.to(torch.get_autocast_dtype(ids.device.type))
            mask = bias.masked_fill(~mask, -1e4)
        at = torch.arange(ids.shape[1], device=ids.device)
        x = self.drop(self.norm(self.word(ids) + self.place(at) + self.kind.weight[0] + self.case(cases)))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def forward(self, ids: Tensor, cases: Tensor) -> tuple[Tensor, Tensor]:
        return self.heads(self.encode(ids, cases))

    def heads(self, states: Tensor) -> tuple[Tensor, Tensor]:
        """Tag scores and pointer vectors of encoded pieces."""
        x = self.drop(states)
        return self.tag(x), self.point(x)

    def pointer_scores(
        self, points: Tensor, row: Tensor, anchor: Tensor, role: Tensor, length: Tensor
    ) -> Tensor:
        """Scores ``[anchors, 2, pieces]`` of start and end for anchors given as (row, piece, role) of a batch."""
        b, n, _ = points.shape
        p = points.view(b, n, len(ROLES), 3, WIDTH_POINTER)
        query = p[row, anchor, role, 0]
        keys = p[row, :, role][:, :, 1:]
        scores = torch.einsum("ad,ansd->asn", query, keys) / WIDTH_POINTER**0.5
        distance = torch.arange(n, device=points.device)[None] - anchor[:, None]
        step = bucket(distance)[:, None].expand(-1, 2, -1)
        scores = scores + self.near[role].gather(2, step)
        scores = scores.float()
        scores[:, :, 0] = scores[:, :, 0] + self.none[role, 0]
        last = (length - 1)[:, None, None].expand(-1, 2, 1)
        scores = scores.scatter_add(2, last, self.none[role, 1][:, :, None].float())
        outside = torch.arange(n, device=points.device)[None] >= length[:, None]
        return scores.masked_fill(outside[:, None], -1e4)


def load_bert(model: Reader, weights: dict[str, Tensor]) -> None:
    """Copy the weights of a BERT checkpoint (Hugging Face names) into the encoder."""
    model.word.weight.data.copy_(weights["embeddings.word_embeddings.weight"])
    model.place.weight.data.copy_(weights["embeddings.position_embeddings.weight"])
    model.kind.weight.data.copy_(weights["embeddings.token_type_embeddings.weight"])
    names = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "out": "attention.output.dense",
        "norm1": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm2": "output.LayerNorm",
    }
    _copy(model, weights, names)


def _copy(model: Reader, weights: dict[str, Tensor], names: dict[str, str]) -> None:
    parts = [(model.norm, "embeddings.LayerNorm")]
    parts += [
        (getattr(layer, ours), f"encoder.layer.{i}.{theirs}")
        for i, layer in enumerate(model.layers)
        for ours, theirs in names.items()
    ]
    for module, name in parts:
        module.weight.data.copy_(weights[f"{name}.weight"])
        module.bias.data.copy_(weights[f"{name}.bias"])


def load_mpnet(model: Reader, weights: dict[str, Tensor]) -> None:
    """Copy the weights of an MPNet checkpoint (Hugging Face names) into the encoder, its vocabulary put into BERT's
    order: MPNet's words are BERT's, four places on, but for its own start, end, padding and mask."""
    rows = torch.arange(model.word.num_embeddings) + 4
    rows[[0, 101, 102, 103]] = torch.tensor([1, 0, 2, 30526])
    model.word.weight.data.copy_(weights["embeddings.word_embeddings.weight"][rows])
    model.place.weight.data.copy_(weights["embeddings.position_embeddings.weight"][2:])
    model.kind.weight.data.zero_()
    assert model.relative is not None
    model.relative.weight.data.copy_(weights["encoder.relative_attention_bias.weight"])
    names = {
        "query": "attention.attn.q",
        "key": "attention.attn.k",
        "value": "attention.attn.v",
        "out": "attention.attn.o",
        "norm1": "attention.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm2": "output.LayerNorm",
    }
    _copy(model, weights, names)
