"""One claim once: mentions of the same claim are put together, where it is stated most fully."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sayso.claims.context import Context, alike, words
from sayso.core.claim import Claim
from sayso.core.figure import Figure
from sayso.core.when import day_range
from sayso.core.who import Who

_GENERIC: Final = words(
    "people persons others victims casualties dead deaths bodies killed wounded injured arrests toll one"
)
_MANY: Final = 10
_MOST: Final = 0.6
_WIDE: Final = frozenset({"country", "province", "region"})
_BACK = re.compile(
    r"(?:\b(?:the|this|that|these|those|such)\s+(?:\w+\s+)?|\b(?:its|their|his|her)\s+)$", re.I
)
_NOT_A_NOUN = re.compile(r"(?:ed|ing)$")
_STATED = ("actor", "target", "place", "when", "figure")
_PART_RANK: Final = {"body": 2, "caption": 1, "title": 0}


def merge(claims: Sequence[Claim], context: Context) -> tuple[Claim, ...]:
    """The claims in text order, each once per say-so; further mentions are its ``evidence``."""
    choices = context.choices
    groups: list[list[Claim]] = []
    for claim in sorted(claims, key=lambda c: -_PART_RANK[context.part(c.trigger)]):
        home = next((g for g in groups if any(_same(claim, other, context) for other in g)), None)
        if home is None:
            groups.append([claim])
        else:
            home.append(claim)
    merged = [_one(group, context) for group in groups]
    if choices.drop_back_references:
        merged = [c for c in merged if not _refers_back(c, merged, context)]
    if choices.one_a_clause:
        merged = _one_of_nested(merged)
    return tuple(sorted(merged, key=lambda c: (c.trigger.start, c.figure.span.start if c.figure else -1)))


def _same(a: Claim, b: Claim, context: Context) -> bool:
    """True if the two mention one claim on one say-so."""
    if a.kind != b.kind or (a.stance != b.stance and a.trigger != b.trigger):
        return False
    if a.trigger == b.trigger and _figure_key(a.figure) == _figure_key(b.figure):
        return True
    headline = context.choices.fold_headline and "title" in (context.part(a.trigger), context.part(b.trigger))
    shortened = headline and (not (a.says and b.says) or _relayed(a.says, b.says) or _relayed(b.says, a.says))
    if not _same_sayso(a.says, b.says) and not shortened:
        return False
    if _apart(a, b):
        return False
    if a.figure is not None and b.figure is not None:
        return _same_figure(a, b)
    if headline:
        return not _differ(a.actor, b.actor) and not _differ(a.target, b.target)
    if context.choices.one_a_clause and _one_clause(a, b):
        return True
    if a.figure is not None or b.figure is not None:
        return False
    return _same_event(a, b)


def _same_sayso(a: Sequence[Who], b: Sequence[Who]) -> bool:
    return not (a or b) or bool(a and b and (a[0].name == b[0].name or alike(a[0].name, b[0].name)))


def _relayed(short: Sequence[Who], full: Sequence[Who]) -> bool:
    """True if all that the first names are relays of the second: a headline may leave out whom they quote."""
    return all(any(alike(one.name, other.name) for other in full[1:]) for one in short)


def _figure_key(figure: Figure | None) -> tuple[object, ...]:
    return (figure.span, figure.measure) if figure is not None else ()


def _same_figure(a: Claim, b: Claim) -> bool:
    """The same number of the same things; a small number recurs by chance: there the things must be named alike."""
    x, y = a.figure, b.figure
    if x is None or y is None:
        return False
    if (x.measure, x.low, x.high) != (y.measure, y.low, y.high):
        return False
    if x.low is None and x.high is None and not (words(x.span.text) & words(y.span.text)):
        return False
    ofs = (
        words(x.of) or words(a.target.name if a.target else None),
        words(y.of) or words(b.target.name if b.target else None),
    )
    if ofs[0] & ofs[1]:
        return True
    generic = any(o <= _GENERIC for o in ofs)
    return generic and max(x.low or 0, x.high or 0, _MANY if x.low is None and x.high is None else 0) >= _MANY


def _one_clause(a: Claim, b: Claim) -> bool:
    """Two words for one event in one clause ("air raid … dropped bombs"): nearly the same quote, no party different."""
    shared = min(a.quote.end, b.quote.end) - max(a.quote.start, b.quote.start)
    whole = max(a.quote.end, b.quote.end) - min(a.quote.start, b.quote.start)
    return shared >= _MOST * whole and not _differ(a.actor, b.actor) and not _differ(a.target, b.target)


def _one_of_nested(claims: Sequence[Claim]) -> list[Claim]:
    """Of two claims of one kind without numbers, one quote within the other's ("a march followed by a demonstration
    at the crossing"), with no party different, the likelier, whoever is said to say so: seldom are both meant."""
    kept: list[Claim] = []
    for claim in sorted(claims, key=lambda c: (-c.score, c.trigger.start)):
        if claim.figure is not None or not any(_nested(claim, other) for other in kept):
            kept.append(claim)
    return kept


