"""How many: every count that news English states, as quantities with bounds (``docs/reference/claims.md``, "Figures").

Exact numbers have both bounds; "at least / more than N" has no upper, "up to / fewer than N" no lower bound; "about N"
keeps N as both; vague words ("dozens") have neither and stay in the words. What is plainly no count (an age, a date,
a price) is left out.
"""

from __future__ import annotations

from typing import Final

from sayso.core.figure import Quantity
from sayso.core.span import Span
from sayso.resolve.howmany_bounds import Bounded, bounded, joined_bounds
from sayso.resolve.howmany_none import none_at
from sayso.resolve.howmany_nouns import noun_at
from sayso.resolve.howmany_numbers import GROUPS, TENS, UNITS, VAGUE, fraction_at, number_at
from sayso.resolve.howmany_parts import goes_on, is_additive, is_part
from sayso.resolve.howmany_persons import person_at
from sayso.resolve.howmany_skip import is_no_count
from sayso.resolve.howmany_tokens import Tokens, tokens, word_set

_STARTS: Final = word_set("a an half large great huge vast no none nobody another double twice").union(
    UNITS, TENS, VAGUE, GROUPS
)
_PERCENT: Final = frozenset(("%", "percent", "pct"))


def quantities(text: str) -> tuple[Quantity, ...]:
    """Every count in the text, in order, none overlapping. Linear in the length of the text; never raises."""
    t = tokens(text)
    found: list[tuple[Bounded, int]] = []
    i = 0
    while i < len(t):
        word = t.words[i]
        if word not in _STARTS and not word[0].isdigit():
            i += 1
            continue
        hit = _at(t, i)
        if hit is None:
            i += 1
            continue
        end, keep = hit
        if keep is not None:
            joined = joined_bounds(t, found[-1][0], keep) if found else None
            if joined is not None:
                found[-1] = (joined, found[-1][1])
            else:
                found.append((keep, i))
        i = max(end, i + 1)
    return _finish(t, found)


def _at(t: Tokens, i: int) -> tuple[int, Bounded | None] | None:
    """What starts at token ``i``: where to go on, and the quantity unless it is no count; None if nothing does."""
    word = t.words[i]
    if word in ("no", "none", "nobody"):
        end = none_at(t, i)
        return (end, Bounded(i, end, 0, 0, "none")) if end else None
    if word in ("double", "twice"):
        fits = (word == "double" and t.word(i + 1) == "the") or t.words[i + 1 : i + 3] in (
            ("as", "many"),
            ("the", "number"),
        )
        return (i + 1, Bounded(i, i + 1, 2, 2, "fraction", "fraction")) if fits else None
    number = fraction_at(t, i) or number_at(t, i)
    if number is None:
        end = person_at(t, i)
        return (end, Bounded(i, end, 1, 1, "exact", "person")) if end else None
    core = bounded(t, i, number)
    percent = _percent(t, core)
    if percent is not None:
        return percent.end, percent
    if core.sort == "number" and word == "one" and core.form == "exact" and (end := person_at(t, i)):
        return end, Bounded(core.start, i + 1, 1, 1, "exact")
    if core.sort == "group" and _conjunction(t, core):
        return core.end, None
    if is_no_count(t, core, i):
        end = core.end
        while (
            t.joined(end - 1)
            and t.word(end) in ("-", "/", ":", ".")
            and t.joined(end)
            and t.word(end + 1)[:1].isdigit()
        ):
            end += 2
        return end, None
    return core.end, core


def _percent(t: Tokens, core: Bounded) -> Bounded | None:
    after = t.words[core.end : core.end + 2]
    size = 1 if after[:1] and after[0] in _PERCENT else 2 if after == ("per", "cent") else 0
    if not size or core.sort != "number":
        return None
    return Bounded(core.start, core.end + size, core.low, core.high, "percent", "percent")


def _conjunction(t: Tokens, core: Bounded) -> bool:
    """ "both the army and the police" counts nobody; nor do "both sides" and "a couple of days"."""
    word, after = t.word(core.end - 1), t.word(core.end)
    if word != "both":
        return word in ("couple", "pair") and (
            after == "-" or (after == "of" and t.word(core.end + 1) in _TIME)
        )
    return after in _BOTH_NOT or "and" in t.words[core.end : core.end + 4]


_TIME: Final = word_set("days weeks months years hours minutes times decades seconds")
_BOTH_NOT: Final = word_set("sides in by to the for on at from with countries nations parties governments")


def _finish(t: Tokens, found: list[tuple[Bounded, int]]) -> tuple[Quantity, ...]:
    """Quantities with their noun, additive and part marks; a later one never reaches back into an earlier one."""
    out: list[Quantity] = []
    part_until = -1
    last_end = 0
    for b, core in found:
        start = max(b.start, last_end)
        part = is_part(t, start, b.end) or goes_on(t, part_until, start)
        if part:
            part_until = b.end
        noun = (core + 1, b.end) if b.sort == "person" else None if b.sort == "group" else noun_at(t, b.end)
        counted = None if noun is None or noun[0] >= noun[1] else _span(t, *noun)
        added = is_additive(t, start, b.end)
        out.append(Quantity(_span(t, start, b.end), b.low, b.high, b.form, added, part, counted))
        last_end = b.end
    return tuple(out)


def _span(t: Tokens, start: int, end: int) -> Span:
    return Span.cut(t.text, t.starts[start], t.ends[end - 1])
