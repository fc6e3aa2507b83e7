"""Who is mentioned in a report: names and actor nouns with their place, gender, number and sector."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from sayso.core.report import Report
from sayso.core.sentences import Sentences, sentences
from sayso.resolve.howmany_nouns import sector_of, singular, things
from sayso.resolve.howmany_tokens import Tokens, tokens, word_set
from sayso.resolve.who_names import person_name, surname
from sayso.resolve.who_tables import (
    body_named,
    body_words,
    gender_of,
    generic,
    given_names,
    land_named,
)

_WORD: Final = (
    r"(?:(?:[A-Z]\.){1,4}|(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sgt|Capt|Maj|Sen|Rep|Gov|St|Prof|Rev|Cpl|Adm|Cmdr)\.|(?:al|el|ash|as)-[A-Z]\w*"
    r"|[A-Z]\w*(?:[-'’/](?!s\b)\w+)*)"
)
_JOIN: Final = r"(?:[ \u00a0](?:of the|of|for the|for|the|al|bin|ibn|de|del|la|van|von|der|da|dos|el|ul|and|to))?[ \u00a0]"
_RUN: Final = re.compile(rf"(?<![\w-]){_WORD}(?:{_JOIN}{_WORD}){{0,9}}")
_SPLIT: Final = re.compile(r"[ \u00a0](?:of the|of|for the|for|the|and|to)[ \u00a0]")
_ACRONYM: Final = re.compile(r"\s?\((?:the )?([A-Z][A-Za-z-]{1,9})\)")
_OPENERS: Final = word_set(
    """the a an in on at by for from with and but or if when while after before as since although though it he she they we i you this
    that these those his her its their our there here what who how why where which some many most several all both no not one two three
    four five six seven eight nine ten earlier later meanwhile however also still yet then now more another other any each every according
    despite during under over about among between until because so such even only just last next first second third monday tuesday
    wednesday thursday friday saturday sunday january february march april may june july august september october november december
    yes please speaking asked following nearly around at-least dozens hundreds thousands"""
)
_DETERMINERS: Final = word_set(
    "the a an this that these those some several his her its their our my your another one two three many"
)
_ADJECTIVES: Final = word_set(
    """armed masked local state military security foreign federal regional provincial national international senior top former opposition
    government rebel interior defense defence health police army islamist kurdish anti-government pro-government pro-democracy human
    rights private public independent unidentified unknown unnamed suspected young civil news media religious tribal ethnic medical
    official civilian special presidential regime naval air border coast hospital law enforcement"""
)
_BREAKERS: Final = word_set(
    """was were is are be been has have had and or but in on at by to from with for of as that who which said says killed wounded injured
    after before while when where if than"""
)
_REACH: Final = 5


@dataclass(frozen=True, slots=True)
class Mention:
    """Words in the text that may stand for somebody. ``kind``: person, body, country or noun; ``sentence`` counts from 0.

    ``gender`` m, f or None; ``plural`` for several persons; ``sector`` a PLOVER code or None; ``subject`` marks the first
    mention of its sentence or one before a verb of saying.
    """

    start: int
    end: int
    text: str
    kind: str
    head: str
    plural: bool
    gender: str | None
    sector: str | None
    sentence: int
    subject: bool
    definite: bool = True


@dataclass(frozen=True, slots=True)
class Cast:
    """All mentions of one report in text order, its sentences and its abbreviations ("CSTO" → the long name)."""

    text: str
    mentions: tuple[Mention, ...]
    sentences: Sentences
    acronyms: dict[str, str]

    def persons(self) -> tuple[Mention, ...]:
        """Mentions of persons by name."""
        return tuple(m for m in self.mentions if m.kind == "person")


def cast(report: Report) -> Cast:
    """The cast of a report; linear in its length."""
    text, marks = report.text, sentences(report)
    runs = [r for m in _RUN.finditer(text) for r in _cut(text, m.start(), m.end())]
    surnames = {surname(text[a:b]) for a, b in runs if _surely_person(text, a, b)}
    names = [n for a, b in runs if (n := _name(text, a, b, marks, surnames)) is not None]
    taken = {i for n in names for i in range(n.start, n.end)}
    nouns = _nouns(text, marks, taken)
    acronyms = {}
    for name in names:
        short = _ACRONYM.match(text, name.end)
        if short and name.text.count(" ") and short[1][0].lower() in name.text.lower():
            acronyms[short[1]] = name.text
    found = sorted([*names, *nouns], key=lambda m: (m.start, -m.end))
    return Cast(text, tuple(found), marks, acronyms)


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A run of capitalised words, cut where "of", "for" or "and" joins two names rather than the words of one."""
    pieces, at = [], start
    for joint in _SPLIT.finditer(text, start, end):
        left = text[at : joint.start()]
        keeps = body_named(text[start:end]) is not None or (
            " and " not in joint[0] and " to " not in joint[0] and _heads_body(left)
        )
        if not keeps:
            pieces.append((at, joint.start()))
            at = joint.end()
    dated = _DATED.search(text[at:end])
    pieces.append((at, at + dated.start() if dated else end))
    return [p for p in pieces if p[1] > p[0]]