def _nested(a: Claim, b: Claim) -> bool:
    if a.kind != b.kind or b.figure is not None or _differ(a.actor, b.actor) or _differ(a.target, b.target):
        return False
    return a.quote.contains(b.quote) or b.quote.contains(a.quote)


def _same_event(a: Claim, b: Claim) -> bool:
    """Without a number: the same word with the same parties, at least one named in both and none different."""
    if words(a.trigger.text) != words(b.trigger.text):
        return False
    if _differ(a.actor, b.actor) or _differ(a.target, b.target):
        return False
    return _shared(a.actor, b.actor) or _shared(a.target, b.target)


def _shared(a: Who | None, b: Who | None) -> bool:
    return a is not None and b is not None and alike(a.name, b.name)


def _differ(a: Who | None, b: Who | None) -> bool:
    return a is not None and b is not None and not alike(a.name, b.name)


def _apart(a: Claim, b: Claim) -> bool:
    """True if told of different times, or of different places neither of which holds the other."""
    if a.when is not None and b.when is not None and a.when.basis == b.when.basis == "words":
        (first, last), (begin, end) = day_range(a.when.value), day_range(b.when.value)
        if last < begin or end < first:
            return True
    x, y = a.place, b.place
    if x is None or y is None or not x.basis == y.basis == "words":
        return False
    if alike(x.name.split(",")[0], y.name.split(",")[0]):
        return False
    return x.country != y.country or _WIDE.isdisjoint({x.precision, y.precision})


def _one(group: list[Claim], context: Context) -> Claim:
    """The fullest mention, its empty slots filled from the others, with the others as evidence."""
    if len(group) == 1:
        return group[0]
    best = max(group, key=lambda c: (_fullness(c), _PART_RANK[context.part(c.trigger)], -c.trigger.start))
    others = sorted((c for c in group if c is not best), key=lambda c: c.trigger.start)
    filled: dict[str, object] = {}
    for slot in ("actor", "target", "place", "when"):
        if getattr(best, slot) is None:
            filled[slot] = next((getattr(c, slot) for c in others if getattr(c, slot) is not None), None)
    evidence = tuple(dict.fromkeys(c.quote for c in others if c.quote != best.quote))
    says = best.says or next((c.says for c in others if c.says), ())
    return replace(best, says=says, score=max(c.score for c in group), evidence=evidence, **filled)  # type: ignore[arg-type]


def _fullness(claim: Claim) -> int:
    """How many slots are filled by words."""
    return sum(getattr(claim, s) is not None for s in _STATED) + len(claim.says)


def _refers_back(claim: Claim, claims: Sequence[Claim], context: Context) -> bool:
    """True for "after the attack": a definite noun without number, of a kind that an earlier claim has told."""
    if claim.figure is not None or claim.evidence or _NOT_A_NOUN.search(claim.trigger.text):
        return False
    if not _BACK.search(context.text[max(0, claim.trigger.start - 40) : claim.trigger.start]):
        return False
    return any(
        c.kind == claim.kind and c.trigger.end <= claim.trigger.start and not _differ(c.actor, claim.actor)
        and not _differ(c.target, claim.target) and not _apart(c, claim)
        for c in claims
        if c is not claim
    )  # fmt: skip
