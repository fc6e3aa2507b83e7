"""What sort of source each claimant is: what a person decided, else what the reader and the name tell."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from sayso.core.coded import CodedReport
from sayso.core.who import Who
from sayso.reconcile.claimants import Claimants
from sayso.reconcile.forms import OFFICES, Form, form

_BY_TYPE: Final = {
    "government": "official",
    "organization": "organization",
    "group": "group",
    "media": "media",
}


def with_kinds(known: Claimants, coded: Iterable[CodedReport], decided: Mapping[str, str]) -> Claimants:
    """The claimants with the kind of each: official, organization, group, media or person, where it can be told.

    ``decided``: a claimant's name or key → the kind that a person gave, any word; that one stands. A house decided to
    be anything but ``media`` speaks for itself in its own pages; one decided to be ``media`` does not.
    """
    counts: dict[Form, Counter[str]] = defaultdict(Counter)
    keyed: dict[str, set[Form]] = defaultdict(set)
    for each in coded:
        for who in (w for c in each.claims for w in c.says if not w.unnamed):
            found = known.form_of(each.report.id, who)
            if kind := _kind(who, found):
                counts[found][kind] += 1
            if who.key:
                keyed[who.key].add(found)
    kinds = {f: min(c, key=lambda k: (-c[k], k)) for f, c in counts.items()}
    given: dict[Form, str] = {}
    for name, kind in decided.items():
        for one in keyed.get(name) or {form(name)}:
            given |= dict.fromkeys(known.stands_for(one), kind)
    return replace(known, kinds=kinds | given, given=given)


def _kind(who: Who, found: Form) -> str | None:
    """An office speaks officially, whoever speaks for it; else by the type that the reader found."""
    if found.head in OFFICES and who.type in {None, "person", "government"}:
        return "official"
    return _BY_TYPE.get(who.type or "", who.type if who.type == "person" else None)
