"""Who is mentioned in a report: names and actor nouns with their place, gender, number and sector."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from sayso.core.report import Report
from sayso.core.sentences import Sentences, sentences
from sayso.resolve.howmany_nouns import sector_of, singular
from sayso.resolve.howmany_tokens import word_set
from sayso.resolve.who_names import person_name, surname
from sayso.resolve.who_nouns import COLLECTIVE, Noun, actor_nouns
from sayso.resolve.who_persons import (
    OPENERS,
    gender_at,
    lost_possessive,
    named_again,
    personal_tail,
    surely_person,
)
from sayso.resolve.who_tables import (
    body_named,
    body_words,
    given_names,
    land_named,
)

_WORD: Final = (
    r"(?:(?:[A-Z]\.){1,4}|(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sgt|Capt|Maj|Sen|Rep|Gov|St|Prof|Rev|Cpl|Adm|Cmdr)\.|(?:al|el|ash|as)-[A-Z]\w*"
    r"|[A-Z]\w*(?:[-'’/](?!s\b)\w+)*(?:(?<=s)['’](?=\s[A-Z]))?)"
)
_JOIN: Final = (
    r"(?:[ \u00a0](?:of the|of|for the|for|the|al|bin|ibn|de|del|la|van|von|der|da|dos|el|ul|and|to))?"
    r"[ \u00a0]"
)
_RUN: Final = re.compile(rf"(?<![\w-]){_WORD}(?:{_JOIN}{_WORD}){{0,9}}")
_SPLIT: Final = re.compile(r"[ \u00a0](?:of the|of|for the|for|the|and|to)[ \u00a0]")
_ACRONYM: Final = re.compile(r"\s?\((?:the )?([A-Z][A-Za-z-]{1,9})\)")


@dataclass(frozen=True, slots=True)
class Mention:
    """Words in the text that may stand for somebody. ``kind``: person, body, country, name (of what is not known), role
    (a noun for one person) or noun; ``sentence`` counts from 0.

    ``gender`` m, f or None; ``plural`` for several persons; ``sector`` a PLOVER code or None; ``subject`` marks one
    that opens its sentence or stands before a verb, and behind no preposition.
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
    known: dict[str, tuple[Mention, ...]] = field(default_factory=dict, compare=False, repr=False)

    def once(self, question: str, answer: Callable[[], tuple[Mention, ...]]) -> tuple[Mention, ...]:
        """The mentions that answer a question about this cast, worked out once."""
        if question not in self.known:
            self.known[question] = answer()
        return self.known[question]

    def persons(self) -> tuple[Mention, ...]:
        """Mentions of persons by name."""
        return tuple(m for m in self.mentions if m.kind == "person")


