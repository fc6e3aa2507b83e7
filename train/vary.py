"""Labelled texts with other words for the same happenings: the label stays, the word changes.

A few hundred reports show each kind by a handful of words. A variant of a report swaps some of its trigger words
for others of the same kind and form (``train/words.toml``) and moves every label with them.
"""

from __future__ import annotations

import random
import tomllib
from bisect import bisect_right
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

from sayso.core.report import Part, Report
from train.example import Notes
from train.sets import Pair

WORDS = Path(__file__).with_name("words.toml")


@cache
def alike() -> dict[tuple[str, str], list[str]]:
    """(kind, word) → the words of the same form that may stand in its place."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for group in tomllib.loads(WORDS.read_text("utf8"))["group"]:
        for rows in (group.get("verbs", []), group.get("nouns", [])):
            for forms in zip(*(row.split() for row in rows), strict=True):
                for word in forms:
                    found[group["kind"], word] += [w for w in forms if w != word]
    return {key: others for key, others in found.items() if others}


def varied(pair: Pair, rng: random.Random, share: float = 0.4) -> Pair:
    """The report with about this share of its known trigger words swapped; the same report if it has none."""
    report, notes = pair
    swaps: list[tuple[int, int, str]] = []
    for start, end, kind in sorted(notes.layers.get("trigger", [])):
        word = report.text[start:end]
        others = alike().get((kind, word.lower()))
        if others and rng.random() < share and (not swaps or start >= swaps[-1][1]):
            swaps.append((start, end, _as(rng.choice(others), word)))
    return _with(report, notes, swaps) if swaps else pair


def _as(word: str, like: str) -> str:
    """The word in the letter case of another."""
    if len(like) > 1 and like.isupper():
        return word.upper()
    return word.capitalize() if like[:1].isupper() else word


def _with(report: Report, notes: Notes, swaps: list[tuple[int, int, str]]) -> Pair:
    """Report and labels after the swaps; an offset within a swapped word becomes its start or end."""
    pieces, at = [], 0
    ends, moved = [0], [0]
    for start, end, word in swaps:
        pieces += [report.text[at:start], word]
        at = end
        ends.append(end)
        moved.append(moved[-1] + len(word) - (end - start))
    text = "".join([*pieces, report.text[at:]])

    def to(offset: int) -> int:
        return offset + moved[bisect_right(ends, offset) - 1]

    def answer(given: Any) -> Any:
        return given if isinstance(given, str) else [[(to(s), to(e)) for s, e in tier] for tier in given]

    parts = tuple(Part(p.part, to(p.start), to(p.end)) for p in report.parts)
    title = text[parts[0].start : parts[0].end] if parts and parts[0].part == "title" else report.title
    return (
        Report(report.id, text, parts, title=title, published=report.published),
        Notes(
            {name: [(to(s), to(e), kind) for s, e, kind in spans] for name, spans in notes.layers.items()},
            [(to(at), tagger, label) for at, tagger, label in notes.points],
            [(to(at), role, answer(given)) for at, role, given in notes.links],
        ),
    )
