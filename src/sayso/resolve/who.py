"""Who: the spans that a reading uses as actor, target or claimant → whom they stand for.

Names come in the fullest form of the report, persons without titles, pronouns and short forms as what they refer to,
with type, sector, country and key where the tables tell. Where that is not certain the words stay, and
``candidates`` lists whom they may stand for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sayso.core.reading import Reading
from sayso.core.span import Span
from sayso.core.who import Entity, Who
from sayso.resolve.coreference import SPEAKER, Answer, antecedent, is_pronoun, speaker_of
from sayso.resolve.deeds import DEED
from sayso.resolve.howmany_nouns import sector_of, singular
from sayso.resolve.howmany_tokens import word_set
from sayso.resolve.who_full import full_form, full_person, without_short
from sayso.resolve.who_kind import Sort, person_sort, sort_of
from sayso.resolve.who_mentions import Cast, Mention, cast
from sayso.resolve.who_names import surname, tidy
from sayso.resolve.who_office import title_of
from sayso.resolve.who_tables import body_words, land_named

_OWNED: Final = re.compile(r"(his|her|its|their|our|my)\s+(.+)", re.IGNORECASE | re.DOTALL)
_POWERS: Final = word_set(
    """force army troop soldier fighter militia government regime administration ministry police military
    navy party group cabinet campaign supporter"""
)
_DEED: Final = re.compile(rf"\s{DEED}")
_PRONOUN_THEN: Final = re.compile(
    r"(?:both|all|some|many|most|one|two|three|\d+)\s+of\s+(them|us)$", re.IGNORECASE
)


def whos(
    reading: Reading, spans: Sequence[Span], *, setting: str | None = None
) -> tuple[tuple[Entity, ...], tuple[Who, ...]]:
    """For each span whom it stands for, in the order of the spans, and the entities with all their mentions.

    ``setting`` is the ISO 3166 code of the country in which the report is plainly set, if that is known.
    """
    found = cast(reading.report)
    resolver = _Resolver(found, reading, setting)
    return _entities(found, resolver.titles, setting), tuple(resolver.who(span) for span in spans)


class _Resolver:
    """One report's cast with what the reader saw, asked span by span."""

    def __init__(self, found: Cast, reading: Reading, setting: str | None) -> None:
        self.cast, self.setting = found, setting
        self.sources = tuple((s, a.content) for a in reading.attributions for s in a.source)
        claimants = [s.span for e in reading.events for s in e.says if s.span is not None]
        self.titles = _titles(found)
        self.speakers = tuple(sorted({*claimants, *(s for s, _ in self.sources)}))

    def who(self, span: Span) -> Who:
        """Whom the span stands for."""
        words = _bare(tidy(span.text))
        if is_pronoun(words):
            return self._referred(span, span, words)
        them = _PRONOUN_THEN.match(words)
        if them:
            return self._referred(span, _inside(span, them[1], last=True), words)
        if (state := _adjective(self.cast.text, span, words)) is not None:
            return self._made(span, state, ())
        owned = _OWNED.match(words)
        if owned:
            return self._owned(span, owned[1], owned[2], words)
        name, candidates = full_form(self.cast, span, words)
        return self._made(span, name, candidates)

    def _referred(self, span: Span, pronoun: Span, words: str) -> Who:
        answer = self._answer(pronoun)
        if answer.mention is None:
            return self._made(span, words, _names(self.cast, answer.candidates))
        return self._made(span, _full(self.cast, answer.mention), ())

    def _answer(self, pronoun: Span) -> Answer:
        if pronoun.text.lower() in SPEAKER:
            return speaker_of(self.cast, pronoun, self.sources)
        return antecedent(self.cast, pronoun, self.speakers)

    def _owned(self, span: Span, owner: str, rest: str, words: str) -> Who:
        """ "its force" → "Collective Security Treaty Organization's force"; other belongings keep their words."""
        answer = self._answer(_inside(span, owner))
        if answer.mention is None:
            return self._made(span, words, _names(self.cast, answer.candidates))
        whose = _full(self.cast, answer.mention)
        if (own := _own_body(self.cast.text, whose, rest)) is not None:
            return self._made(span, own, ())
        full = f"{whose}'s {rest}" if not whose.endswith("s") else f"{whose}' {rest}"
        if singular(rest.split()[-1].lower()) in _POWERS:
            return self._made(span, full, ())
        return self._made(span, words, (full,))

    def _made(self, span: Span, name: str, candidates: tuple[str, ...]) -> Who:
        sort = sort_of(without_short(name), self.setting)
        if sort.type == "person" or (sort.type is None and self._is_person(name)):
            said = person_sort(tidy(span.text).removesuffix(name))
            told = person_sort(self.titles.get(surname(name), ""))
            sort = Sort(
                "person",
                said.sector or told.sector or sort.sector,
                said.country or told.country or sort.country,
            )
        return Who(span, name or span.text, sort.type, sort.country, sort.sector, sort.key, candidates)

    def _is_person(self, name: str) -> bool:
        return any(p.text == name for p in self.cast.persons())