def cast(report: Report) -> Cast:
    """The cast of a report; linear in its length."""
    text, marks = report.text, sentences(report)
    runs = [r for m in _RUN.finditer(text) for r in _cut(text, m.start(), m.end())]
    single = Counter(text[a:b].lower() for a, b in runs if " " not in text[a:b])
    full = [text[a:b] for a, b in runs if surely_person(text, a, b) or named_again(text, a, b, single)]
    plain = [person_name(n) or n for n in full]
    people = People({surname(n) for n in full}, {n.split()[0].lower(): surname(n) for n in reversed(plain)})
    names = [n for a, b in runs if (n := _name(text, a, b, marks, people)) is not None]
    taken = {i for n in names for i in range(n.start, n.end)}
    nouns = [_of_noun(text, n, marks) for n in actor_nouns(text) if n.end - 1 not in taken]
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
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december"""
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


@dataclass(frozen=True, slots=True)
class People:
    """Surnames of the persons whom the report names in full, and their given names with the surname of each."""

    surnames: set[str]
    firsts: dict[str, str]


def _opener(text: str, start: int, end: int, marks: Sentences) -> int:
    """The start of a run without the words that are capitalised only because they open a sentence."""
    while start < end:
        word = re.match(r"\S+", text[start:end])
        first = word[0].lower().strip(",") if word else ""
        at = marks.index(start)
        opens = at >= 0 and marks.spans[at].start >= start - 1
        if first in OPENERS and (opens or first in ("the", "a", "an") or first in _CALENDAR):
            start += len(first)
            start += len(text[start:end]) - len(text[start:end].lstrip())
        else:
            break
    return start


def _name(text: str, start: int, end: int, marks: Sentences, people: People) -> Mention | None:
    """The mention that a run of capitalised words makes, or None for words that name nobody."""
    start = _opener(text, start, end, marks)
    raw = text[start:end]
    if not raw or raw.lower() in OPENERS:
        return None
    if _opens_with_noun(raw, start, marks):
        return None
    body, land = body_named(raw), land_named(raw)
    name = person_name(raw)
    kind, sector, head = "body", None, raw.split()[-1].lower()
    if body is not None:
        sector = body.sector
    elif name is not None:
        kind, head = "person", surname(name)
        start = end - len(name) if raw.endswith(name) else start
    elif surname(raw) in people.surnames and (land is None or (" " not in raw and land.how != "adjective")):
        kind, head = "person", surname(raw)
    elif " " not in raw and raw.lower() in given_names() and land is None:
        kind, head = "person", people.firsts.get(raw.lower(), raw.lower())
    elif land is not None and land.how in ("name", "capital"):
        kind, sector = "country", "STATE"
    elif land is not None:
        return None
    elif (head in body_words() or singular(head) in body_words()) and (" " in raw or head in COLLECTIVE):
        sector = body_words().get(head) or body_words()[singular(head)]
    elif lost_possessive(raw, people.surnames):
        kind, head = "person", surname(raw)[:-1]
    elif " " in raw and re.match(r",\s\d{2}[,.]", text[end : end + 6]):
        kind, head = "person", surname(raw)
    else:
        kind = "name"
    if kind == "person" and (tail := personal_tail(text[start:end])):
        start = end - len(tail)
    gender = gender_at(text, start, end) if kind == "person" else None
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


def _opens_with_noun(raw: str, start: int, marks: Sentences) -> bool:
    """True for a common noun that has its capital only from the start of the sentence ("Protesters gathered")."""
    at = marks.index(start)
    if " " in raw or at < 0 or marks.spans[at].start < start - 1 or raw.isupper():
        return False
    return sector_of(raw.lower()) is not None and body_named(raw) is None


_ACTS: Final = re.compile(
    r",?\s(?:\w+ly\s|also\s|later\s)?(?:was|were|is|are|has|have|had|will|would|did|could|can|may|says|(?!based)\w{2,}ed|said|told|took"
    r"|went|came|made|met|gave|began|left|held|saw|won|lost|spoke|wrote|fled|led|knew|thought|felt|ran|found|got|kept|put)\b"
)
_PREPOSITION: Final = re.compile(
    r"\b(?:of|in|on|at|by|to|from|with|for|against|about|between|among|near|into|over)\s(?:the\s|a\s|an\s)?$"
)


def _of_noun(text: str, noun: Noun, marks: Sentences) -> Mention:
    kind = "role" if noun.person else "noun"
    number, subject = marks.index(noun.start), _subject(text, noun.start, noun.end, marks)
    words = text[noun.start : noun.end]
    return Mention(
        noun.start,
        noun.end,
        words,
        kind,
        noun.head,
        noun.plural,
        noun.gender,
        noun.sector,
        number,
        subject,
        noun.definite,
    )


def _subject(text: str, start: int, end: int, marks: Sentences) -> bool:
    at = marks.index(start)
    opens = at >= 0 and start - marks.spans[at].start <= 25
    if _PREPOSITION.search(text, max(0, start - 16), start) is not None:
        return False
    return opens or _ACTS.match(text, end) is not None
