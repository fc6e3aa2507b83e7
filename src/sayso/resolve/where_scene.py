"""What all events of a report share when their places are sought: its places, and what is true of each whatever the
event."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from sayso.core.report import Report
from sayso.core.sentences import Sentences, sentences
from sayso.core.where import Where
from sayso.resolve.gazetteer_names import fold
from sayso.resolve.where_nouns import noun_wheres

WIDE: Final = ("country", "region")
"""Precisions that are no answer to where exactly."""

PREPOSITION: Final = re.compile(
    r"\b(?:(?P<in>in|at|on|inside|within|across|throughout|around|over)|(?P<near>near|outside|between|close to)|"
    r"(?P<from>from|leaving|left)|"
    r"(?P<to>to|towards?|into|for|reached|entered)|(?P<of>of))\s(?:the\s|a\s|an\s)?(?:[\w\-’']+\s){0,3}$",
    re.IGNORECASE,
)
_VERB_NEXT: Final = re.compile(r"(?:['’]s)?\s(?:has|have|had|is|was|were|will|would|[a-z]+ed)\b")


@dataclass(frozen=True, slots=True)
class Scene:
    """A report's ``places`` in order, its sentences and the country in which it is set.

    An entry a place: ``numbers`` its sentence, ``heads`` its most exact name, ``wide`` whether it is only a country
    or region, ``titled`` whether it stands in the headline, ``own`` its features that hang on no event.
    ``stems``: of each sentence the stems of its words.
    """

    report: Report
    places: tuple[Where, ...]
    setting: Where | None
    sentences: Sentences
    numbers: tuple[int, ...]
    heads: tuple[str, ...]
    wide: tuple[bool, ...]
    titled: tuple[bool, ...]
    own: tuple[dict[str, float], ...]
    stems: tuple[frozenset[str], ...]

    @classmethod
    def of(cls, report: Report, places: tuple[Where, ...], setting: Where | None) -> Scene:
        """The scene of a report; makes many events of one report cheap."""
        cut = sentences(report)
        nouns = noun_wheres(report, places)
        merged = tuple(sorted([*places, *nouns], key=lambda w: w.span))
        numbers = tuple(cut.index(w.span.start) for w in merged)
        heads = tuple(fold(w.name.split(",")[0]) for w in merged)
        wide = tuple(w.precision in WIDE for w in merged)
        titled = tuple(report.part_at(w.span.start) == "title" for w in merged)
        first = next(
            (n for n, title in zip(numbers, titled, strict=True) if not title), min(numbers, default=0)
        )
        named = frozenset(w.span for w in nouns)
        often = Counter(heads)
        headlined = {head for head, title in zip(heads, titled, strict=True) if title}
        own = tuple(
            _own(report.text, where, setting)
            | {
                "headline": float(titled[i]),
                "first": float(i == 0),
                "mentions": math.log(often[heads[i]]),
                "outer": float(i > 0 and _is_outer(merged[i - 1], where)),
                "noun": float(where.span in named),
                "lead": float(not titled[i] and numbers[i] <= first + 1),
                "repeat_headline": float(not titled[i] and heads[i] in headlined),
            }
            for i, where in enumerate(merged)
        )
        stems = tuple(stems_of(s.text) for s in cut.spans)
        return cls(report, merged, setting, cut, numbers, heads, wide, titled, own, stems)


def _own(text: str, where: Where, setting: Where | None) -> dict[str, float]:
    """What the place's words and their neighbours show: precision, preposition, possessive, subject."""
    span = where.span
    found = {
        where.precision: 1.0,
        "abroad": float(setting is not None and where.country not in (None, setting.country)),
        "kind_word": float(" " in span.text and span.text.split()[-1].islower()),
        "possessive": float(text[span.end : span.end + 2] in ("'s", "’s")),
    }
    governed = PREPOSITION.search(text, max(0, span.start - 40), span.start)
    if governed:
        found[next(name for name, value in governed.groupdict().items() if value)] = 1.0
    found["subject"] = float(not governed and _VERB_NEXT.match(text, span.end) is not None)
    return found


def _is_outer(inner: Where, outer: Where) -> bool:
    """True for "Aleppo" in "Tariq al-Bab, Aleppo": the place before it is said to lie in it."""
    return outer.span.start - inner.span.end < 40 and f", {outer.name}" in inner.name


_FAMILIES: Final = (
    "kill dead death die fatal toll bodi victim murder",
    "bomb blast explo strik shell airstr rocket raid barre missil",
    "shoot shot gunm gunfi attack assaul stab ambush storm",
    "wound injur hurt casual hospit",
    "fire blaze burn crash quake earthq collap flood storm acciden derail",
    "protes march rally demons riot clash fight battle",
    "captur seiz retak control advanc withdr retrea",
    "arrest detai custod charge trial court senten",
)
_FAMILY_OF: Final = {stem: number for number, family in enumerate(_FAMILIES) for stem in family.split()}


def stems_of(text: str) -> frozenset[str]:
    """Stems of the longer words of a sentence, and the families of event words that they belong to."""
    found = set()
    for word in re.findall(r"[a-z]{4,}", text.lower()):
        found.add(word[:6])
        for size in (6, 5, 4, 3):
            if word[:size] in _FAMILY_OF:
                found.add(f"#{_FAMILY_OF[word[:size]]}")
    return frozenset(found)
