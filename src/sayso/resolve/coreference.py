"""Whom pronouns and short forms stand for, within one report.

A pronoun takes the best scored mention before it: same number and gender, near, a subject, mentioned often, and for
"he said" the last who spoke. The weights are small whole numbers, set by hand on GUM's interviews, biographies and
travel guides. Where the best two are too close, nobody is chosen.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from sayso.core.span import Span
from sayso.resolve.howmany_tokens import word_set
from sayso.resolve.who_kind import country_in
from sayso.resolve.who_mentions import Cast, Mention
from sayso.resolve.who_office import TITLE_NOUNS, office_holders
from sayso.resolve.who_tables import body_named

MALE: Final = word_set("he him his himself")
FEMALE: Final = word_set("she her hers herself")
NEUTER: Final = word_set("it its itself")
PLURAL: Final = word_set("they them their theirs themselves")
ONE_SPEAKER: Final = word_set("i me my mine myself")
SPEAKER: Final = word_set("i me my mine myself we us our ours ourselves")
RELATIVE: Final = word_set("who whom whose which that")
PRONOUNS: Final = MALE | FEMALE | NEUTER | PLURAL | SPEAKER | RELATIVE
_FAR: Final = 5
MARGIN: Final = 2
MARGIN_PLURAL: Final = 3
LEAST: Final = 8
_SAYING: Final = re.compile(
    r"\s(?:\w+ly\s|also\s|later\s|has\s|had\s)?(?:said|says|told|added|announced|claimed|stated|warned|denied|noted|argued|wrote"
    r"|insisted|replied|asserted|explained|asked|testified|tweeted|recalled)\b"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """The mention that a pronoun or short form stands for, or None and then the ones that it may stand for."""

    mention: Mention | None
    candidates: tuple[Mention, ...] = ()


NOBODY: Final = Answer(None)


def antecedent(found: Cast, span: Span, speakers: tuple[Span, ...] = ()) -> Answer:
    """Whom the pronoun at ``span`` stands for. ``speakers`` are the claimants that the reader saw, in any order."""
    word = span.text.lower().strip()
    if word in RELATIVE:
        return _before(found, span)
    if word in SPEAKER:
        return NOBODY
    number = found.sentences.index(span.start)
    scored: dict[str, tuple[int, Mention]] = {}
    often = Counter(_who(found, m) for m in found.mentions)
    spoke = {s.start for s in speakers} if _SAYING.match(found.text, span.end) else set()
    quoted = _in_quotation(found.text, span.start)
    for mention in found.mentions:
        if mention.start >= span.start:
            break
        if number - mention.sentence > _FAR or mention.end > span.start or not _agrees(mention, word):
            continue
        who = _who(found, mention)
        score = _score(mention, word, number, often[who])
        if quoted and _speaks(found, mention):
            score -= QUOTED
        if (
            word in OBJECTS
            and mention.subject
            and mention.sentence == number
            and not _clause_between(found, mention, span)
        ):
            score -= BOUND
        if spoke and (mention.start in spoke or _SAYING.match(found.text, mention.end)):
            score += 2
        if who not in scored or score >= scored[who][0]:
            scored[who] = (score, mention)
    return _choose(list(scored.values()), MARGIN_PLURAL if word in PLURAL else MARGIN)


def _who(found: Cast, mention: Mention) -> str:
    """One string for all mentions of one: the surname, the body's key, the holder of an office, or the noun itself."""
    if mention.kind == "person":
        return mention.head
    if mention.kind == "role" and mention.definite and mention.head in TITLE_NOUNS:
        holders = office_holders(found, mention.head, country_in(mention.text))
        if len(holders) == 1:
            return holders[0].head
    if mention.kind == "body" and (body := body_named(mention.text)) is not None:
        return body.key
    return mention.head


def _choose(scored: list[tuple[int, Mention]], margin: int) -> Answer:
    ranked = sorted(scored, key=lambda s: (-s[0], -s[1].start))
    if not ranked:
        return NOBODY
    if ranked[0][0] < LEAST or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < margin):
        return Answer(None, tuple(m for _, m in ranked[:3]))
    return Answer(ranked[0][1])


def _agrees(mention: Mention, word: str) -> bool:
    """True if number, gender and sort of the mention allow the pronoun."""
    if word in MALE or word in FEMALE:
        if mention.kind not in ("person", "role"):
            return False
        return mention.gender in (None, "m" if word in MALE else "f")
    if word in NEUTER:
        return mention.kind in ("body", "country", "name", "noun") and not mention.plural
    return mention.plural or mention.kind in ("body", "noun")


