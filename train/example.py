"""A window with what is known about it: the form in which every data set reaches the trainer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from sayso.core.report import Report
from sayso.reader.labels import ROLES, TAGS
from sayso.reader.windows import Window, windows

IGNORE = -100
NONE, OTHER = "none", "other"
"""Pointer answers without words: nothing (or own voice); something that is not in the text (unnamed, the
publication day)."""


@dataclass
class Notes:
    """Labels of one text by character offsets.

    ``layers``: a tagger that is labelled throughout → its spans (start, end, type). ``points``: (offset,
    tagger, label) where only some
    pieces are labelled. ``links``: (anchor offset, role, tiers of spans, or NONE or OTHER).
    """

    layers: dict[str, list[tuple[int, int, str]]] = field(default_factory=dict)
    points: list[tuple[int, str, Any]] = field(default_factory=list)
    links: list[tuple[int, str, Any]] = field(default_factory=list)


@dataclass
class Example:
    """One window for the trainer, small enough to be kept by the hundred thousand.

    ``source``: its set; ``text``: its text's id; vocabulary ``ids`` and letter ``cases``; tag labels by tagger (IGNORE
    where unknown); ratings as (piece, value); links as (piece, role, starts, ends).
    """

    source: str
    text: str
    ids: npt.NDArray[np.uint16]
    cases: npt.NDArray[np.uint8]
    tags: dict[str, npt.NDArray[np.int8]] = field(default_factory=dict)
    facts: list[tuple[int, float]] = field(default_factory=list)
    links: list[tuple[int, int, list[int], list[int]]] = field(default_factory=list)


def examples(source: str, report: Report, notes: Notes, tokenizer: Any, size: int = 256) -> list[Example]:
    """The report's windows with the labels that fall into each."""
    return [_label(source, report.id, window, notes) for window in windows(tokenizer, report, size=size)]


def piece_span(window: Window, start: int, end: int) -> tuple[int, int] | None:
    """First and last piece of a character span, or None if it is not whole in the window."""
    inside = [
        i
        for i, (s, e) in enumerate(zip(window.starts, window.ends, strict=True))
        if s >= 0 and s < end and e > start
    ]
    if not inside or window.starts[inside[0]] > start + 2 or window.ends[inside[-1]] < end - 2:
        return None
    return inside[0], inside[-1]


def _label(source: str, text: str, window: Window, notes: Notes) -> Example:
    example = Example(source, text, np.array(window.ids, np.uint16), np.array(window.cases, np.uint8))
    known: dict[str, list[int]] = {}
    for tagger, spans in notes.layers.items():
        index = {label: i for i, label in enumerate(TAGS[tagger])}
        tags = [0 if fresh else IGNORE for fresh in window.fresh]
        for start, end, kind in spans:
            at = piece_span(window, start, end)
            if at is None or not window.fresh[at[0]]:
                continue
            tags[at[0]] = index[f"B-{kind}"]
            tags[at[0] + 1 : at[1] + 1] = [index[f"I-{kind}"]] * (at[1] - at[0])
        known[tagger] = tags
    first = {s: i for i, s in reversed(list(enumerate(window.starts))) if s >= 0 and window.fresh[i]}
    for offset, tagger, label in notes.points:
        if offset in first and tagger == "fact":
            example.facts.append((first[offset], float(label)))
        elif offset in first:
            tags = known.setdefault(tagger, [IGNORE] * len(window.ids))
            tags[first[offset]] = TAGS[tagger].index(label)
    for offset, role, answer in notes.links:
        if offset in first:
            ends = _answer(window, answer)
            if ends:
                example.links.append((first[offset], ROLES.index(role), *ends))
    example.tags = {tagger: np.array(tags, np.int8) for tagger, tags in known.items()}
    return example


def _answer(window: Window, answer: Any) -> tuple[list[int], list[int]] | None:
    if answer == NONE:
        return [0], [0]
    if answer == OTHER:
        last = len(window.ids) - 1
        return [last], [last]
    for spans in answer:
        found = [at for at in (piece_span(window, s, e) for s, e in spans) if at]
        if found:
            return [a for a, _ in found], [b for _, b in found]
    return None
