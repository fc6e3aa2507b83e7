"""From the network's numbers to spans and links of one window."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sayso.reader.encoder import Array, Seen
from sayso.reader.labels import ROLES, TAGS

LONGEST = {"quote": 90, "content": 160, "trigger": 8}
"""Longest span a pointer may give, in pieces; ``USUAL`` for the roles not named."""

USUAL, STARTS = 24, 6
"""... and how many likely starts are tried."""

FAINT = math.log(1e-4)
"""A span whose start is less likely than this is no answer."""

INSIDE, BEFORE = 0.5, 0.25
"""From which probability on a piece goes on with a span that none opens, and one before it may be a part of it."""


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


def unopened(seen: Seen, tagger: str, known: Sequence[Piece], among: Sequence[int]) -> list[Piece]:
    """Spans beside the ``known`` ones whose pieces go on with one that none opens surely enough: each holds one of the
    pieces ``among`` those that may be its heart, and as many before it as may belong to it."""
    chance = softmax(seen.tags[tagger])
    names, goes_on = [label[2:] for label in TAGS[tagger][1::2]], chance[:, 2::2]
    taken = {i for p in known for i in range(p.first, p.last + 1)}
    found: list[Piece] = []
    for i in among:
        if i in taken or not seen.window.fresh[i] or goes_on[i].sum() < INSIDE:
            continue
        first = last = i
        while first - 1 not in taken and seen.window.fresh[first - 1] and chance[first - 1, 0] <= 1 - BEFORE:
            first -= 1
        while (
            last + 1 not in taken and last + 1 < len(chance) and goes_on[last + 1].sum() > chance[last + 1, 0]
        ):
            last += 1
        taken |= set(range(first, last + 1))
        found.append(Piece(first, last, names[int(goes_on[i].argmax())], float(goes_on[i].max())))
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


def distance_bucket(distance: npt.NDArray[np.int64] | int) -> npt.NDArray[np.int64]:
    """The row of ``near`` for a signed distance in pieces, what is farther than 512 like 512."""
    return np.asarray(_BUCKETS[512 + np.clip(distance, -512, 512)])


def pointers(seen: Seen, roles: Sequence[str], anchors: Sequence[int], near: Array, none: Array) -> Array:
    """Log-probabilities ``[anchors, roles, 2, pieces]`` of start and end, for some roles from some pieces."""
    rows, at, n = [ROLES.index(role) for role in roles], np.asarray(anchors, dtype=int), len(seen.window.ids)
    points = seen.points[:, rows]
    query = points[at, :, 0].transpose(1, 0, 2)[:, None]  # roles, 1, anchors, width
    keys = points[:, :, 1:].transpose(1, 2, 3, 0)  # roles, 2, width, pieces
    scores = np.matmul(query, keys) / np.sqrt(np.float32(points.shape[-1]))
    scores += near[rows][:, :, _BUCKETS[512 - at[:, None] + np.arange(n)]]
    scores[..., 0] += none[rows, 0][..., None]
    scores[..., -1] += none[rows, 1][..., None]
    scores -= scores.max(-1, keepdims=True)
    scores -= np.log(np.exp(scores).sum(-1, keepdims=True))
    return np.asarray(scores.transpose(2, 0, 1, 3), dtype=np.float32)


def best(log: Array, real: npt.NDArray[np.bool_], role: str) -> Link:
    """The likeliest answer of one pointer: a span of real pieces, none, or other."""
    return max(answers(log, real, LONGEST.get(role, USUAL)), key=lambda link: link.score)


def best_each(logs: Array, real: npt.NDArray[np.bool_], roles: Sequence[str]) -> dict[str, Link]:
    """As `best`, for several roles of one anchor at once: ``logs`` ``[roles, 2, pieces]``."""
    n = logs.shape[-1]
    starts = np.where(real & (logs[:, 0] > FAINT), logs[:, 0], -np.inf)
    first = np.argpartition(-starts, min(STARTS, n - 1), axis=1)[:, :STARTS]
    reach = np.array([LONGEST.get(role, USUAL) for role in roles])
    step = np.arange(reach.max())
    at = first[..., None] + step
    inside = (at < n) & (step < reach[:, None, None])
    at = np.minimum(at, n - 1)
    ends = np.where(inside & real[at], logs[np.arange(len(roles))[:, None, None], 1, at], -np.inf)
    last = ends.argmax(-1)
    score = np.take_along_axis(starts, first, 1) + ends.max(-1)
    row, k = np.arange(len(roles)), score.argmax(1)
    choices = np.stack([logs[:, :, 0].sum(1), logs[:, :, -1].sum(1), score[row, k]])
    where, chance = choices.argmax(0).tolist(), np.exp(choices.max(0)).tolist()
    begin, length = first[row, k].tolist(), last[row, k].tolist()
    return {
        role: Link("span", begin[i], begin[i] + length[i], chance[i])
        if where[i] == 2
        else Link(("none", "other")[where[i]], 0, 0, chance[i])
        for i, role in enumerate(roles)
    }


def two_apart(
    logs: tuple[Array, Array],
    best_ones: tuple[Link, Link],
    real: npt.NDArray[np.bool_],
    roles: tuple[str, str],
) -> tuple[Link, Link]:
    """The likeliest answers of two pointers that cannot mean the same words: who did it and to whom it was done.

    Where their best answers, ``best_ones``, share words, one of the two is sought elsewhere, that with which both are
    likelier.
    """
    one, two = best_ones
    if one.where != "span" or two.where != "span" or one.last < two.first or two.last < one.first:
        return one, two
    other_one = best(logs[0], _without(real, two), roles[0])
    other_two = best(logs[1], _without(real, one), roles[1])
    return (
        (one, other_two) if one.score * other_two.score >= other_one.score * two.score else (other_one, two)
    )


def apart_from(log: Array, found: Link, real: npt.NDArray[np.bool_], anchor: int, role: str) -> Link:
    """The likeliest answer of a pointer that cannot mean words around its own anchor, such as a claimant (none of 2,752
    labelled claimants holds the trigger of the event): ``found``, its best answer, if it stands clear of the anchor."""
    if found.where != "span" or not found.first <= anchor <= found.last:
        return found
    before, after = real.copy(), real.copy()
    before[anchor:], after[: anchor + 1] = False, False
    return max((best(log, side, role) for side in (before, after)), key=lambda link: link.score)


def _without(real: npt.NDArray[np.bool_], taken: Link) -> npt.NDArray[np.bool_]:
    left = real.copy()
    left[taken.first : taken.last + 1] = False
    return left


def answers(log: Array, real: npt.NDArray[np.bool_], longest: int = USUAL) -> list[Link]:
    """What a pointer may mean: none, other, and the best span from each of the likeliest starts."""
    found = [
        Link("none", 0, 0, float(np.exp(log[0, 0] + log[1, 0]))),
        Link("other", 0, 0, float(np.exp(log[0, -1] + log[1, -1]))),
    ]
    starts = np.flatnonzero((log[0] > FAINT) & real)
    for i in starts[np.argsort(-log[0, starts], kind="stable")[:STARTS]]:
        ends = np.where(real[i : i + longest], log[1, i : i + longest], -np.inf)
        j = int(i + ends.argmax())
        found.append(Link("span", int(i), j, float(np.exp(log[0, i] + log[1, j]))))
    return found