def _score(mention: Mention, word: str, number: int, times: int) -> int:
    away = number - mention.sentence
    score = (NEAR[away] if away < len(NEAR) else 0) + (SUBJECT if mention.subject else 0)
    often = OFTEN_PERSON if word in MALE or word in FEMALE else OFTEN
    score += min(times - 1, often) + KIND[mention.kind]
    if word in PLURAL:
        score += PLURAL_NOUN if mention.plural else 0
    elif mention.gender is not None:
        score += GENDER
    if mention.kind == "country" and not mention.subject:
        score -= GROUND
    return score if mention.definite or mention.plural else score - 1


def _in_quotation(text: str, at: int) -> bool:
    """True if a quotation mark of this paragraph is still open at the offset."""
    start = text.rfind("\n", 0, at) + 1
    before = text[max(start, at - 1500) : at]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def _speaks(found: Cast, mention: Mention) -> bool:
    """True if the mention stands right before or after a verb of saying, or with an apposition between."""
    if _SAYING.match(found.text, mention.end) or _said_before(found.text, mention.start):
        return True
    return mention.kind == "person" and _APPOSED_SAYING.match(found.text, mention.end) is not None


_APPOSED_SAYING: Final = re.compile(
    r",\s[^.;:\"“”\n]{2,80},\s(?:said|says|told|added|replied|announced|explained|wrote)\b"
)


def _clause_between(found: Cast, mention: Mention, span: Span) -> bool:
    return _CLAUSE.search(found.text, mention.end, span.start) is not None


_CLAUSE: Final = re.compile(
    r"[,;:—–]|\b(?:that|who|which|when|where|while|and|but|because|if|after|before|as|said|says)\b"
)
OBJECTS: Final = frozenset(("him", "them", "it"))
QUOTED: Final = 5
BOUND: Final = 4
NEAR: Final = (8, 6, 4, 1, 0)
SUBJECT: Final = 2
OFTEN: Final = 2
OFTEN_PERSON: Final = 5
GROUND: Final = 2
PLURAL_NOUN: Final = 3
GENDER: Final = 1
KIND: Final = {"person": 2, "role": 0, "body": 1, "country": 0, "name": -1, "noun": 0}


def _before(found: Cast, span: Span) -> Answer:
    """The mention right before a relative pronoun: "the soldiers, who …"."""
    near = [m for m in found.mentions if m.end <= span.start and span.start - m.end <= 3]
    return Answer(near[-1]) if near else NOBODY


def speaker_of(found: Cast, span: Span, sources: tuple[tuple[Span, tuple[Span, ...]], ...]) -> Answer:
    """Who says "I" or "we" at ``span``: the source of the attribution that holds it, else who speaks nearby."""
    holding = [(source, c) for source, contents in sources for c in contents if c.contains(span)]
    if holding:
        source = min(holding, key=lambda h: h[1].end - h[1].start)[0]
        at = [m for m in found.mentions if source.start <= m.start < source.end]
        if at:
            return Answer(
                max(at, key=lambda m: (m.kind == "person", m.kind not in ("noun", "role"), m.end - m.start))
            )
        if is_pronoun(source.text) and source.text.lower() not in SPEAKER:
            return antecedent(found, source)
    start = found.text.rfind("\n", 0, span.start) + 1
    end = found.text.find("\n", span.end)
    here = _spoken(found, start, end if end >= 0 else len(found.text))
    if not here and start > 1:
        earlier = found.text.rfind("\n", 0, found.text.rfind("\n", 0, start - 1)) + 1
        return Answer(None, tuple(_spoken(found, earlier, start).values())[-1:])
    if span.text.lower() in ONE_SPEAKER and any(m.kind in ("person", "role") for m in here.values()):
        here = {at: m for at, m in here.items() if m.kind in ("person", "role")}
    nearest = min(here, key=lambda at: abs(at - span.start), default=None)
    return NOBODY if nearest is None else Answer(here[nearest])


def _spoken(found: Cast, start: int, end: int) -> dict[int, Mention]:
    """Who speaks outside of quotation marks between two offsets, by where."""
    spoken = {
        m.start: m for m in found.mentions
        if start <= m.start < end and _speaks(found, m) and not _in_quotation(found.text, m.start)
    }  # fmt: skip
    for said in _HE_SAID.finditer(found.text, start, end):
        answer = antecedent(found, Span.cut(found.text, said.start(1), said.end(1)))
        if answer.mention is not None:
            spoken[said.start()] = answer.mention
    return spoken


_HE_SAID: Final = re.compile(
    r"\b([Hh]e|[Ss]he)\s(?:also\s|later\s)?(?:said|says|told|added|replied|asked|wrote|stated|explained|continued|noted)\b"
)


def is_pronoun(words: str) -> bool:
    """True for a pronoun, but not for an acronym that is spelt like one ("US", "WHO", "IT")."""
    return words.lower() in PRONOUNS and not (words.isupper() and words != "I")


def _said_before(text: str, start: int) -> bool:
    return (
        re.search(r"\b(?:said|says|told|added|according to)\s(?:the\s)?$", text[max(0, start - 18) : start])
        is not None
    )
