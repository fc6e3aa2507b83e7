"""Offices: who holds the one that a report speaks of ("the president"), and what a named person's title tells."""

from __future__ import annotations

import re
from typing import Final

from sayso.resolve.howmany_tokens import word_set
from sayso.resolve.who_kind import country_in
from sayso.resolve.who_mentions import Cast, Mention
from sayso.resolve.who_names import surname
from sayso.resolve.who_tables import before_titles, body_words, land_named, titles

TITLE_NOUNS: Final = word_set(
    """president minister premier chancellor mayor governor king queen prince pope senator general colonel commander
    judge sheriff ambassador envoy spokesman spokeswoman spokesperson secretary candidate leader chief chairman
    director prosecutor"""
)
_REACH: Final = 60
_WORD: Final = re.compile(r"[^\W\d_][\w.&]*(?:[-'’]\w+)*")
_APPOSED: Final = re.compile(r",\s(?:(?:the|a|an|its|their)\s)?((?:[\w'’-]+\s?){1,8})")
_OF: Final = frozenset(("of", "for", "the", "and"))


def title_of(found: Cast, person: Mention) -> str:
    """The words of office right before a person's name, or after it behind a comma; empty if there are none."""
    lead = found.text[max(0, person.start - _REACH) : person.start]
    words: list[str] = []
    if lead.endswith((" ", "\u00a0")):
        for word in reversed(_WORD.findall(re.split(r"[\n,;:()\"“”]|\.\s", lead)[-1])):
            if not _of_office(word, words):
                break
            words.insert(0, word)
    while words and words[0].lower() in _OF:
        words.pop(0)
    if any(w.lower().strip(".") in titles() for w in words):
        return " ".join(words)
    after = _APPOSED.match(found.text, person.end, min(len(found.text), person.end + _REACH))
    apposed = after[1].strip() if after else ""
    return apposed if any(w.lower() in TITLE_NOUNS for w in apposed.split()) else ""


def _of_office(word: str, after: list[str]) -> bool:
    """True if the word may belong to a title that goes on with the words after it."""
    bare = word.lower().strip(".").removesuffix("'s").removesuffix("’s")
    if bare in before_titles() or bare in body_words() or (after and bare in _OF):
        return bare not in ("the", "a", "an")
    return (
        bool(after)
        and word[0].isupper()
        and (land_named(word.removesuffix("'s").removesuffix("’s")) is not None or word.isupper())
    )


def office_holders(found: Cast, head: str, country: str | None = None) -> tuple[Mention, ...]:
    """Persons whom the report gives this title; with ``country`` only those whose title names no other country."""
    holders = found.once(head, lambda: _holders(found, head))
    if country is None:
        return holders
    return tuple(h for h in holders if country_in(title_of(found, h)) in (country, None))


def _holders(found: Cast, head: str) -> tuple[Mention, ...]:
    holders: dict[str, Mention] = {}
    for person in found.persons():
        office = title_of(found, person).lower().split()
        if head in office and not {"former", "ex-", "late", "deputy", "vice"} & set(office):
            key = surname(person.text)
            if key not in holders or len(person.text) > len(holders[key].text):
                holders[key] = person
    return tuple(holders.values())
