"""Which capitalised words name a person: evidence from titles, given names, ages, appositions and later short forms."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from sayso.resolve.gazetteer import gazetteer
from sayso.resolve.howmany_nouns import person_noun, sector_of, singular
from sayso.resolve.howmany_tokens import word_set
from sayso.resolve.where_tokens import word_list
from sayso.resolve.who_names import is_name_word, looks_personal, names_place, no_person, person_name, surname
from sayso.resolve.who_tables import before_titles, body_named, body_words, gender_of, given_names, land_named

OPENERS: Final = word_set(
    """the a an in on at by for from with and but or if when while after before as since although though it
    he she they we i you this that these those his her its their our there here what who how why where
    which some many most several all both no not one two three four five six seven eight nine ten
    earlier later meanwhile however also still yet then now more another other any each every according
    despite during under over about among between until because so such even only just last next first
    second third monday tuesday wednesday thursday friday saturday sunday january february march april
    may june july august september october november december yes please speaking asked following nearly
    around at-least dozens hundreds thousands"""
)
"""Words that are capitalised only because they open a sentence."""


def surely_person(text: str, start: int, end: int) -> bool:
    """True for a run of capitalised words that its title, given name, age or apposition shows to be a person."""
    name = text[start:end]
    bare = person_name(name)
    if bare is not None and " " in bare:
        return True
    if " " not in name or not all(is_name_word(w) for w in name.split()) or body_named(name) is not None:
        return False
    return bool(re.match(r",\s\d{2},", text[end : end + 6])) or _apposed(text, end)


def _apposed(text: str, end: int) -> bool:
    """ "…, a local farmer," and "…, the group's leader" after a name tell a person."""
    after = re.match(r",\s(?:an?|the|who)\s((?:[\w'’-]+\s?){1,5})", text[end : end + 70])
    if after is None:
        return False
    words = after[1].lower().split()
    first = next((w for w in words if sector_of(w) is not None), "")
    return person_noun(first) and first not in body_words() and sector_of(first) not in ("REF",)


def _town(word: str) -> bool:
    found = gazetteer().find(word)
    return bool(found) and found[0].place.population > _TOWN


_TOWN: Final = 50_000


def named_again(text: str, start: int, end: int, single: Counter[str]) -> bool:
    """Two or three capitalised words that no table knows, of which the last also stands alone: a person as a rule."""
    words = text[start:end].split()
    if (
        not 2 <= len(words) <= 3
        or not all(is_name_word(w) for w in words)
        or words[0].lower() in OPENERS
        or no_person(words[0].lower())
        or (words[0].lower() in word_list("common_words") and words[0].lower() not in given_names())
        or single[words[-1].lower()] == 0
    ):
        return False
    last = words[-1].lower()
    if last in before_titles() or last in body_words() or singular(last) in body_words():
        return False
    if (
        sector_of(last) is not None
        or names_place(last)
        or _town(words[-1])
        or body_named(words[-1]) is not None
    ):
        return False
    return (
        land_named(words[0].removesuffix("s")) is None
        and land_named(words[-1]) is None
        and land_named(words[0]) is None
        and not gazetteer().find(text[start:end])
    )


def personal_tail(raw: str) -> str | None:
    """The name at the end of a run that more words precede: "Minister for Trade Jo Bloggs" → "Jo Bloggs"."""
    words = raw.split(" ")
    for size in range(2, len(words)):
        tail = " ".join(words[-size:])
        if looks_personal(tail) and words[-size - 1].lower() not in given_names():
            return tail
    return None


def lost_possessive(raw: str, surnames: set[str]) -> bool:
    """True for a known surname with the s of a possessive that has lost its apostrophe."""
    last = surname(raw)
    return last.endswith("s") and last[:-1] in surnames and len(last) > 4


def gender_at(text: str, start: int, end: int) -> str | None:
    """``m``, ``f`` or None, from the given name or the titles just before or in the name."""
    words = text[start:end].split()
    for word in words[:-1] or words:
        found = gender_of(word)
        if found is not None:
            return found
    before = text[max(0, start - 40) : start].split()[-2:]
    for word in reversed(before):
        bare = word.lower().strip(".,")
        if bare not in given_names() and (found := gender_of(bare)) is not None:
            return found
    return None
