"""Which persons a record names, and who of them is named for an office: officials, officers, who speaks or leads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from sayso.core.claim import Claim
from sayso.core.report import Report
from sayso.core.who import Who
from sayso.export.gather import Item
from sayso.resolve.who_kind import person_sort
from sayso.resolve.who_mentions import Mention, cast
from sayso.resolve.who_names import is_name_word, person_name, without_article
from sayso.resolve.who_office import title_of

_OFFICES: Final = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY", "IGO"})
"""PLOVER sectors of those who act for a state or for states."""
_SPEAKS: Final = re.compile(
    r"\b(?:spokes(?:man|woman|person)|leader|head|heads|chief|director|chair(?:man|woman|person)?|commander|founder)\b",
    re.I,
)
_HARM: Final = frozenset(
    {"kill", "injure", "abduct", "abuse", "missing", "arrest", "charge", "expel", "flee"}
)
_RANKS: Final = frozenset({"MIL", "COP"})


PRIVATE, RANK, HARMED, OFFICE = range(4)
"""How a person is told: for nothing public; by a rank; as one to whom harm is done; for an office or as who speaks for
somebody. The last of these that holds anywhere decides: a constable who is shot is a private person, a minister is not.
"""


def public(told: int) -> bool:
    """True if a person who is told so at the most is named for an office."""
    return told in {RANK, OFFICE}


def named(items: Iterable[Item]) -> Iterator[tuple[str, int]]:
    """The full name of each person as often as it is told, and how it is told there."""
    seen: set[str] = set()
    for item in items:
        report = item.report
        if report.id not in seen:
            seen.add(report.id)
            yield from in_report(report)
        for claim in (item.claim, item.said.claim):
            yield from _in_claim(claim)


def in_report(report: Report) -> Iterator[tuple[str, int]]:
    """The same of one report's text, by the words of office beside each name."""
    told = cast(report)
    for person in told.persons():
        title = title_of(told, person)
        if name := full_name(person.text):
            yield name, _of_office(person.sector or person_sort(title).sector, title)


def mentions(report: Report) -> tuple[Mention, ...]:
    """Each place in the text where a person is named, in full or by a part of the name."""
    return cast(report).persons()


def full_name(words: str) -> str | None:
    """The name without titles, where it is one of two words or more."""
    name = person_name(words) or words
    return name if " " in name else None


def _in_claim(claim: Claim) -> Iterator[tuple[str, int]]:
    for slot, who in (("actor", claim.actor), ("target", claim.target), *(("says", w) for w in claim.says)):
        if who is not None and who.type == "person" and (name := _name_in(who)):
            harmed = slot == "target" and claim.kind in _HARM
            yield name, max(_of_office(who.sector, who.name), HARMED if harmed else PRIVATE)


def _name_in(who: Who) -> str | None:
    """The name in a person's full form: none in "a police spokeswoman"."""
    bare = without_article(who.name)
    if bare == who.name and all(is_name_word(w) for w in bare.split()):
        return full_name(bare)
    name = person_name(bare)
    return full_name(name) if name else None


def _of_office(sector: str | None, title: str) -> int:
    if _SPEAKS.search(title) or (sector in _OFFICES and sector not in _RANKS):
        return OFFICE
    return RANK if sector in _RANKS else PRIVATE