_RUNS_ON: Final = re.compile(
    r"((?:(?!\b(?:who|whom|whose|that|which|where|when)\b).)+?)(?:\s(?:it|they|he|she|then))?\s"
    r"(?:is|are|was|were|has|have|had|will|would|says?)\s.",
    re.DOTALL,
)
_CLAUSE: Final = re.compile(
    r"((?:[A-Z][\w'’-]+|[A-Z]\.)(?:\s(?:[A-Z][\w'’-]+|[A-Z]\.)){1,3})(?:,?\swho(?:se)?\s|\sof\sthe\s[a-z])"
)


def _bare(words: str) -> str:
    """The words without what is told of whom they name: "the guard" for "the guard was shot by two men", "Jo Bloggs"
    for "Jo Bloggs, who runs the port" and "Jo Bloggs of the harbour office"; a body keeps its own "of the"."""
    if (run := _RUNS_ON.match(words)) is not None:
        words = re.sub(r",?\s(?:and|but|or)$", "", tidy(run[1]))
    found = _CLAUSE.match(words)
    if found is None or sort_of(found[1]).type not in (None, "person"):
        return words
    last = found[1].split()[-1].lower()
    return words if last in body_words() or sector_of(singular(last)) is not None else found[1]


def _own_body(text: str, whose: str, rest: str) -> str | None:
    """ "the Ruritanian army" for "its army" of Ruritania, where the report calls it so."""
    land = land_named(whose)
    if land is None or land.how != "name":
        return None
    for called in re.finditer(rf"\b(?:the\s)?([A-Z]\w+)\s{re.escape(rest)}\b", text):
        other = land_named(called[1])
        if other is not None and other.iso == land.iso and other.how == "adjective":
            return called[0]
    return None


def _adjective(text: str, span: Span, words: str) -> str | None:
    """The country whose deed it is: of "Ruritanian" alone in "a Ruritanian raid", or of these words themselves."""
    first, _, rest = re.sub(r"^(?:an?|the)\s", "", words, flags=re.IGNORECASE).partition(" ")
    deed = _DEED.fullmatch(f" {rest}") if rest else _DEED.match(text, span.end)
    if deed is None or first.endswith("s"):
        return None
    land = land_named(first)
    return land.name if land is not None and land.how == "adjective" and land.name in text else None


def _titles(found: Cast) -> dict[str, str]:
    """For each surname the longest title that the report gives."""
    titles: dict[str, str] = {}
    for person in found.persons():
        title = title_of(found, person)
        if len(title) > len(titles.get(person.head, "")):
            titles[person.head] = title
    return titles


def _inside(span: Span, word: str, *, last: bool = False) -> Span:
    at = span.text.rfind(word) if last else span.text.find(word)
    at = max(at, 0)
    return Span(span.start + at, span.start + at + len(word), span.text[at : at + len(word)])


def _full(found: Cast, mention: Mention) -> str:
    """The fullest form of what a mention names."""
    span = Span(mention.start, mention.end, mention.text)
    return full_form(found, span, tidy(mention.text))[0]


def _names(found: Cast, mentions: tuple[Mention, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_full(found, m) for m in mentions))


def _entities(found: Cast, titles: dict[str, str], setting: str | None) -> tuple[Entity, ...]:
    """Named persons and bodies of the report, each with its mentions, in the order of their first."""
    full: dict[str, str] = {}
    groups: dict[str, list[Mention]] = {}
    for mention in found.mentions:
        if mention.kind not in ("person", "body", "country"):
            continue
        if mention.text not in full:
            full[mention.text] = (
                full_person(found, mention.text)[0]
                if mention.kind == "person"
                else without_short(_full(found, mention))
            )
        groups.setdefault(full[mention.text], []).append(mention)
    out = []
    for number, (name, mentions) in enumerate(groups.items(), start=1):
        sort = sort_of(name, setting)
        if mentions[0].kind == "person":
            sort = person_sort(titles.get(mentions[0].head, ""))
        spans = tuple(sorted({Span(m.start, m.end, m.text) for m in mentions}))
        out.append(Entity(f"e{number}", name, spans, sort.type, sort.country, sort.sector, sort.key))
    return tuple(out)
