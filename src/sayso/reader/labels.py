"""What the learned reader tells apart: its taggers and their labels, its pointers and their roles.

Training and inference share this file; the order is part of the model file, which holds a copy to be checked against.
"""

from __future__ import annotations

from typing import Final

from sayso.core.claim import STANCES
from sayso.core.figure import MEASURES, SCOPES
from sayso.core.kinds import KINDS


def bio(types: tuple[str, ...]) -> tuple[str, ...]:
    """``O`` and, for every type, ``B-`` (begins) and ``I-`` (goes on)."""
    return ("O", *(f"{p}-{t}" for t in types for p in "BI"))


TAGS: Final[dict[str, tuple[str, ...]]] = {
    "trigger": bio(KINDS),
    "count": bio(MEASURES),
    "source": bio(("source",)),
    "cue": bio(("cue",)),
    "content": bio(("content",)),
    "time": bio(("time",)),
    "place": bio(("place",)),
    "name": bio(("person", "organization", "other")),
    "stance": STANCES,
    "scope": SCOPES,
    "fact": ("score",),
}
"""Taggers by name with their labels. ``stance`` is read at a trigger's first piece, ``scope`` at a number's,
``fact`` (a number,
-3 … 3, not a label) at an event's."""

ROLES: Final = (
    "actor", "target", "place", "time", "says", "relay", "quote", "trigger", "of", "source", "content", "antecedent",
)  # fmt: skip
"""Pointer roles: from a trigger to actor, target, place, time, says (innermost claimant), relay (the claimant
around it) and
quote; from a number to its trigger and to what it counts (``of``); from a cue to its source and content; from
a pronoun to its
antecedent."""
