"""Which runs of capitalised words are place names: a small logit over the words around each, fitted like the
ranking.

"Paris Hilton", "the Washington Post" and "Buckley said" are no places; "Most" or "Reading" is one only on evidence.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from sayso.core.report import Report
from sayso.resolve.gazetteer import Candidate, Gazetteer
from sayso.resolve.gazetteer_names import fold
from sayso.resolve.where_cues import KIND_AFTER, kind_said
from sayso.resolve.where_tokens import SHORT_CODES, Spotted, Token, lines, spot, title_like, tokens, word_list

FIND: Final = (
    "bias", "population", "country", "admin1", "admin2", "other", "several_words", "common", "given", "capital_before",
    "capital_after", "preposition", "preposition_elsewhere", "title_before", "place_after", "place_before", "kind_fits",
    "sentence_start", "headline", "mentions", "organisation", "saying_after", "upper_case", "surname",
    "alternate", "weak",
    "area_before", "article", "short", "road", "of_after_capital", "list_before", "initial_before",
)  # fmt: skip
_PREPOSITION: Final = re.compile(
    r"\b(?:in|at|near|from|to|outside|around|across|toward|towards|into|through|inside|within|throughout|between|"
    r"via|"
    r"reached|left|entered|leaving|entering|reaching|visit|visiting|visited|northern|southern|eastern|western|"
    r"central|downtown|"
    r"north of|south of|east of|west of|outskirts of|suburbs? of|parts of|people of|streets of|capital|nearby|"
    r"neighbou?ring)"
    r"\s(?:the\s)?$",
    re.IGNORECASE,
)
_TITLE: Final = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Sir|Lord|Lady|Gen|General|Col|Colonel|Capt|Captain|Lt|Maj|Major|Sgt|Officer|Detective|"
    r"Sheriff|Judge|Justice|"
    r"President|Minister|Secretary|Senator|Sen|Rep|Gov|Governor|Mayor|Prof|Professor|Rev|Pastor|Father|Bishop|"
    r"Prince|Princess|King|"
    r"Queen|Coach|Chief|Deputy|Ambassador|Spokesman|spokesman|spokeswoman|Chairman|Inspector|Commander|"
    r"Sheikh)\.?\s$"
)
_ORGANISATION: Final = re.compile(
    r"\s(?:Times|Post|News|Herald|Tribune|Journal|Gazette|Observer|Star|Sun|Mail|Press|Chronicle|University|"
    r"College|School|"
    r"Hospital|Police|Department|Council|Court|Bank|Club|United|City Council|Medical|Museum|Institute|Company|"
    r"Corp|Inc|Group|Party|"
    r"Association|Society|Center|Centre|Foundation|Church|Library|Airlines|Airways|Agency|Hotel|Theatre|Theater|"
    r"Commission|Committee|"
    r"Fire|Chamber|Board|Ministry|Army|Brigade|Front|Union|Order|Agreement|Accord|Treaty|Declaration|Protocol|Cup|Games|"
    r"Marathon|Stock|Exchange|"
    r"Memorial|Stadium|High|Elementary|Middle|Community|Regional|General|Street|St\.|Road|Rd|Avenue|Ave|Drive|"
    r"Lane|Boulevard|Blvd|Highway|"
    r"Way|Place|Pike|Circle|Court|Bridge|Park|River|Creek|Lake)\b"
)
_ROAD: Final = re.compile(
    r"\s(?:Street|St\.|Road|Rd|Avenue|Ave|Drive|Dr\.|Lane|Boulevard|Blvd|Highway|Way|Pike|Circle|Turnpike)\b"
)
_SAYING: Final = re.compile(
    r",?\s(?:said|says|told|added|wrote|noted|testified|explained|has said|had said|asked|replied|pleaded|"
    r"declined|was (?:born|charged|"
    r"arrested|sentenced)|himself|herself|who\b|, who\b|, \d\d,)"
)
_UNIVERSITY: Final = re.compile(
    r"\b(?:University|College|Bank|Museum|Church|Diocese|Archbishop|Bishop|Duke|School)\sof\s$"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A known name in the text with the evidence for being a place (in the order of `FIND`)."""

    spotted: Spotted
    evidence: tuple[float, ...]


