"""The bounds of words that are already known to be a figure, such as the span that a reader marked."""

from __future__ import annotations

import re
from typing import Final

from sayso.core.figure import Quantity
from sayso.core.span import Span
from sayso.resolve.howmany import quantities
from sayso.resolve.howmany_nouns import head, sector_of, singular
from sayso.resolve.howmany_tokens import tokens, word_set

_AND: Final = re.compile(r",\s+(?:and\s+)?|\s+(?:and|as well as|with|along with)\s+")
_ARTICLE: Final = word_set("a an the one his her their its another this that each")
_VAGUE: Final = word_set(
    """number numbers many some few most large tens dozens scores multiple various numerous"""
)


def read_words(words: str) -> Quantity | None:
    """The quantity that the words of a figure state, its span over all of them; None if they state no number.

    Unlike `quantities` it trusts that there is a figure: "the driver" is one, "a man and his wife" are two.
    """
    span = Span(0, len(words), words)
    if not words.strip():
        return None
    found = quantities(words)
    if (
        len(found) == 1
        and found[0].form != "none"
        and found[0].span.text[:1].isalnum()
        and not _joins_one(words, found[0])
    ):
        q = found[0]
        return Quantity(span, q.low, q.high, q.form, q.additive, q.part)
    pieces = [p for p in _AND.split(words) if p.strip()]
    total = sum(_one(p) for p in pieces)
    if all(_one(p) for p in pieces) and total:
        return Quantity(span, total, total)
    if found:
        q = found[0]
        return Quantity(span, q.low, q.high, q.form, q.additive, q.part)
    if set(tokens(words).words) & _VAGUE:
        return Quantity(span, None, None, "vague")
    return None


def _joins_one(words: str, q: Quantity) -> bool:
    """True if one person more stands beside the number: "a man and his wife", "two officers and a driver"."""
    rest = words[q.span.end :]
    return q.form == "exact" and any(_one(p) for p in _AND.split(rest)[1:] if p.strip())


def _one(piece: str) -> float:
    """How many a piece of a list states: its number, 1 for a singular noun, 0 for neither."""
    found = quantities(piece)
    if len(found) == 1 and found[0].low is not None and found[0].low == found[0].high:
        return found[0].low
    if found:
        return 0
    t = tokens(piece)
    first = t.word(0)
    noun = head(piece)
    known = sector_of(noun) is not None and singular(noun) == noun and not t.words[-1].endswith("s")
    proper = bool(re.fullmatch(r"(?:[A-Z][\w'’-]*\s?){1,4}", piece.strip())) and not piece.strip().isupper()
    return (
        1 if (first in _ARTICLE and noun and singular(t.words[-1]) == t.words[-1]) or known or proper else 0
    )
