"""From the network's numbers to spans and links of one window."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

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


def buckets(n: int, anchor: int) -> np.ndarray:
    """Signed distance of each piece from the anchor → 0..32, as in training."""
    distance = np.arange(n) - anchor
    size = np.maximum(np.abs(distance), 1)
    log = np.clip(np.ceil(np.log2(size / 4) * 2), 0, 12).astype(int) + 4
    return np.asarray(16 + np.sign(distance) * np.where(np.abs(distance) <= 4, np.abs(distance), log))


def pointer(seen: Seen, role: str, anchor: int, near: Array, none: Array) -> Array:
    """Log-probabilities ``[2, pieces]`` of start and end for one role from one anchor."""
    r, n = ROLES.index(role), len(seen.window.ids)
    query, keys = seen.points[anchor, r, 0], seen.points[:, r, 1:]
    scores = np.asarray(keys @ query, dtype=np.float32).T / np.sqrt(np.float32(query.shape[0]))
    scores = scores + near[r][:, buckets(n, anchor)]
    scores[:, 0] += none[r, 0]
    scores[:, -1] += none[r, 1]
    return np.asarray(
        scores
        - np.log(np.exp(scores - scores.max(-1, keepdims=True)).sum(-1, keepdims=True))
        - scores.max(-1, keepdims=True)
    )


def link(seen: Seen, role: str, anchor: int, near: Array, none: Array) -> Link:
    """The best answer of a pointer: a span of real pieces, none, or other."""
    log = pointer(seen, role, anchor, near, none)
    absent = {"none": float(log[0, 0] + log[1, 0]), "other": float(log[0, -1] + log[1, -1])}
    where, best, at = (*max(absent.items(), key=lambda x: x[1]), (0, 0))
    real = np.asarray([s >= 0 for s in seen.window.starts])
    start, end = np.where(real, log[0], -1e9), np.where(real, log[1], -1e9)
    for i in np.argsort(-start)[:6]:
        stop = min(len(end), i + LONGEST.get(role, 24))
        j = int(i + end[i:stop].argmax())
        if start[i] + end[j] > best:
            where, best, at = "span", float(start[i] + end[j]), (int(i), j)
    return Link(where, *at, float(np.exp(best)))
