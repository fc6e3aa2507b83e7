"""Comparators and ranges: how the words around a number open or blur its bounds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from sayso.resolve.howmany_numbers import POWERS, Number, number_at
from sayso.resolve.howmany_tokens import Tokens

_PHRASES: Final = {
    "at_least": """at least|more than|more then|over|well over|just over|upwards of|upward of|no fewer than|
    no less than|not less than|not fewer than|a minimum of|minimum|in excess of|exceeds|exceeded|exceeding|
    exceed|topped|tops|topping|surpassed|surpasses|surpassing|surpass|crosses|crossed|beyond|least|
    greater than|larger than|far more than|well above|above|many more than""",
    "at_most": """up to|as many as|as high as|as much as|fewer than|less than|just under|under|below|no more than|
    not more than|at most|a maximum of|maximum of|well under|far fewer than|anything up to""",
    "about": """about|nearly|almost|some|around|roughly|approximately|approx|close to|an estimated|estimated|
    nearing|circa|just about|virtually|approaching|near|more or less|perhaps|maybe|somewhere around|
    in the region of|on the order of""",
    "exact": "exactly|precisely|a total of|total of|all|total",
}
COMPARATORS: Final = {tuple(p.split()): form for form, ps in _PHRASES.items() for p in ps.split("|")}
_LONGEST: Final = max(map(len, COMPARATORS))
_LAST: Final = frozenset(p[-1] for p in COMPARATORS)
_DASHES: Final = frozenset("-–—‑")


@dataclass(frozen=True, slots=True)
class Bounded:
    """A number with its comparators: token range and bounds."""

    start: int
    end: int
    low: float | None
    high: float | None
    form: str
    sort: str = "number"


def bounded(t: Tokens, i: int, number: Number) -> Bounded:
    """The number at ``i`` with the comparators before it, the far end of its range, and the "or more" after it."""
    core = _range(t, i, number)
    form = _FORMS.get(core.sort, "exact") if core.form == "exact" else core.form
    core = replace(core, form=form)
    start = core.start
    while True:
        size = _comparator(t, start)
        if not size or (core.form == "vague" and t.word(i) in ("a", "few", "many", "several")):
            break
        core = _apply(core, COMPARATORS[t.words[start - size : start]])
        start -= size
    return replace(_after(t, core), start=start)


_FORMS: Final = {"vague": "vague", "fraction": "fraction"}


def _comparator(t: Tokens, i: int) -> int:
    """How many tokens before ``i`` make the longest comparator, or 0."""
    if t.word(i - 1) not in _LAST or t.broken(i - 1):
        return 0
    for size in range(min(_LONGEST, i), 0, -1):
        if t.words[i - size : i] in COMPARATORS:
            return size
    return 0


def _apply(core: Bounded, form: str) -> Bounded:
    if core.form in ("vague", "range", "fraction") or (form == "about" and core.form != "exact"):
        return core
    if form == "at_least":
        return replace(core, high=None, form="at_least") if core.form != "at_most" else core
    if form == "at_most":
        return replace(core, low=None, form="at_most") if core.form != "at_least" else core
    return replace(core, form=form) if form == "about" else core


def _after(t: Tokens, core: Bounded) -> Bounded:
    """ "N or more", "N-plus", "N or so", "20-odd"."""
    end, words = core.end, (t.word(core.end), t.word(core.end + 1))
    if core.form != "exact" or core.low is None or core.sort != "number":
        return core
    if words in (("or", "more"), ("and", "more")) and t.word(end + 2) != "than":
        return replace(core, high=None, form="at_least", end=end + 2)
    if words[0] == "plus" or words == ("-", "plus") or (words[0] == "+" and t.joined(end - 1)):
        return replace(core, high=None, form="at_least", end=end + (2 if words[0] == "-" else 1))
    if words == ("or", "so"):
        return replace(core, form="about", end=end + 2)
    if words == ("-", "odd"):
        return replace(core, form="about", end=end + 2)
    return core


def _range(t: Tokens, i: int, number: Number) -> Bounded:
    """ "20 to 30", "between 20 and 30", "20-30", "two or three": one quantity; otherwise the number alone."""
    alone = Bounded(i, number.end, number.low, number.high, "exact", number.sort)
    joint, before = t.word(number.end), t.word(i - 1)
    if number.sort != "number" or number.low is None:
        return alone
    if joint in _DASHES:
        if joint == "—" or not (t.joined(number.end) or t.gap(number.end) == " "):
            return alone
    elif joint not in ("to", "or") and not (joint == "and" and before == "between"):
        return alone
    second = number_at(t, number.end + 1)
    if (
        second is None
        or second.sort != "number"
        or second.low is None
        or (before == "from" and joint == "to")
    ):
        return alone
    low, high = number.low, second.low
    power = _power(t, second.end - 1)
    if low < high and power > 1 and _power(t, number.end - 1) == 1 and low < 1000 and low * power < high:
        low *= power
    if low >= high or (joint == "or" and high > 2 * low + 2) or t.word(second.end) == "-":
        return alone
    return Bounded(i - (before == "between"), second.end, low, high, "range")


def _power(t: Tokens, i: int) -> int:
    return POWERS.get(t.word(i), 1)


def joined_bounds(t: Tokens, first: Bounded, second: Bounded) -> Bounded | None:
    """ "at least two and as many as five": one range, or None."""
    between = t.words[first.end : second.start]
    if first.form != "at_least" or second.form != "at_most" or first.low is None or second.high is None:
        return None
    if between not in (("and",), ("but",), ("and", "possibly"), ("or",), ("and", "perhaps"), (",", "and")):
        return None
    return (
        Bounded(first.start, second.end, first.low, second.high, "range") if first.low < second.high else None
    )
