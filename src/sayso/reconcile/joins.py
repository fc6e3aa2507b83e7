"""Short names of claimants joined to fuller ones, by the country in which the reports are set."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

from sayso.core.coded import CodedReport
from sayso.reconcile.forms import Form, among, form, order

Heads: TypeAlias = dict[tuple[str, Form], Form]
"""Setting and form → the fullest form of the same claimant there."""
_START: Final = 5
"""Words that `among` takes for one share so many first letters, or are equal."""


def setting(coded: CodedReport) -> str:
    """The country that most of the report's claims lie in, as the last part of their places' names has it."""
    counts = Counter(c.place.name.rpartition(",")[2].strip() for c in coded.claims if c.place is not None)
    return min(counts, key=lambda name: (-counts[name], name), default="")


def joined(told: Mapping[str, Iterable[Form]], keys: Mapping[str, Iterable[Form]]) -> Heads:
    """Each form in each setting → its fullest. ``told``: setting → the forms of its reports.

    "the interior ministry" is the one of the country in which the report is set, if any report names that; else a
    short name joins a fuller one of the same setting if the fuller ones all lie within each other. ``keys``: a key that
    a table knows → forms that are one under it.
    """
    by_start: dict[str, set[Form]] = defaultdict(set)
    for each in {f for forms in told.values() for f in forms}:
        for word in each.rest:
            by_start[word[:_START]].add(each)
    heads: Heads = {}
    for country, forms in told.items():
        here = set(forms)
        words = form(country).rest | {form(country).head} if country else frozenset()
        national = {f for word in words for f in by_start[word[:_START]] if _of(f, words)}
        by_head: dict[str, list[Form]] = defaultdict(list)
        for each in here | national:
            by_head[each.head].append(each)
        for short in here:
            fuller = [f for f in by_head[short.head] if short.inside(f)]
            own = [f for f in fuller if f in national]
            heads[country, short] = _widest(short, fuller if short in national else own or fuller)
    return _by_key(heads, keys)


def _of(found: Form, country: frozenset[str]) -> bool:
    return any(among(word, country) for word in found.rest)


def _widest(short: Form, fuller: Iterable[Form]) -> Form:
    ranked = sorted(fuller, key=order)
    if ranked and all(f == ranked[-1] or f.inside(ranked[-1]) for f in ranked):
        return ranked[-1]
    return short


def _by_key(heads: Heads, keys: Mapping[str, Iterable[Form]]) -> Heads:
    stands: dict[Form, set[Form]] = defaultdict(set)
    for (_, short), full in heads.items():
        stands[short].add(full)
    for same in keys.values():
        known = sorted({full for f in same for full in stands.get(f, {f})}, key=order)
        if len(known) > 1:
            heads = {at: known[-1] if full in known else full for at, full in heads.items()}
            for stood in stands.values():
                if not stood.isdisjoint(known):
                    stood.difference_update(known)
                    stood.add(known[-1])
    return heads
