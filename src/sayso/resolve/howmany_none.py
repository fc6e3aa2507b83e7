"""Nobody: "no one was hurt", "no casualties", "none of the crew died" count 0."""

from __future__ import annotations

from typing import Final

from sayso.resolve.howmany_nouns import sector_of, things
from sayso.resolve.howmany_tokens import Tokens, word_set

_HARM: Final = word_set(
    """casualties casualty injuries injury deaths death fatalities fatality victims victim arrests
    survivors losses damage"""
)
_BETWEEN: Final = word_set(
    """serious immediate reported confirmed further civilian military other known human new major police"""
)
_NOT_AFTER: Final = word_set(
    """can could should knows know wants will would has have is matter claimed longer"""
)


def none_at(t: Tokens, i: int) -> int:
    """The token after "no one", "nobody", "none" or "no casualties" at ``i``; 0 if the words count nobody."""
    word, after = t.word(i), t.word(i + 1)
    if word == "nobody":
        return 0 if after in _NOT_AFTER else i + 1
    if word == "none":
        if after == "of":
            return i + 1 if t.word(i + 2) in ("them", "those") or _people(t, i + 2) else 0
        return i + 1 if after in ("were", "was", "died", "survived") else 0
    if after == "one" or (after == "-" and t.word(i + 2) == "one"):
        end = i + (2 if after == "one" else 3)
        return 0 if t.word(end) in _NOT_AFTER else end
    if word != "no":
        return 0
    at = i + 1
    while t.word(at) in _BETWEEN and at < i + 3:
        at += 1
    if t.word(at) in _HARM:
        return at + 1
    return at + 1 if sector_of(t.word(at)) == "CVL" and t.word(at + 1) in ("was", "were", "died") else 0


def _people(t: Tokens, i: int) -> bool:
    """ "the crew", "the four men", "his soldiers"."""
    return any(sector_of(w) not in (None, *things()) for w in t.words[i : i + 4] if w.isalpha())
