"""From the network's numbers to spans and links of one window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sayso.reader.encoder import Array, Seen
from sayso.reader.labels import ROLES, TAGS

LONGEST = {"quote": 90, "content": 160, "trigger": 8}
"""Longest span a pointer may give, in pieces; 24 for the roles not named."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A tagged span: first and last piece, label without its B-/I-, probability that it begins here with this
    label."""

    first: int
    last: int
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Link:
    """A pointer's answer: a span of pieces, or ``where`` "none" or "other" (not in the text), with its
    probability."""

    where: str
    first: int
    last: int
    score: float


def softmax(scores: Array) -> Array:
    """Probabilities along the last axis."""
    grown = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(grown / grown.sum(-1, keepdims=True), dtype=np.float32)


def tagged(seen: Seen, tagger: str, threshold: float = 0.5) -> list[Piece]:
    """Spans of a BIO tagger in the fresh part of the window: a span begins where the labels that begin one
    outweigh ``threshold``."""
    chance = softmax(seen.tags[tagger])
    begins, goes_on = chance[:, 1::2], chance[:, 2::2]
    names = [label[2:] for label in TAGS[tagger][1::2]]
    start = begins.sum(-1)
    found: list[Piece] = []
    for i in np.flatnonzero(start >= threshold):
        if not seen.window.fresh[i] or (found and i <= found[-1].last and start[i] < 0.5):
            continue
        kind = int(begins[i].argmax())
        last = int(i)
        while (
            last + 1 < len(start)
            and seen.window.fresh[last + 1]
            and start[last + 1] < threshold
            and goes_on[last + 1].sum() > chance[last + 1, 0]
        ):
            last += 1
        found.append(Piece(int(i), last, names[kind], float(begins[i, kind])))
    return found


def label_at(seen: Seen, tagger: str, piece: int) -> tuple[str, float]:
    """The best label of a tagger at one piece, and its probability."""
    chance = softmax(seen.tags[tagger][piece])
    best = int(chance.argmax())
    return TAGS[tagger][best], float(chance[best])


def _buckets(longest: int) -> npt.NDArray[np.int64]:
    """Signed distance in pieces, -longest … longest, → 0..32, as in training."""
    distance = np.arange(-longest, longest + 1)
    size = np.maximum(np.abs(distance), 1)
    log = np.clip(np.ceil(np.log2(size / 4) * 2), 0, 12).astype(np.int64) + 4
    return np.asarray(16 + np.sign(distance) * np.where(np.abs(distance) <= 4, np.abs(distance), log))


_BUCKETS = _buckets(512)


def pointers(seen: Seen, roles: Sequence[str], anchor: int, near: Array, none: Array) -> Array:
    """Log-probabilities ``[roles, 2, pieces]`` of start and end, for some roles from one anchor."""
    rows, n = [ROLES.index(role) for role in roles], len(seen.window.ids)
    points = seen.points[:, rows]
    scores = np.einsum("rd,nrsd->rsn", points[anchor, :, 0], points[:, :, 1:]) / np.sqrt(
        np.float32(points.shape[-1])
    )
    scores += near[rows][:, :, _BUCKETS[512 - anchor : 512 - anchor + n]]
    scores[:, :, 0] += none[rows, 0]
    scores[:, :, -1] += none[rows, 1]
    scores -= scores.max(-1, keepdims=True)
    return np.asarray(scores - np.log(np.exp(scores).sum(-1, keepdims=True)), dtype=np.float32)


def links(seen: Seen, roles: Sequence[str], anchor: int, near: Array, none: Array) -> dict[str, Link]:
    """The best answer of each role's pointer: a span of real pieces, none, or other."""
    log = pointers(seen, roles, anchor, near, none)
    return {role: best(log[i], seen.real, role) for i, role in enumerate(roles)}


def best(log: Array, real: npt.NDArray[np.bool_], role: str) -> Link:
    """The likeliest answer of one pointer."""
    return max(answers(log, real, LONGEST.get(role, 24)), key=lambda link: link.score)


def answers(log: Array, real: npt.NDArray[np.bool_], longest: int = 24) -> list[Link]:
    """What a pointer may mean: none, other, and the best span from each of the six likeliest starts."""
    found = [
        Link("none", 0, 0, float(np.exp(log[0, 0] + log[1, 0]))),
        Link("other", 0, 0, float(np.exp(log[0, -1] + log[1, -1]))),
    ]
    start, end = np.where(real, log[0], -1e9), np.where(real, log[1], -1e9)
    for i in np.argpartition(-start, min(5, len(start) - 1))[:6]:
        j = int(i + end[i : i + longest].argmax())
        found.append(Link("span", int(i), j, float(np.exp(start[i] + end[j]))))
    return found
