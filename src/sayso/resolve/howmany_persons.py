"""One person: "a man", "an off-duty police officer", "another civilian" count 1."""

from __future__ import annotations

from typing import Final

from sayso.resolve.howmany_nouns import VERBAL, person_noun, sector_of, singular
from sayso.resolve.howmany_tokens import Tokens, word_set

_ARTICLES: Final = frozenset(("a", "an", "another", "one"))
_LONGEST: Final = 8
_NO_PERSON: Final = word_set(
    """spokesman spokeswoman spokesperson group family community public population nation household crowd mob
    government ministry administration authority parliament senate congress court tribunal jury company firm
    charity staff crew cartel gang force forces brigade regiment battalion squadron platoon navy army police
    military other source couple folk head soul legion people human"""
)
_ADJECTIVES: Final = word_set(
    """individual official general major chief captain guard minister trainee representative private minor
    criminal terrorist militant islamist jihadist separatist extremist insurgent rebel guerrilla merchant
    child student american briton african asian arab muslim christian kurd sunni shiite hindu buddhist druze
    alawite catholic protestant european westerner human native adult teen teenage youth baby infant player
    leader guide citizen orphan bomb police refugee migrant pilot patient"""
)
"""Person nouns that often stand before another noun ("a terrorist attack"): they count only before a verb,
a preposition or a mark."""
_GOES_ON: Final = word_set(
    """was were is has had have they he she it we who and or in on at from to for with by of after before
    during while when as died killed wounded injured shot that told said near outside inside whose about
    among between according also later may could would will arrested yesterday today monday tuesday
    wednesday thursday friday saturday sunday dies died dead missing hurt detained charged believed
    suspected accused carrying wearing blew opened fired attacked detonated struck targeted drove set
    went came fled hit took shot fell"""
)
_ORDINALS: Final = word_set("second third fourth fifth sixth")
_DONE_TO: Final = word_set(
    "killed wounded injured killing wounding injuring arrested arresting kidnapped critically and shot"
)
_INSIDE: Final = frozenset(("-", "’", "'", "/", "year", "years", "old"))
_STOP: Final = word_set(
    """of in on at by from to for with who that which and or was were is are has had be as than after before
    during against the a an his her their its"""
)


def person_at(t: Tokens, i: int) -> int:
    """The token after a singular person noun phrase that starts with an article at ``i``, or 0."""
    if t.word(i) not in _ARTICLES:
        return 0
    if t.word(i + 1) in _ORDINALS and (not t.word(i + 2).isalpha() or t.word(i + 2) in _GOES_ON):
        return i + 2 if t.word(i - 1) in _DONE_TO else 0
    if t.word(i) == "another" and _stands_alone(t, i):
        return i + 1
    things = _CLASSES if _destroyed(t, i) else ()
    j, end = i + 1, 0
    while j < min(i + 1 + _LONGEST, len(t)) and not _breaks(t, j, end):
        word = t.word(j)
        if word[0].isdigit() and not _is_age(t, j):
            return 0
        if word.isalpha() and _counts(t, j) and (person_noun(word) or (things and _one_of(word, things))):
            end = j + 1
        elif end:
            break
        j += 1
    return end or _countryman(t, i)


def _countryman(t: Tokens, i: int) -> int:
    """ "an Iraqi were", "a Libyan who": a word for a person of some country, by its ending, with no noun behind it."""
    word, after = t.word(i + 1), t.word(i + 2)
    if not t.raw(i + 1)[:1].isupper() or not word.isalpha() or len(word) < 4:
        return 0
    ends = word in _COUNTRYMEN or word.endswith(
        ("ian", "ean", "can", "yan", "ese", "qi", "ni", "sraeli", "emeni")
    )
    return i + 2 if ends and (not after.isalpha() or after in _GOES_ON) else 0


_COUNTRYMEN: Final = word_set(
    """turk kurd arab afghan german dane swede finn pole czech serb croat slovak greek thai briton spaniard
    dutchman irishman frenchman scot uzbek tajik kazakh kyrgyz saudi kuwaiti somali bengali pakistani filipino
    swiss moroccan lebanese chadian nepali"""
)


def _stands_alone(t: Tokens, i: int) -> bool:
    """ "injures another", "another was caught in the blast"."""
    after = t.word(i + 1)
    if after in ("was", "died", "had", "has"):
        return True
    return t.word(i - 1) in _HARMS and (not after.isalpha() or after in _GOES_ON)


def _destroyed(t: Tokens, i: int) -> bool:
    """True if what follows the article at ``i`` is said to be destroyed: a tank or a house counts there."""
    return any(w in _DESTROYS for w in t.words[max(0, i - 2) : i])


def _one_of(word: str, classes: tuple[str, ...]) -> bool:
    return sector_of(word) in classes and singular(word) == word


_CLASSES: Final = ("vehicle", "craft", "weapon", "building")
_DESTROYS: Final = word_set(
    """destroyed destroying destroy destroys destruction demolished demolishing burned burning torched torching
    damaged damaging collapse downed downing sank sinking"""
)
_HARMS: Final = word_set(
    """killed killing kills injured injuring injures wounded wounding wounds hurt hurting shot arrested arresting"""
)


def _breaks(t: Tokens, j: int, end: int) -> bool:
    """True if the phrase cannot go on at token ``j``."""
    word = t.word(j)
    if word in _STOP or t.broken(j - 1) or (word in VERBAL and not end):
        return True
    if end:
        return not word.isalpha() or t.gap(j - 1) != " "
    return not (word[0].isalnum() or word in _INSIDE)


def _is_age(t: Tokens, j: int) -> bool:
    """ "19-year-old", "52 year old", "21-years-old"."""
    at = j + 2 if t.word(j + 1) == "-" else j + 1
    return t.word(at) in ("year", "years", "month", "months")


def _counts(t: Tokens, j: int) -> bool:
    word, after = t.word(j), t.word(j + 1)
    if word in _NO_PERSON or after in ("'s", "’s") or (after == "-" and t.joined(j)):
        return False
    if word in _ADJECTIVES:
        return not after.isalpha() or t.gap(j) != " " or after in _GOES_ON or after.endswith(("ed", "ly"))
    return True
