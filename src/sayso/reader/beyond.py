"""Days and places that stand outside of an event's window, pointed at all the same.

A pointer is learned within one window, where "none" also stands for all that another window names. Its query and keys
are the same vectors everywhere, though, so that an event can be held against the times and places of the other
windows too. Measured on events whose day or place lies outside of their window: the network was never taught these.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from sayso.core.reading import Chances, Event, Mention
from sayso.core.report import Report
from sayso.core.span import Span
from sayso.reader.decode import distance_bucket
from sayso.reader.encoder import Array, Seen
from sayso.reader.labels import ROLES

SOUGHT: Final = ("time", "place")
RISE: Final = 2.0
"""Added to the log-chance of words outside of the window, which the network underrates; chosen on development data."""
SLIGHT: Final = 0.001
"""What is less likely is no answer."""
_ROWS: Final = [ROLES.index(role) for role in SOUGHT]


@dataclass(frozen=True, slots=True)
class Glance:
    """From where an event looks: ``at`` its trigger's piece in the report; per role of `SOUGHT` the pointer's
    ``query`` ``[2, width]`` and what its scores for start and end are measured against, ``base`` ``[2, 2]``; ``title``
    and ``body`` the stretches of text in its window, in characters."""

    at: int
    query: Array
    base: Array
    title: tuple[int, int]
    body: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Landmark:
    """Words that may be pointed at from anywhere: ``at`` their first piece in the report, ``keys`` ``[2, width]`` of
    start and end."""

    role: str
    span: Span
    at: int
    keys: Array


def glances(
    report: Report,
    view: Seen,
    anchors: Sequence[tuple[int, Array]],
    near: Array,
    none: Array,
    before: int,
) -> list[Glance]:
    """Where events of a window look from: each the piece of its trigger and the log-probabilities of its pointers
    for `SOUGHT`, ``[2, 2, pieces]``; ``before`` counts the fresh pieces of the windows before."""
    title, body = _stretches(report, view)
    numbers = np.cumsum(view.window.fresh) + before
    found = []
    for anchor, log in anchors:
        query = view.points[anchor, _ROWS, 0]
        raw = np.einsum("rw,rew->re", query, view.points[0][_ROWS, 1:]) / np.sqrt(np.float32(query.shape[-1]))
        raw += near[_ROWS][:, :, distance_bucket(-anchor)] + none[_ROWS, 0]
        found.append(Glance(int(numbers[anchor]), query, raw - log[:, :, 0], title, body))
    return found


def landmarks(view: Seen, mentions: Iterable[Mention], before: int) -> list[Landmark]:
    """The times and places among what was seen in a window."""
    starts, ends = np.asarray(view.window.starts), np.asarray(view.window.ends)
    numbers = np.cumsum(view.window.fresh) + before
    found = []
    for mention in mentions:
        if mention.type not in SOUGHT:
            continue
        inside = np.flatnonzero(
            view.window.fresh & (starts >= 0) & (starts < mention.span.end) & (ends > mention.span.start)
        )
        if len(inside):
            row = ROLES.index(mention.type)
            keys = np.stack([view.points[inside[0], row, 1], view.points[inside[-1], row, 2]])
            found.append(Landmark(mention.type, mention.span, int(numbers[inside[0]]), keys))
    return found


def look_beyond(events: Sequence[tuple[Event, Glance]], seen: Sequence[Landmark], near: Array) -> list[Event]:
    """The events, with chances for the times and places that other windows name."""
    out = [event for event, _ in events]
    for number, role in enumerate(SOUGHT):
        mine = [mark for mark in seen if mark.role == role]
        if not mine:
            continue
        keys = np.stack([mark.keys for mark in mine])
        at = np.array([mark.at for mark in mine])
        spans = np.array([(mark.span.start, mark.span.end) for mark in mine])
        for i, (_, glance) in enumerate(events):
            out_of_sight = np.flatnonzero(_outside(spans, glance.title) & _outside(spans, glance.body))
            chances: Chances | None = getattr(out[i], role)
            if chances is None or not len(out_of_sight):
                continue
            far = keys[out_of_sight]
            scores = far @ glance.query[number] / np.sqrt(np.float32(far.shape[-1]))
            scores += near[_ROWS[number]][:, distance_bucket(at[out_of_sight] - glance.at)].T
            log = (scores - glance.base[number]).sum(-1)
            weight = np.exp(np.minimum(log + RISE, 0.0))
            words = zip((mine[j].span for j in out_of_sight), weight, strict=True)
            shared = _shared(chances, [(s, float(w)) for s, w in words])
            out[i] = replace(out[i], time=shared) if role == "time" else replace(out[i], place=shared)
    return out


def _shared(chances: Chances, far: list[tuple[Span, float]]) -> Chances:
    """Chances among the answers within the window and those outside of it together."""
    whole = 1.0 + sum(weight for _, weight in far)
    words = [(span, chance / whole) for span, chance in (*chances.words, *far)]
    return Chances(
        tuple((span, chance) for span, chance in words if chance > SLIGHT),
        chances.none / whole,
        chances.other / whole,
    )


def _outside(spans: npt.NDArray[np.int64], stretch: tuple[int, int]) -> npt.NDArray[np.bool_]:
    return np.asarray((spans[:, 1] <= stretch[0]) | (spans[:, 0] >= stretch[1]))


def _stretches(report: Report, view: Seen) -> tuple[tuple[int, int], tuple[int, int]]:
    """What of the title and of the rest a window holds."""
    starts, ends = np.asarray(view.window.starts), np.asarray(view.window.ends)
    title = np.zeros(len(starts), dtype=bool)
    for part in report.parts:
        if part.part == "title":
            title |= (starts >= part.start) & (starts < part.end)
    return _hull(starts, ends, title), _hull(starts, ends, view.real & ~title)


def _hull(
    starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64], held: npt.NDArray[np.bool_]
) -> tuple[int, int]:
    return (int(starts[held].min()), int(ends[held].max())) if held.any() else (0, 0)
