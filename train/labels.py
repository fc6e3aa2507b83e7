"""Sizes of the network's heads, from the reader's own list of labels."""

from __future__ import annotations

from sayso.reader.labels import ROLES, TAGS

TAGGERS = {name: len(labels) for name, labels in TAGS.items()}
OFFSETS = dict(zip(TAGGERS, (sum(list(TAGGERS.values())[:i]) for i in range(len(TAGGERS))), strict=True))

__all__ = ["OFFSETS", "ROLES", "TAGGERS"]
