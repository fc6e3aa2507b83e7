"""How many: every count that news English states, as quantities with bounds (``docs/reference/claims.md``, "Figures").

Exact numbers have both bounds; "at least / more than N" has no upper, "up to / fewer than N" no lower bound; "about N" keeps N as
both; vague words ("dozens") have neither and stay in the words. What is plainly no count (an age, a date, a price) is left out.
"""

from __future__ import annotations

from typing import Final

from sayso.core.figure import Quantity
from sayso.core.span import Span
from sayso.resolve.howmany_bounds import Bounded, bounded, joined_bounds
from sayso.resolve.howmany_none import none_at
from sayso.resolve.howmany_nouns import noun_at
from sayso.resolve.howmany_numbers import GROUPS, TENS, UNITS, VAGUE, fraction_at, number_at
from sayso.resolve.howmany_persons import person_at
from sayso.resolve.howmany_skip import is_no_count
from sayso.resolve.howmany_tokens import Tokens, tokens

_STARTS: Final = frozenset(
    (*UNITS, *TENS, *VAGUE, *GROUPS, "a", "an", "half", "no", "none", "nobody", "another", "double", "twice")
)
_PERCENT: Final = frozenset(("%", "percent", "pct"))
_PART_BEFORE: Final = frozenset(("including", "includes", "include", "included"))
_PART_AFTER: Final = (
    ("of", "them"),
    ("of", "whom"),
    ("of", "those"),
    ("of", "the"),
    ("among", "them"),
    ("of", "which"),
)


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
    """What starts at token ``i``: where to go on, and the quantity unless it is no count; None if nothing starts here."""
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
    size = (
        1 if t.word(core.end) in _PERCENT else 2 if t.words[core.end : core.end + 2] == ("per", "cent") else 0
    )
    if not size or core.sort != "number":
        return None
    return Bounded(core.start, core.end + size, core.low, core.high, "percent", "percent")


def _conjunction(t: Tokens, core: Bounded) -> bool:
    """ "both the army and the police" counts nobody; nor does "both sides"."""
    if t.word(core.end - 1) != "both":
        return (
            t.word(core.end - 1) in ("couple", "pair")
            and t.word(core.end) == "of"
            and t.word(core.end + 1) in _TIME
        )
    return (
        t.word(core.end) in ("sides", "in", "by", "to", "the", "for", "on", "at", "from", "with")
        or "and" in t.words[core.end : core.end + 4]
    )


_TIME: Final = frozenset("days weeks months years hours minutes times decades seconds".split())


def _finish(t: Tokens, found: list[tuple[Bounded, int]]) -> tuple[Quantity, ...]:
    """Quantities with their noun, additive and part marks; a later one never reaches back into an earlier one."""
    out: list[Quantity] = []
    part_until = -1
    last_end = 0
    for b, core in found:
        start = max(b.start, last_end)
        part = _part(t, start, b.end) or _listed(t, start, part_until)
        if part:
            part_until = b.end
        noun = (core + 1, b.end) if b.sort == "person" else noun_at(t, b.end)
        span = _span(t, start, b.end)
        out.append(
            Quantity(
                span,
                b.low,
                b.high,
                b.form,
                _additive(t, start, b.end),
                part,
                None if noun is None or noun[0] >= noun[1] else _span(t, *noun),
            )  # fmt: skip
        )
        last_end = b.end
    return tuple(out)


def _span(t: Tokens, start: int, end: int) -> Span:
    return Span.cut(t.text, t.starts[start], t.ends[end - 1])


def _additive(t: Tokens, start: int, end: int) -> bool:
    """ "another 12", "a further 14", "12 more", "12 others", "another man"."""
    return t.word(start) == "another" or t.word(start - 1) in ("another", "further", "additional") or t.word(end) in (
        "more", "others", "other", "additional", "further",
    ) and t.word(end + 1) != "than"  # fmt: skip


def _part(t: Tokens, start: int, end: int) -> bool:
    before = t.words[max(0, start - 6) : start]
    if before and before[-1] in _PART_BEFORE:
        return True
    if before[-2:] in (
        ("of", "whom"),
        ("among", "them"),
        ("amongst", "them"),
        ("of", "them"),
        ("of", "which"),
        ("of", "these"),
    ):
        return True
    if "among" in before and before[-1:] in (("were",), ("are",), ("was",)):
        return True
    if before[-1:] == (",",) and before[-3:-1] in (("of", "them"), ("among", "them")):
        return True
    return t.words[end : end + 2] in _PART_AFTER and (t.word(end + 1) != "the" or t.word(end + 2)[:1].isdigit() or t.word(end + 2) in (
        "dead", "wounded", "injured", "victims", "casualties", "killed", "deaths", "passengers", "detainees", "arrested",
    ))  # fmt: skip


def _listed(t: Tokens, start: int, part_until: int) -> bool:
    """ "including 4 children and 3 women": the list goes on as long as only nouns, commas and "and" stand between."""
    if part_until < 0 or start - part_until > 6 or t.word(start - 1) not in ("and", ","):
        return False
    between = t.words[part_until:start]
    return all(w.isalpha() or w == "," for w in between) and not any(
        w in _BREAKS or w.endswith("ed") for w in between
    )


_BREAKS: Final = frozenset("were was is are have has had while but who that dead hurt".split())