def found_names(report: Report, gazetteer: Gazetteer) -> list[Found]:
    """Every run of capitalised words that the gazetteer knows, with its evidence, in text order."""
    pieces: list[tuple[list[Token], Spotted, bool]] = []
    for start, end in lines(report):
        words = tokens(report.text, start, end)
        headline = title_like(words)
        pieces += [(words, spotted, headline) for spotted in spot(report.text, words, gazetteer)]
    counts = Counter(fold(s.name) for _, s, _ in pieces)
    governed = Counter(
        fold(s.name) for _, s, _ in pieces if _PREPOSITION.search(report.text, max(0, s.start - 24), s.start)
    )
    surnames = _surnames(report, [w for w, _, _ in pieces])
    found = []
    for at, (words, spotted, headline) in enumerate(pieces):
        before = pieces[at - 1][1] if at else None
        after = pieces[at + 1][1] if at + 1 < len(pieces) else None
        context = _Context(report.text, words, spotted, headline, before, after)
        key = fold(spotted.name)
        document = (counts[key], governed[key], key in surnames)
        found.append(Found(spotted, _evidence(context, document)))
    return found


@dataclass(frozen=True, slots=True)
class _Context:
    text: str
    words: list[Token]
    spotted: Spotted
    headline: bool
    before: Spotted | None
    after: Spotted | None


def _evidence(c: _Context, document: tuple[int, int, bool]) -> tuple[float, ...]:
    text, spotted, words = c.text, c.spotted, c.words
    best = spotted.candidates[0]
    usual = next((x for x in spotted.candidates if x.match == "name"), best)
    kind = usual.place.kind if usual.place.population * 20 >= best.place.population else best.place.kind
    folded = fold(spotted.name)
    mentions, governed, surname = document
    previous = words[spotted.first - 1] if spotted.first else None
    following = words[spotted.last + 1] if spotted.last + 1 < len(words) else None
    touches_before = previous is not None and text[previous.end : spotted.start] == " "
    touches_after = following is not None and text[spotted.end : following.start] == " "
    start = (
        previous is None
        or re.search(r"[.!?:\"“”]['’\"”]?\s*$", text[previous.end : spotted.start]) is not None
    )
    single = spotted.first == spotted.last
    after_place = (
        c.after is not None
        and text[spotted.end : c.after.start] in (", ", ",", " (", " ")
        and c.after.candidates[0].place.kind in ("country", "admin1")
    )
    before_place = c.before is not None and text[c.before.end : spotted.start] in (", ", ",", " (")
    prior = text[max(0, spotted.start - 24) : spotted.start]
    said = kind_said(text, spotted.start, spotted.end)
    area_next = KIND_AFTER.match(text, spotted.end) is not None
    organisation = _ORGANISATION.match(text, spotted.end) is not None or _UNIVERSITY.search(prior) is not None
    adjective = (
        c.before is not None and c.before.end + 1 == spotted.start and is_adjective(c.before.candidates)
    )
    capital_before = bool(
        touches_before and previous is not None and previous.capital and not adjective and not start
    )
    capital_after = bool(
        touches_after and following is not None and following.capital and not after_place and not area_next
    )
    return (
        1.0,
        math.log10(best.place.population + 1) / 7,
        kind == "country",
        kind == "admin1",
        kind == "admin2",
        kind not in ("country", "admin1", "admin2", "city"),
        not single,
        single and folded in word_list("common_words") and kind != "country",
        single and folded in word_list("given_names") and kind != "country",
        capital_before and not c.headline,
        capital_after and not c.headline,
        _PREPOSITION.search(prior) is not None,
        governed > 0,
        _TITLE.search(prior) is not None,
        after_place,
        before_place,
        said is not None and any(x.place.kind in said for x in spotted.candidates),
        start,
        c.headline,
        min(math.log(mentions), 2.0),
        organisation,
        _SAYING.match(text, spotted.end) is not None,
        spotted.name.isupper() and len(spotted.name) > 3,
        surname,
        usual.match == "alternate",
        usual.match == "weak",
        adjective,
        prior.lower().endswith("the "),
        len(folded) <= 3 and folded not in SHORT_CODES,
        _ROAD.match(text, spotted.end) is not None,
        bool(re.search(r"\b[A-Z]\w+\sof\s(?:the\s)?$", prior)),
        bool(re.search(r"(?:,|\band|\bor)\s$", prior)),
        bool(re.search(r"\b[A-Z]\.?\s$", prior)),
    )


