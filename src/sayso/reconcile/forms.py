"""Names of claimants taken apart: what sort of office, house or person, and what tells it from others of the sort."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

WORD = re.compile(r"[\w-]+(?:['’](?!s\b)\w+)*")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ORGANS: Final = _words(
    "ministry minister president prosecutor police service agency office government administration "
    "parliament council committee army command department television channel radio media news "
    "spokesman spokeswoman organization organisation union alliance party company authority "
    "authorities court mayor governor commandant commander hospital embassy presidency premier "
    "chancellor secretary chief general guard force bureau commission group"
)
OFFICES: Final = ORGANS - _words(
    "agency television channel radio media news service company group organization party"
)
"""Offices whose own pages speak for them; of the others many are houses that print what others say."""
_EMPTY: Final = _words(
    "the a an of in for at and office department republic federation kingdom s spokesman "
    "spokeswoman spokesperson spokespeople representative representatives official officials "
    "statement notice own head senior top mr mrs ms dr its his her their"
)
_SPELLING: Final = {
    "defense": "defence", "organisation": "organization", "presidential": "president", "presidency": "president",
    "tv": "television", "mod": "defence ministry",
}  # fmt: skip
_PHRASES: Final = (
    (re.compile(r"\bministry of internal affairs\b|\binternal affairs ministry\b"), "interior ministry"),
)
_SLUG = re.compile(r"^(?:UPDATE|RECAST|CORRECTED|CORRECTION|WITHDRAWAL|REFILE)\s*\d*\s*[-:–]\s*")
_TAIL = re.compile(r"(?<=\w)(?:,\s|\s+(?:that|which|who|whom|whose|on|in|via|by|now|today|also|again)\b)")
"""What follows is no part of a name: a clause about it, or where and how it spoke."""
_POSTPOSED: Final = frozenset({"general"})


@dataclass(frozen=True, slots=True)
class Form:
    """A name taken apart: what sort of thing (``head``) and what tells it from others of the sort (``rest``)."""

    head: str
    rest: frozenset[str]

    def inside(self, other: Form) -> bool:
        """True if the other says the same and more."""
        return (
            self != other and self.head == other.head and all(among(word, other.rest) for word in self.rest)
        )


def among(word: str, others: Iterable[str]) -> bool:
    """Equal, or one the start of the other ("kazakh", "kazakhstan")."""
    return any(
        word == o or (min(len(word), len(o)) >= 5 and (word.startswith(o) or o.startswith(word)))
        for o in others
    )


@lru_cache(maxsize=1 << 14)
def form(name: str) -> Form:
    """The form of a name: "the health ministry of Kazakhstan" → ministry + {health, kazakhstan}."""
    text = _TAIL.split(_SLUG.sub("", name).lower().replace("’", "'"), maxsplit=1)[0]
    for pattern, words in _PHRASES:
        text = pattern.sub(words, text)
    text = re.sub(r"'s\b|s'(?=\s|$)", "", text)
    front, _, behind = text.partition(" of ")
    fronts, behinds = _tokens(front), _tokens(behind)
    if not fronts or (behinds and _EMPTY.issuperset(WORD.findall(front))):
        # "a notice of the health ministry" is the ministry.
        fronts, behinds = behinds, []
    while len(fronts) > 1 and fronts[-1] in _POSTPOSED:
        fronts = [fronts[-1], *fronts[:-1]]
    if not fronts:
        return Form(" ".join(WORD.findall(text)) or text, frozenset())
    return Form(fronts[-1], frozenset(fronts[:-1]) | frozenset(behinds))


def _tokens(text: str) -> list[str]:
    words = [_SPELLING.get(w, w) for w in WORD.findall(text)]
    kept = [w for w in words if w not in _EMPTY]
    return [singular(w) for w in (kept or [w for w in words if w not in {"the", "a", "an", "of"}])]


def singular(word: str) -> str:
    return (
        word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "ws")) else word
    )


def bare(name: str) -> str:
    """The name without the article before it, a notice's slug, or a clause about it."""
    name = _TAIL.split(_SLUG.sub("", name), maxsplit=1)[0]
    return re.sub(r"^(?:the|an?)\s+(?=\S)", "", name, flags=re.I)


def order(found: Form) -> tuple[int, str, tuple[str, ...]]:
    return (len(found.rest), found.head, tuple(sorted(found.rest)))
