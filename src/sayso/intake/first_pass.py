"""The first pass: may this text tell of a happening at all? Words are weighed, nothing is understood.

A linear score over the words of each paragraph (``first_pass.json``, learnt by ``train/first_pass.py`` from labelled
claims and from what the reader finds in general news). The threshold is set for recall: what is left out holds less
than one claim in a hundred. A paragraph is tested in some twenty microseconds, a thousandth of what reading it costs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from sayso.core.report import Report

_WORD: Final = re.compile(r"[^\W\d_]+")
_ENDINGS: Final = ("ings", "ing", "ies", "ions", "ion", "ers", "er", "es", "ed", "s", "e", "y")
_SHORTEST: Final = 3
_DOUBLED: Final = re.compile(r"([bdgkmnprt])\1$")


def may_tell(report: Report) -> bool:
    """False where no paragraph of the report holds words enough that tell of a happening."""
    return any(tells(report.text[part.start : part.end]) for part in report.readable())


def tells(paragraph: str) -> bool:
    """Whether the words of a paragraph weigh enough to read it for claims."""
    weights, threshold = _table()
    return sum(weights.get(stem, 0) for stem in stems(paragraph)) >= threshold


def stems(text: str) -> frozenset[str]:
    """The words of a text in lower case, without their endings, each once; ``0`` stands for any number."""
    found = {_stem(word.lower()) for word in _WORD.findall(text)}
    return frozenset(found | {"0"} if any(c.isdigit() for c in text) else found)


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return _DOUBLED.sub(r"\1", word[: -len(ending)])
    return word


@cache
def _table() -> tuple[Mapping[str, int], int]:
    table = json.loads(files("sayso.intake").joinpath("first_pass.json").read_text("utf-8"))
    return table["weights"], table["threshold"]
