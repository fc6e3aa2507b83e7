"""What a number counts: the counted noun phrase, its head, and who that is by sector."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Final

from sayso.resolve.howmany_tokens import Tokens, word_set

_STOP: Final = word_set(
    """was were is are be been being have has had having do does did will would can could may might must
    shall should in on at by from to for with without who whom whose which that this these those when
    while after before as during since until because if than then but or nor so yet it he she they we
    you i not also still just only near outside inside across around between among amid against into
    onto over under through throughout along about above below within via per there here where how what
    why said says told reported including last yesterday today tomorrow tonight monday tuesday wednesday
    thursday friday saturday sunday died die dies fled flee gathered marched took take protested opened
    attacked entered left came went got set made began blew held lost suffered sustained remain remained
    became fell burned burnt stormed hit hits struck kills kill killing injuring wounding leaving fight
    fought march each both all apart a an the his her its their our my your due thanks according out off
    up down away back early late"""
)
_PARTICIPLES: Final = word_set(
    """killed wounded injured dead missing arrested detained displaced hurt kidnapped abducted freed
    released rescued evacuated shot stabbed beaten homeless hospitalized hospitalised trapped deployed
    destroyed damaged sentenced charged executed burned captured unaccounted sickened infected stranded
    feared presumed confirmed"""
)
VERBAL: Final = word_set(
    """killed injured shot hit struck stabbed fired opened attacked kidnapped seized said told died fled
    hurt was were has had is are be will would could may might can did does do left took entered blew"""
)
"""Words that end a noun phrase when they stand between an article and a person noun ("a bank killed a guard")."""
_NUMBERS: Final = word_set("dozens scores hundreds thousands millions tens others")
_DETERMINERS: Final = frozenset(("the", "his", "her", "their", "its", "a", "an"))
_AND: Final = frozenset(("and", "&"))
_LONGEST: Final = 9


@cache
def nouns() -> dict[str, str]:
    """Noun (singular) to sector code or thing class, from ``actors/nouns.toml``."""
    table = _table()
    return {
        noun: code
        for part in ("thing", "sector")
        for code, words in reversed(table[part].items())
        for noun in words.split()
    }


@cache
def things() -> frozenset[str]:
    """The classes of counted things: vehicle, craft, weapon, building, body, event."""
    return frozenset(_table()["thing"])


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("sayso.resolve").joinpath("actors/nouns.toml").read_text(encoding="utf-8"))


@cache
def singular(word: str) -> str:
    """The singular of a lower-case noun: by the table's irregular plurals, then by rule."""
    irregular = _table()["irregular"]
    if word in irregular:
        return irregular[word]
    if word.endswith("men") and word[:-3] + "man" in nouns():
        return word[:-3] + "man"
    if word in nouns() or len(word) < 4 or not word.endswith("s") or word.endswith("ss"):
        return word.removesuffix("'s").removesuffix("’s")
    if word.endswith("ies"):
        return word[:-3] + "y"
    sibilant = word.endswith(("ches", "shes", "sses", "xes"))
    return word[:-2] if sibilant or (word.endswith("es") and word[:-2] in nouns()) else word[:-1]


def sector_of(word: str) -> str | None:
    """The sector or thing class of one lower-case noun, singular or plural; None if the table lacks it."""
    found = nouns().get(singular(word))
    if found is None and word.endswith(("men", "man", "women", "woman")):
        return "CVL"
    return found


def person_noun(word: str) -> bool:
    """True for a singular noun that the table knows as a person."""
    sector = sector_of(word)
    return sector is not None and sector not in things() and singular(word) == word


def noun_at(t: Tokens, i: int) -> tuple[int, int] | None:
    """The token range of the noun phrase that a number before ``i`` counts; None if none follows ("12 were killed")."""
    if t.word(i) in ("more", "other", "others", "additional", "further", "-"):
        if t.word(i) == "others":
            return i, i + 1
        i += 1
    if t.word(i) == "of":
        i += 1
        if t.word(i) in ("the", "their", "its", "his", "her", "these", "those", "our", "all"):
            i += 1
        if t.word(i) in ("them", "whom", "us"):
            return None
    while t.word(i) in ('"', "“", "'", "‘"):
        i += 1
    end = _phrase(t, i)
    return (i, end) if end > i else None