_CALENDAR: Final = word_set(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december"""
)
_DATED: Final = re.compile(
    r"\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$|\s(?:January|February|April|June|July|August|September|October|November|December)$"
)


def _heads_body(left: str) -> bool:
    last = left.split()[-1].lower()
    return last in body_words() or last in (
        "bank",
        "ministers",
        "chamber",
        "centre",
        "center",
        "house",
        "secretary",
        "minister",
    )


def _opener(text: str, start: int, end: int, marks: Sentences) -> int:
    """The start of a run without the words that are capitalised only because they open a sentence."""
    while start < end:
        word = re.match(r"\S+", text[start:end])
        first = word[0].lower().strip(",") if word else ""
        at = marks.index(start)
        opens = at >= 0 and marks.spans[at].start >= start - 1
        if first in _OPENERS and (opens or first in ("the", "a", "an") or first in _CALENDAR):
            start += len(first)
            start += len(text[start:end]) - len(text[start:end].lstrip())
        else:
            break
    return start


def _surely_person(text: str, start: int, end: int) -> bool:
    name = text[start:end]
    bare = person_name(name)
    if bare is not None and " " in bare:
        return True
    return bool(re.match(r",\s\d{2},", text[end : end + 6])) and " " in name


def _name(text: str, start: int, end: int, marks: Sentences, surnames: set[str]) -> Mention | None:
    """The mention that a run of capitalised words makes, or None for words that name nobody."""
    start = _opener(text, start, end, marks)
    raw = text[start:end]
    if not raw or raw.lower() in _OPENERS:
        return None
    body, land = body_named(raw), land_named(raw)
    name = person_name(raw)
    kind, sector, head = "body", None, raw.split()[-1].lower()
    if body is not None:
        sector = body.sector
    elif name is not None:
        kind, head = "person", surname(name)
        start = end - len(name) if raw.endswith(name) else start
    elif land is not None and land.how in ("name", "capital"):
        kind, sector = "country", "STATE"
    elif land is not None:
        return None
    elif head in body_words() or singular(head) in body_words():
        sector = body_words().get(head) or body_words()[singular(head)]
    elif surname(raw) in surnames or _lost_possessive(raw, surnames):
        kind, head = "person", surname(raw) if surname(raw) in surnames else surname(raw)[:-1]
    elif " " in raw and re.match(r",\s\d{2}[,.]", text[end : end + 6]):
        kind, head = "person", surname(raw)
    else:
        kind = "name"
    gender = _gender(text, start, end) if kind == "person" else None
    number = marks.index(start)
    plural = kind == "body" and sector in ("REB", "PTY") and head.endswith("s")
    return Mention(
        start,
        end,
        text[start:end],
        kind,
        head,
        plural,
        gender,
        sector,
        number,
        _subject(text, start, end, marks),
    )


def _lost_possessive(raw: str, surnames: set[str]) -> bool:
    last = surname(raw)
    return last.endswith("s") and last[:-1] in surnames and len(last) > 4


def _gender(text: str, start: int, end: int) -> str | None:
    """From the given name, or the titles just before or in the name."""
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


_SAYS: Final = re.compile(
    r",?\s(?:\w+ly\s)?(?:said|says|told|added|announced|reported|claimed|stated|warned|denied|confirmed|insisted|accused|condemned|called|urged)\b"
)


def _subject(text: str, start: int, end: int, marks: Sentences) -> bool:
    at = marks.index(start)
    opens = at >= 0 and start - marks.spans[at].start <= 25
    return opens or _SAYS.match(text, end) is not None


def _nouns(text: str, marks: Sentences, taken: set[int]) -> list[Mention]:
    """Actor nouns with the words that belong to them: "the interior ministry", "a police spokesman", "protesters"."""
    t, found, last = tokens(text), [], -1
    for j in range(len(t)):
        word = t.words[j]
        if not word.isalpha() or not t.raw(j)[0].islower() or not _is_actor(word) or _goes_on(t, j):
            continue
        i = max(_left(t, j), last + 1)
        last = j
        start, end = t.starts[i], t.ends[j]
        if i > j or end - 1 in taken:
            continue
        first = t.word(i)
        head = singular(word)
        sector = sector_of(word)
        found.append(
            Mention(
                start, end, text[start:end], "noun", head, head != word or word in ("police", "troops", "people"),
                gender_of(head) or _NOUN_GENDER.get(head), body_words().get(word, sector if sector not in things() else None),
                marks.index(start), _subject(text, start, end, marks), first not in ("a", "an", "some", "several", "one", "another"),
            )
        )  # fmt: skip
    return found


_NOUN_GENDER: Final = {"woman": "f", "man": "m", "mother": "f", "father": "m", "wife": "f", "husband": "m", "girl": "f", "boy": "m",
                       "daughter": "f", "son": "m", "policeman": "m", "policewoman": "f", "spokeswoman": "f", "spokesman": "m"}  # fmt: skip


_NO_ACTOR: Final = word_set(
    "killed wounded injured dead missing public other others human news private individual major general head staff lives state times front"
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
        if (
            word in _ADJECTIVES
            or _is_actor(word)
            or t.raw(i)[0].isupper()
            or word == "-"
            or t.word(i + 1) == "-"
        ):
            first = i
        elif not any(t.word(k) in _DETERMINERS for k in range(i - 1, max(-1, i - 3), -1)):
            break
    return first
