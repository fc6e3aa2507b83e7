"""The first pass: may this text tell of a happening at all? Words are weighed, nothing is understood.

A linear score over the words of each paragraph (``first_pass.json``, learnt by ``train/first_pass.py`` from labelled
claims and from what the reader finds in general news). The bars are set for recall: what is left out holds less than
one claim in a hundred. A report is tested in a fraction of a millisecond, a thousandth of what reading it costs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
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
    bar = _table().report
    return any(weight(report.text[part.start : part.end]) >= bar for part in report.readable())


def tells(paragraph: str) -> bool:
    """Whether a paragraph alone may hold a claim: a lower bar, for a reader that leaves out paragraphs."""
    return weight(paragraph) >= _table().paragraph


def weight(paragraph: str) -> int:
    """How much the words of a paragraph tell of happenings, each word once."""
    weights = _table().weights
    return sum(weights.get(stem, 0) for stem in stems(paragraph))


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


@dataclass(frozen=True, slots=True)
class _Table:
    report: int
    paragraph: int
    weights: Mapping[str, int]


@cache
def _table() -> _Table:
    return _Table(**json.loads(files("sayso.intake").joinpath("first_pass.json").read_text("utf-8")))