def _surnames(report: Report, lines_of_words: Sequence[list[Token]]) -> frozenset[str]:
    """Folded last words of what looks like a person's name: after a given name, a title or an initial."""
    given = word_list("given_names")
    names: set[str] = set()
    seen: set[int] = set()
    for words in lines_of_words:
        if id(words) in seen:
            continue
        seen.add(id(words))
        for a, b in pairwise(words):
            gap = report.text[a.end : b.start]
            if gap not in (" ", ". ") or not (a.capital and b.capital):
                continue
            if (
                a.text.lower() in given
                or len(a.text.rstrip(".")) == 1
                or _TITLE.search(report.text, max(0, b.start - 14), b.start)
            ):
                names.add(fold(b.text))
    return frozenset(names)


_MEDIA: Final = re.compile(
    r"\s(?:Times|Post|News|Herald|Tribune|Journal|Gazette|Observer|Mail|Chronicle|Daily|Mirror|Telegraph|Globe|Examiner|Inquirer)\b"
)


_BODIES: Final = frozenset({"red cross"})
"""Bodies that bear a town's name."""


def names_body(text: str, spotted: Spotted) -> bool:
    """True for the town in the name of a newspaper ("the Jerusalem Post") and for a body that is called like one:
    never a place of the story."""
    return _MEDIA.match(text, spotted.end) is not None or fold(spotted.name) in _BODIES


_SPOKEN_BY: Final = re.compile(r"\b(?:said|told|added|according to)\s$")
_LAST_NAME: Final = re.compile(r"\s([A-Z][a-z][\w'’-]+)")


def names_forename(text: str, spotted: Spotted) -> bool:
    """True for a town's name that is the first of a speaker's two: "Aberdeen Bloggs, who …", "said Aberdeen Bloggs"."""
    last = _LAST_NAME.match(text, spotted.end)
    if last is None or spotted.first != spotted.last or fold(last[1]) in word_list("common_words"):
        return False
    if any(c.match == "adjective" or c.place.kind == "country" for c in spotted.candidates):
        return False
    if _TITLE.match(f"{last[1]} ") or _ORGANISATION.match(text, spotted.end):
        return False
    before = text[max(0, spotted.start - 16) : spotted.start]
    return _SAYING.match(text, last.end()) is not None or _SPOKEN_BY.search(before) is not None


_FEASTS: Final = frozenset(
    ["christmas", "easter", "ramadan", "eid", "thanksgiving", "halloween", "passover", "yule"]
)
_BRIEF: Final = 3
"""Letters of a given name up to which it may be a by-name of a place."""


def names_none(spotted: Spotted) -> bool:
    """True for a feast ("a Christmas party"), and for a short given name that a place bears beside its own ("Sam's
    Club", though Damascus is called so too)."""
    folded = fold(spotted.name)
    by_name = len(folded) <= _BRIEF and spotted.candidates[0].match in ("alternate", "weak")
    return folded in _FEASTS or (by_name and folded in word_list("given_names"))


def is_adjective(candidates: Sequence[Candidate]) -> bool:
    """True for "Syrian" and the like: the likeliest reading is a demonym or adjective, no place."""
    adjectives = [c for c in candidates if c.match == "adjective"]
    rest = max((c.place.population for c in candidates if c.match != "adjective"), default=0)
    return bool(adjectives) and max(c.place.population for c in adjectives) > rest


def chance(evidence: Sequence[float], weights: dict[str, float]) -> float:
    """Probability of being a place name."""
    total = sum(value * weights.get(name, 0.0) for name, value in zip(FIND, evidence, strict=True) if value)
    return 1.0 / (1.0 + math.exp(-total))
