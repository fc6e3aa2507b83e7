"""Who acts or suffers in an incident, by what sort of side: forces of a state, armed groups, crowds, civilians."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sayso.core.claim import Claim
from sayso.core.who import Who
from sayso.export.gather import Item
from sayso.reconcile.groups import read

STATE, EXTERNAL, REBEL, MILITIA = "state", "external", "rebel", "militia"
RIOTERS, PROTESTERS, CIVILIANS, ALL = "rioters", "protesters", "civilians", "all"
ARMED: Final = frozenset({STATE, EXTERNAL, REBEL, MILITIA})

_BY_SECTOR: Final = {
    **dict.fromkeys(("MIL", "COP", "GOV", "SPY", "JUD", "LEG"), STATE),
    **dict.fromkeys(("IGO", "NGO"), EXTERNAL),
    **dict.fromkeys(("REB", "INS", "SEP", "UAF", "CRM"), MILITIA),
    **dict.fromkeys(("CVL", "MED", "HLH", "EDU", "REF", "LAB", "AGR", "BUS", "REL", "LEGAL"), CIVILIANS),
    "OPP": PROTESTERS,
}
"""Sides by PLOVER's sectors."""
_CLASSES: Final = frozenset(
    {
        "security",
        "opponents",
        "protesters",
        "civilians",
        "journalists",
        "medics",
        "children",
        "women",
        "elderly",
        "foreigners",
        "staff",
    }
)
"""What `sayso.reconcile.groups` calls the groups that figures count."""
_HARM: Final = frozenset({"kill", "injure", "abduct", "abuse", "missing", "arrest"})
"""Kinds that are done to people: whoever is counted there is a side even where nobody is named."""


@dataclass(frozen=True, slots=True)
class Party:
    """One side of an incident: its sort (a constant of this module), who that is in the words of the reports, the
    country that it belongs to (alpha-2) and its PLOVER sector, where known; ``named``: it has a name of its own."""

    sort: str
    words: str
    country: str | None = None
    sector: str | None = None
    named: bool = False


def party(who: Who | None, home: str | None) -> Party | None:
    """The side that somebody is, in an incident in the country ``home``; None for things and whoever is unknown.

    The words of the name decide before its sector: "soldiers", "attackers", "demonstrators".
    """
    if who is None or who.unnamed or who.type == "thing":
        return None
    named = who.key is not None or (any(w[:1].isupper() for w in who.name.split()) and not _classes(who.name))
    sort = sort_of(who.name, who.sector)
    if sort == STATE and who.sector in {"MIL", "COP"} and who.type == "group" and not _classes(who.name):
        sort = None  # a word that only may mean forces ("contractors")
    if sort == MILITIA and named and who.type != "person":
        sort = REBEL
    if sort == STATE and who.country and home and who.country != home:
        sort = EXTERNAL
    return None if sort is None else Party(sort, who.name, who.country, who.sector, named)


def sort_of(words: str | None, sector: str | None = None) -> str | None:
    """The sort of side that words name, `ALL` for people without distinction; None where they do not tell."""
    classes = _classes(words)
    if "rioter" in (words or "").lower():
        return RIOTERS
    for name, sort in (("security", STATE), ("opponents", MILITIA), ("protesters", PROTESTERS)):
        if name in classes:
            return sort
    if classes:
        return CIVILIANS
    by_sector = _BY_SECTOR.get(sector or "")
    if words and read(words).everyone and by_sector in {None, CIVILIANS}:
        return ALL
    return by_sector


def _classes(words: str | None) -> frozenset[str]:
    """The classes that the words name, or that they are, as the heading of a toll ("opponents and security")."""
    parts = frozenset((words or "").split(" and "))
    if parts <= _CLASSES:
        return parts
    found = read(words)
    return frozenset() if found.things else found.classes


def both(items: Sequence[Item], home: str | None) -> tuple[Party | None, Party | None]:
    """Who acts and whom it is done to. A side that stands in both slots without a name of its own (soldiers killed,
    and soldiers who kill in another claim of the incident) is taken for the one that it is done to."""
    one, two = actor(items, home), target(items, home)
    same = one is not None and two is not None and (one.sort, one.country) == (two.sort, two.country)
    if same and one is not None and one.sort in {STATE, MILITIA} and not one.named:
        one = None
    return one, two


def actor(items: Iterable[Item], home: str | None) -> Party | None:
    """The side that acts, by most claims."""
    return _commonest(party(i.claim.actor, home) for i in items)


def target(items: Iterable[Item], home: str | None) -> Party | None:
    """The side that it is done to, by most claims: who is named, else who is counted."""
    return _commonest(_suffers(i.claim, home) for i in items)


def _suffers(claim: Claim, home: str | None) -> Party | None:
    found = party(claim.target, home)
    if claim.kind not in _HARM:
        return found
    counted = claim.figure.of if claim.figure else None
    by_count = sort_of(counted)
    if by_count is not None and by_count != ALL and (found is None or found.sort in {CIVILIANS, ALL}):
        return Party(by_count, counted or "", sector=found.sector if found else None)
    return found


def _commonest(found: Iterable[Party | None]) -> Party | None:
    known = [p for p in found if p is not None]
    counts = Counter(p.sort for p in known)
    if not counts:
        return None
    sort = next(iter(counts.most_common(1)))[0]
    return next(p for p in known if p.sort == sort)