def _phrase(t: Tokens, i: int) -> int:
    """The end of the noun phrase at ``i``: up to its last known head noun before the verb, or up to the stop."""
    last, j = i, i
    while j < min(i + _LONGEST, len(t)):
        word = t.word(j)
        if word in _STOP or (t.broken(j - 1) and j > i):
            break
        if word in _AND:
            if last != j or not _goes_on(t, j + 1):
                break
        elif word in ("-", "‑"):
            if not (t.joined(j - 1) and t.joined(j)):
                break
        elif word == "of":
            if last != j or sector_of(t.word(j - 1)) is None or not _of(t, j + 1):
                break
            j += t.word(j + 1) in _DETERMINERS
        elif not word[0].isalpha():
            break
        elif word in _PARTICIPLES or (
            word.endswith(("ed", "ing")) and last == j and j > i and not t.raw(j)[0].isupper()
        ):
            if not _is_noun(t.word(j + 1)) or t.word(j + 1) in _NUMBERS or (last == j and j > i):
                break
        else:
            last = j + 1 if _is_noun(word) or word.endswith("s") or last < j else last
            if sector_of(word) is not None and not _continues(t, j):
                return j + 1
        j += 1
    return max(last, i)


def _continues(t: Tokens, j: int) -> bool:
    """After a known head noun: whether its phrase may go on ("police officers", "members of the army", "women and")."""
    after = t.word(j + 1)
    if after in _AND or after in ("of", "-", "‑"):
        return True
    return _is_noun(after) and after not in _NUMBERS and (t.gap(j) == " ")


def _is_noun(word: str) -> bool:
    return (
        word.isalpha()
        and word not in _STOP
        and (sector_of(word) is not None or (word.endswith("s") and len(word) > 3))
    )


def _goes_on(t: Tokens, i: int) -> bool:
    """After "and": another bare noun of the same phrase, and no new number or clause."""
    for j in range(i, i + 4):
        word = t.word(j)
        if (
            not word.isalpha()
            or word in _STOP
            or word in _PARTICIPLES
            or word.endswith("ing")
            or word in ("others", "other")
        ):
            return False
        if sector_of(word) is not None and (singular(word) != word or word in ("police", "staff", "crew")):
            return True
    return False


def _of(t: Tokens, i: int) -> bool:
    return (
        t.word(i) in ("the", "his", "her", "their", "its")
        or t.raw(i)[:1].isupper()
        or sector_of(t.word(i)) is not None
    )


def head(noun: str) -> str:
    """The head of a counted noun phrase, lower-case singular: "national guard servicemembers" → servicemember."""
    words = noun.lower().replace("’", "'").split()
    for cut in (" of ", " from ", " in ", " with ", " who "):
        at = noun.lower().find(cut)
        if at > 0:
            words = noun[:at].lower().split()
            break
    bare = (w.strip("\"'“”‘’.,;:!?()") for w in reversed(words))
    return singular(next((w for w in bare if w), ""))


def counted(noun: str | None) -> str | None:
    """Who is counted: a PLOVER sector (CVL, MIL, COP, REB, …) or a thing class (vehicle, building, …); None if unsure.

    The head decides, unless the words before it name a side: "police officers" COP, "rebel commanders" REB.
    """
    if not noun:
        return None
    words = [w.strip("\"'“”‘’.,()") for w in noun.lower().split()]
    by_head = sector_of(head(noun)) if head(noun) else None
    if by_head in things():
        return by_head
    for word in reversed(words[:-1]):
        side = sector_of(word)
        if side in ("COP", "MIL", "REB", "JUD", "MED") and by_head in ("CVL", "MIL", "COP", "GOV", None):
            return side
    return by_head
