"""Parts and wholes: "12 people, including 4 children", "19 of them police"; additions: "another 12", "12 more"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sayso.core.figure import Quantity
from sayso.resolve.howmany_numbers import UNITS
from sayso.resolve.howmany_tokens import Tokens, word_set

_BEFORE: Final = frozenset(("including", "includes", "include", "included", "whom"))
_BEFORE_PAIRS: Final = frozenset(
    (
        ("among", "them"),
        ("amongst", "them"),
        ("of", "them"),
        ("of", "which"),
        ("of", "these"),
        ("of", "those"),
    )
)
_AFTER: Final = frozenset(
    (("of", "them"), ("of", "whom"), ("of", "those"), ("among", "them"), ("of", "which"))
)
_WHOLES: Final = word_set(
    """dead wounded injured victims casualties killed deaths passengers detainees arrested fatalities missing
    hostages suspects"""
)
_BREAKS: Final = word_set("were was is are have has had while but who that hurt")
_ADDED: Final = word_set("more others other additional further")
_LONGEST_LIST: Final = 6


def is_additive(t: Tokens, start: int, end: int) -> bool:
    """ "another 12", "a further 14", "12 more", "12 others", "another man"."""
    if t.word(start) == "another" or t.word(start - 1) in ("another", "further", "additional"):
        return True
    return t.word(end) in _ADDED and t.word(end + 1) != "than"


def is_part(t: Tokens, start: int, end: int) -> bool:
    """True if the quantity in tokens ``start:end`` is said to lie within a larger one."""
    before = t.words[max(0, start - 6) : start]
    if before[-1:] and (before[-1] in _BEFORE or before[-2:] in _BEFORE_PAIRS):
        return True
    if before[-1:] in ((",",), ("were",), ("are",), ("was",)) and (
        before[-3:-1] in _BEFORE_PAIRS or "among" in before
    ):
        return True
    if t.words[end : end + 2] in _AFTER:
        return True
    return t.words[end : end + 2] == ("of", "the") and (
        t.word(end + 2)[:1].isdigit() or t.word(end + 2) in _WHOLES or t.word(end + 2) in UNITS
    )


def goes_on(t: Tokens, part_until: int, start: int) -> bool:
    """ "including 4 children and 3 women": the list goes on while only nouns, commas and "and" stand between."""
    if part_until < 0 or start - part_until > _LONGEST_LIST or t.word(start - 1) not in ("and", ","):
        return False
    between = t.words[part_until:start]
    return all((w.isalpha() and w not in _BREAKS and not w.endswith("ed")) or w == "," for w in between)


def parts(quantities: Sequence[Quantity], text: str) -> tuple[tuple[Quantity, Quantity], ...]:
    """Pairs of a part and its whole: the nearest figure before it in the sentence that is large enough.

    "Four of the 12" finds the 12 after it, and "Four of them" may look back one sentence. A part whose whole is not
    stated there has no pair.
    """
    links = ((part, _whole(quantities, n, text)) for n, part in enumerate(quantities) if part.part)
    return tuple((part, whole) for part, whole in links if whole is not None)


def _whole(quantities: Sequence[Quantity], n: int, text: str) -> Quantity | None:
    part = quantities[n]
    if n + 1 < len(quantities) and text[part.span.end : quantities[n + 1].span.start].lower().strip() in _OF:
        return quantities[n + 1]
    reach = 1 if _points_back(part, text) else 0
    for other in reversed(quantities[max(0, n - _LOOK_BACK) : n]):
        if _sentences_between(text, other.span.end, part.span.start) > reach:
            return None
        if not other.part and _holds(other, part):
            return other
    return None


_OF: Final = frozenset(
    ("of", "of the", "of all", "of all the", "of these", "of those", "of some", "of about")
)
_LOOK_BACK: Final = 12
_FAR: Final = 600


def _points_back(part: Quantity, text: str) -> bool:
    """ "Four of them", "among them four"."""
    tail = text[part.span.end : part.span.end + 12].lower().split()[:2]
    lead = text[max(0, part.span.start - 24) : part.span.start].lower()
    return (
        tail in (["of", "them"], ["of", "those"], ["of", "whom"]) or "among them" in lead or "of them" in lead
    )


def _sentences_between(text: str, start: int, end: int) -> int:
    """How many sentences end between two figures; many if they stand far apart."""
    if end - start > _FAR:
        return 9
    between = text[start:end]
    ends = sum(not between[: m.start()].endswith(_SHORT) for m in _SENTENCE_END.finditer(between))
    return ends + between.count("\n\n")


_SENTENCE_END: Final = re.compile(r"[.!?][\"”’']?\s+(?=[A-Z\"“])")
_SHORT: Final = ("Mr", "Mrs", "Dr", "Gen", "Col", "Lt", "St", "Gov", "Sen", "Rep", "U.S", "No")


def _holds(whole: Quantity, part: Quantity) -> bool:
    """True unless the bounds say that the part is larger than the whole; one person holds no part."""
    if whole.form in ("none", "percent", "fraction") or (whole.low == whole.high == 1):
        return False
    if part.form in ("percent", "fraction"):
        return True
    top = whole.high if whole.high is not None else None
    least = part.low if part.low is not None else part.high
    return top is None or least is None or least <= top


def base(quantity: Quantity, quantities: Sequence[Quantity], text: str) -> Quantity | None:
    """The number of which a fraction or percentage is taken ("half of the 200 passengers"), if it is stated there."""
    if quantity.form not in ("fraction", "percent") or quantity not in quantities:
        return None
    n = list(quantities).index(quantity)
    if n + 1 < len(quantities):
        between = text[quantity.span.end : quantities[n + 1].span.start].lower().strip()
        if between in _OF or between in ("the", "as many as the", "as many as", "the number of"):
            return quantities[n + 1]
    return _whole(quantities, n, text)


def count_bounds(quantity: Quantity, of: Quantity | None = None) -> tuple[int | None, int | None]:
    """Whole-number bounds for a figure: a share needs its base and is rounded; without one both are open."""
    low, high = quantity.low, quantity.high
    if quantity.form in ("fraction", "percent"):
        if of is None or of.low is None or of.low != of.high or low is None:
            return None, None
        share = low / 100 if quantity.form == "percent" else low
        return round(share * of.low), round(share * of.low)
    return (None if low is None else round(low)), (None if high is None else round(high))
