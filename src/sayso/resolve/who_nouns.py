"""Actor nouns in a text with the words that belong to them: "the interior ministry", "protesters"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from sayso.resolve.howmany_nouns import sector_of, singular, things
from sayso.resolve.howmany_tokens import Tokens, tokens, word_set
from sayso.resolve.who_tables import body_words, gender_of, generic

INDEFINITE: Final = word_set("a an some several one two three four five many another no any")
_DETERMINERS: Final = INDEFINITE | word_set("the this that these those his her its their our my your whose")
_ADJECTIVES: Final = word_set(
    """armed masked local state military security foreign federal regional provincial national international senior
    top former opposition government rebel interior defense defence health police army islamist kurdish
    anti-government pro-government pro-democracy rights private public independent unidentified unknown unnamed
    suspected young civil news media religious tribal ethnic medical official civilian special presidential regime
    naval air border coast hospital law enforcement young elderly other"""
)
_BREAKERS: Final = word_set(
    """was were is are be been has have had and or but in on at by to from with for of as that who which said says
    killed wounded injured after before while when where if than called told named made"""
)
_NO_ACTOR: Final = word_set(
    """killed wounded injured dead missing public other others human news private major general head lives state
    times front energy oil exchange factory motors post mail globe press kingdom guild palace treasury guardian
    observer chronicle telegraph magazine journal tribune herald gazette holdings airways industries soul soil"""
)
_BARE: Final = word_set("police parliament congress government state-television prosecutors authorities")
_NOUN_GENDER: Final = {
    "woman": "f", "man": "m", "policeman": "m", "policewoman": "f", "schoolboy": "m", "schoolgirl": "f",
    "fisherman": "m",
    "cameraman": "m", "gunman": "m", "mom": "f", "dad": "m", "grandmother": "f", "grandfather": "m", "bride": "f",
    "groom": "m",
    "niece": "f", "nephew": "m", "aunt": "f", "uncle": "m",
}  # fmt: skip
COLLECTIVE: Final = word_set(
    """government ministry administration department council bureau agency authority cabinet office embassy
    committee commission regime army military navy force police court tribunal parliament congress senate assembly
    party newspaper television channel network foundation company bank university school militia family community
    group crowd mob team crew brigade regiment battalion squadron population staff household hospital church club
    union movement organization organisation coalition alliance country nation couple airline exchange refinery"""
)
"""Nouns in the singular that name a body, not a person."""
_REACH: Final = 5


@dataclass(frozen=True, slots=True)
class Noun:
    """One noun phrase: offsets, its head (singular), whether it is plural, one person, definite; gender; sector."""

    start: int
    end: int
    head: str
    plural: bool
    person: bool
    definite: bool
    gender: str | None
    sector: str | None


def actor_nouns(text: str) -> list[Noun]:
    """The actor noun phrases of a text in order; a noun that only introduces a name ("spokesman X") is left out."""
    t, found, last = tokens(text), [], -1
    for j in range(len(t)):
        word = t.words[j]
        if not word.isalpha() or not _is_actor(word) or _goes_on(t, j):
            continue
        if not t.raw(j)[0].islower() and not _opens(t, j):
            continue
        i = max(_left(t, j), last + 1)
        last = j
        if i <= j and (noun := _noun(t, i, j)) is not None:
            found.append(noun)
    return found


def _opens(t: Tokens, j: int) -> bool:
    """True if token ``j`` has its capital only from the start of a sentence."""
    before = t.word(j - 1)
    return t.raw(j)[1:].islower() and (before in ("", ".", "!", "?", '"', "“", "”") or t.broken(j - 1))


def _noun(t: Tokens, i: int, j: int) -> Noun | None:
    word, first = t.words[j], t.word(i)
    head = singular(word)
    plural = head != word or word in ("police", "troops", "people")
    body = head in COLLECTIVE or word in body_words()
    marked = (
        first in _DETERMINERS
        or "'s" in t.text[t.starts[i] : t.ends[j]]
        or "’s" in t.text[t.starts[i] : t.ends[j]]
    )
    if not plural and not marked and word not in _BARE and not (body and i < j):
        return None
    if (
        not plural
        and not body
        and t.gap(j) == " "
        and re.match(r"[A-Z][\w-]+\s[A-Z]", t.text[t.ends[j] + 1 :][:40])
    ):
        return None
    sector = body_words().get(word) or sector_of(word)
    gender = None if plural else gender_of(head) or _NOUN_GENDER.get(head)
    person = not body and not plural and sector not in things()
    definite = first not in INDEFINITE
    return Noun(
        t.starts[i], t.ends[j], head, plural, person, definite, gender, None if sector in things() else sector
    )


def _is_actor(word: str) -> bool:
    if word in _NO_ACTOR:
        return False
    sector = sector_of(word)
    if sector is not None and sector not in things():
        return True
    return word in generic() or word in body_words() or singular(word) in generic()


def _goes_on(t: Tokens, j: int) -> bool:
    """True if the next word carries the noun phrase on ("police officers")."""
    after = t.word(j + 1)
    if after in ("-", "‑") and t.joined(j):
        return True
    return t.gap(j) == " " and after.isalpha() and after not in _BREAKERS and _is_actor(after)


def _left(t: Tokens, j: int) -> int:
    """Where the noun phrase that ends at token ``j`` begins."""
    first = j
    for i in range(j - 1, max(-1, j - 1 - _REACH), -1):
        word = t.word(i)
        if word in _DETERMINERS:
            return i
        if not (word[0].isalpha() or word == "-") or word in _BREAKERS or t.broken(i):
            break
        near = word in _ADJECTIVES or _is_actor(word) or t.raw(i)[0].isupper() or "-" in (word, t.word(i + 1))
        if near:
            first = i
        elif not any(t.word(k) in _DETERMINERS for k in range(i - 1, max(-1, i - 3), -1)):
            break
    while (
        j - first < 2 * _REACH and t.joined(first - 1) and (t.word(first - 1) == "-" or t.word(first) == "-")
    ):
        first -= 1
    return first
