"""Where an event took place that names no place of its own: a logit over the report's places, nearest and most
exact first.

Labels follow one habit: the most exact place told for this event, else the one that the telling is at, else the
headline's, else
only the country. The weights (``tables/where_weights.json``, "hang") are fitted on the training claims by
``tables/hang_weights.py``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import mul
from typing import Final

from sayso.core.kinds import KINDS
from sayso.core.reading import Chances
from sayso.core.report import Report
from sayso.core.sentences import Sentences, sentences
from sayso.core.span import NOWHERE, Span
from sayso.core.where import Where
from sayso.resolve.gazetteer_names import fold
from sayso.resolve.where_nouns import noun_wheres
from sayso.resolve.where_precision import EXACTNESS
from sayso.resolve.where_rank import shipped_weights

TALK: Final = frozenset(
    {"accuse", "demand", "threaten", "reject", "support", "agree", "aid", "market", "office"}
)
MEETING: Final = frozenset(
    {"meet", "charge", "release", "expel", "restrict", "arrest", "outage", "protest", "abuse"}
)
HANG: Final = (
    "same_sentence", "after", "before", "distance", "clauses", "in", "from", "to", "of", "near", "possessive",
    "earlier_1", "earlier_2", "earlier_more", "later_1", "later_more", "headline", "first", "mentions",
    "country", "province", "populated",
    "district", "poi", "unresolved", "region", "abroad", "outer", "recent_0", "recent_1", "recent_2",
    "same_line", "in_headline_trigger",
    "kind_word", "nothing", "nothing_talk", "nothing_meeting", "nothing_bare", "nothing_quiet", "subject", "exact_same",
    "repeat_headline", "same_word", "same_family", "noun", "noun_same", "in_after", "in_close", "lead",
    "modifier", "next_after",
    "last_before", "only_here", "finest_here", "only_before", "earlier_in", "headline_only",
    "nothing_here_1", "nothing_here_2", "nothing_total", "nothing_country",
    *(f"nothing_{kind}" for kind in KINDS),
)  # fmt: skip
_PREPOSITION: Final = re.compile(
    r"\b(?:(?P<in>in|at|on|inside|within|across|throughout|around|over)|(?P<near>near|outside|between|close to)|"
    r"(?P<from>from|leaving|left)|"
    r"(?P<to>to|towards?|into|for|reached|entered)|(?P<of>of))\s(?:the\s|a\s|an\s)?(?:[\w\-’']+\s){0,3}$",
    re.IGNORECASE,
)
_BREAK: Final = re.compile(
    r",|;|:|\b(?:and|but|while|which|who|that|after|when|where|as|since|because)\b|[“”\"]"
)
_VERB_NEXT: Final = re.compile(r"(?:['’]s)?\s(?:has|have|had|is|was|were|will|would|[a-z]+ed)\b")
_TOTAL: Final = re.compile(
    r"\b(?:since (?:the|19|20|early|late|last)|(?:civil )?war\b|conflict|so far|nationwide|across the country|"
    r"in total|last year|"
    r"years? ago|over the past|countr(?:y|ies))",
    re.IGNORECASE,
)
_FAR: Final = 8
RULE_WEIGHT: Final = 0.5
UNSEEN: Final = 0.02
"""How the rules' score (log-odds) and the reader's log-probabilities are added; chosen on the development claims."""
PLAIN: Final = 0.9
"""Score of the setting (see `where.setting`) from which on a report is plainly set there."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What all events of a report share: its places in order, its sentences and the country in which it is set."""

    report: Report
    places: tuple[Where, ...]
    setting: Where | None
    sentences: Sentences
    numbers: tuple[int, ...]
    heads: tuple[str, ...]
    nouns: frozenset[Span]
    stems: tuple[frozenset[str], ...]

    @classmethod
    def of(cls, report: Report, places: tuple[Where, ...], setting: Where | None) -> Scene:
        """The scene of a report; makes many events of one report cheap."""
        cut = sentences(report)
        nouns = noun_wheres(report, places)
        merged = tuple(sorted([*places, *nouns], key=lambda w: w.span))
        numbers = tuple(cut.index(w.span.start) for w in merged)
        heads = tuple(fold(w.name.split(",")[0]) for w in merged)
        stems = tuple(_stems(s.text) for s in cut.spans)
        return cls(report, merged, setting, cut, numbers, heads, frozenset(w.span for w in nouns), stems)


def hang_place(
    trigger: Span, places: tuple[Where, ...], report: Report, setting: Where | None, kind: str | None = None
) -> Where | None:
    """The place of the event that ``trigger`` names: one of ``places`` with its basis (``words`` in the same
    sentence,
    ``headline``, ``narrative`` elsewhere), the setting country (``report``) where nothing more exact fits, or None.

    ``kind`` is the event's kind, if known: talk seldom has a place, a killing nearly always.
    """
    return hang_in(trigger, Scene.of(report, places, setting), kind, shipped_weights()["hang"])


def hang_in(
    trigger: Span, scene: Scene, kind: str | None, weights: dict[str, float], chances: Chances | None = None
) -> Where | None:
    """The same for one event of a prepared scene; ``chances`` is what a reader gives each answer, if it weighs."""
    options, shares = shares_of(trigger, scene, kind, weights, chances)
    by_head: dict[str, float] = {}
    for option, value in zip(options, shares, strict=True):
        head = "" if option is None else _head(scene, option)
        by_head[head] = by_head.get(head, 0.0) + value
    best_head = max(by_head, key=lambda h: by_head[h])
    share = by_head[best_head] / sum(shares)
    if best_head == "":
        return _country(trigger, scene, share)
    mine = [
        (v, -i, o)
        for i, (o, v) in enumerate(zip(options, shares, strict=True))
        if o is not None and _head(scene, o) == best_head
    ]
    chosen = max(mine)[2]
    return replace(_fullest(scene, chosen), basis=_basis(trigger, scene, chosen), score=round(share, 3))


def shares_of(
    trigger: Span, scene: Scene, kind: str | None, weights: dict[str, float], chances: Chances | None = None
) -> tuple[list[int | None], list[float]]:
    """Numbers of the places that may be meant (None: no place more exact than the country), and how much speaks for
    each: odds against the likeliest."""
    options = candidates(trigger, scene)
    known = [weights.get(name, 0.0) for name in HANG]
    scores = [sum(map(mul, known, evidence(trigger, scene, option, kind))) for option in options]
    if chances is not None:
        scores = [
            RULE_WEIGHT * s + _log_chance(o, scene, chances) for s, o in zip(scores, options, strict=True)
        ]
    top = max(scores)
    return options, [math.exp(s - top) for s in scores]


def _log_chance(option: int | None, scene: Scene, chances: Chances) -> float:
    """The reader's log-probability of a place, or of none."""
    seen = chances.none + chances.other if option is None else chances.of(scene.places[option].span)
    return math.log(max(seen, UNSEEN))


def _country(trigger: Span, scene: Scene, share: float) -> Where | None:
    """The country that the trigger's sentence says it is in, else the report's; None where the sentence speaks of
    others."""
    here = scene.sentences.index(trigger.start)
    named = [
        w for w, n in zip(scene.places, scene.numbers, strict=True) if n == here and w.precision == "country"
    ]
    if (
        scene.setting is None
        or scene.setting.score < PLAIN
        or any(w.country != scene.setting.country for w in named)
    ):
        return None
    inside = [
        w
        for w in named
        if (m := _PREPOSITION.search(scene.report.text, max(0, w.span.start - 40), w.span.start)) and m["in"]
    ]
    if inside:
        return replace(min(inside, key=lambda w: abs(w.span.start - trigger.start)), score=round(share, 3))
    return replace(scene.setting, basis="report", score=round(share, 3))


def candidates(trigger: Span, scene: Scene) -> list[int | None]:
    """Numbers of the places that may be meant, and None for "no place more exact than the country"."""
    here = scene.sentences.index(trigger.start)
    found: list[int | None] = [None]
    for i, number in enumerate(scene.numbers):
        if (
            -_FAR <= number - here <= 3
            or i < 3
            or scene.report.part_at(scene.places[i].span.start) == "title"
        ):
            found.append(i)
    return found


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


def _stems(text: str) -> frozenset[str]:
    """Stems of the longer words of a sentence, and the families of event words that they belong to."""
    found = set()
    for word in re.findall(r"[a-z]{4,}", text.lower()):
        found.add(word[:6])
        for size in (6, 5, 4, 3):
            if word[:size] in _FAMILY_OF:
                found.add(f"#{_FAMILY_OF[word[:size]]}")
    return frozenset(found)


def _head(scene: Scene, option: int) -> str:
    """What counts as the same answer: the most exact name; bare countries are all one ("")."""
    return "" if "," not in scene.places[option].name else scene.heads[option]


def evidence(trigger: Span, scene: Scene, option: int | None, kind: str | None) -> Sequence[float]:
    """The features of one option in the order of `HANG`."""
    found = dict.fromkeys(HANG, 0.0)
    here = scene.sentences.index(trigger.start)
    local = [
        i
        for i, n in enumerate(scene.numbers)
        if n == here and scene.places[i].precision not in ("country", "region")
    ]
    if option is None:
        found["nothing"] = 1.0
        found["nothing_talk"] = float(kind in TALK)
        found["nothing_meeting"] = float(kind in MEETING)
        found["nothing_bare"] = float(not local)
        found["nothing_quiet"] = float(not scene.places)
        sentence = scene.sentences.at(trigger)
        found["nothing_total"] = float(sentence is not None and _TOTAL.search(sentence.text) is not None)
        abroad = [
            i
            for i, n in enumerate(scene.numbers)
            if n == here and scene.places[i].precision in ("country", "region")
        ]
        found["nothing_country"] = float(bool(abroad) and not local)
        found["nothing_here_1"] = float(len({scene.heads[i] for i in local}) == 1)
        found["nothing_here_2"] = float(len({scene.heads[i] for i in local}) > 1)
        if kind is not None:
            found[f"nothing_{kind}"] = 1.0
        return list(found.values())
    where, text = scene.places[option], scene.report.text
    step = scene.numbers[option] - here
    _relate(found, trigger, where, text, step)
    before = [
        i
        for i, w in enumerate(scene.places)
        if w.span.start < trigger.start and w.precision not in ("country", "region")
    ]
    for rank, name in enumerate(("recent_0", "recent_1", "recent_2")):
        found[name] = float(len(before) > rank and before[-1 - rank] == option)
    if option in local:
        spans = [scene.places[i].span for i in local]
        found["next_after"] = float(
            where.span == min((s for s in spans if s.start >= trigger.start), default=None)
        )
        found["last_before"] = float(
            where.span == max((s for s in spans if s.start < trigger.start), default=None)
        )
        found["only_here"] = float(len({scene.heads[i] for i in local}) == 1)
        finest = min(EXACTNESS[scene.places[i].precision] for i in local)
        found["finest_here"] = float(EXACTNESS[where.precision] == finest and not found["only_here"])
    elif not local and before and before[-1] == option:
        found["only_before"] = 1.0
    title = scene.report.part_at(where.span.start) == "title"
    found["modifier"] = float(text[where.span.end : trigger.start] in (" ", "'s ", "’s "))
    found["headline_only"] = float(title and not local)
    found["earlier_in"] = float(bool(found["in"]) and step < 0)
    found["headline"] = float(title)
    found["in_headline_trigger"] = float(title and scene.report.part_at(trigger.start) == "title")
    found["first"] = float(option == 0)
    found["mentions"] = math.log(scene.heads.count(scene.heads[option]))
    found[where.precision] = 1.0
    found["abroad"] = float(scene.setting is not None and where.country not in (None, scene.setting.country))
    found["outer"] = float(_is_outer(scene, option))
    found["same_line"] = float(
        "\n" not in text[min(trigger.end, where.span.end) : max(trigger.start, where.span.start)]
    )
    found["kind_word"] = float(" " in where.span.text and where.span.text.split()[-1].islower())
    topic = _stems(trigger.text)
    told = scene.stems[scene.numbers[option]] if scene.numbers[option] >= 0 else frozenset()
    words = {t for t in topic if t[0] != "#"}
    found["same_word"] = float(step != 0 and bool(words & told))
    found["same_family"] = float(step != 0 and bool((topic - words) & told))
    found["noun"] = float(where.span in scene.nouns)
    found["noun_same"] = float(where.span in scene.nouns and step == 0)
    found["in_after"] = float(found["in"] and found["after"])
    found["in_close"] = float(found["in"] and found["same_sentence"] and found["clauses"] == 0)
    found["lead"] = float(not title and scene.numbers[option] <= scene.numbers[_first_body(scene)] + 1)
    found["exact_same"] = float(
        step == 0 and where.precision in ("poi", "unresolved", "populated", "district")
    )
    found["repeat_headline"] = float(
        not title and any(h == scene.heads[option] and scene.report.part_at(scene.places[j].span.start) == "title"
                          for j, h in enumerate(scene.heads))
    )  # fmt: skip
    return list(found.values())


def _first_body(scene: Scene) -> int:
    """Number of the first place that is not in the headline (the first of all if there is none)."""
    return next((i for i, w in enumerate(scene.places) if scene.report.part_at(w.span.start) != "title"), 0)


def _relate(found: dict[str, float], trigger: Span, where: Where, text: str, step: int) -> None:
    """How the place stands to the trigger: sentence, side, distance, clause breaks, preposition."""
    if step == 0:
        found["same_sentence"] = 1.0
        after = where.span.start >= trigger.start
        found["after" if after else "before"] = 1.0
        between = text[trigger.end : where.span.start] if after else text[where.span.end : trigger.start]
        found["distance"] = math.log1p(len(between)) / 5
        found["clauses"] = min(len(_BREAK.findall(between)), 4) / 2
    else:
        found[
            ("earlier_1" if step == -1 else "earlier_2" if step == -2 else "earlier_more")
            if step < 0
            else "later_1"
            if step == 1
            else "later_more"
        ] = 1.0
    governed = _PREPOSITION.search(text, max(0, where.span.start - 40), where.span.start)
    if governed:
        found[next(name for name, value in governed.groupdict().items() if value)] = 1.0
    found["possessive"] = float(text[where.span.end : where.span.end + 2] in ("'s", "’s"))
    found["subject"] = float(not governed and _VERB_NEXT.match(text, where.span.end) is not None)


def _is_outer(scene: Scene, option: int) -> bool:
    """True for "Aleppo" in "Tariq al-Bab, Aleppo": the place before it is said to lie in it."""
    if option == 0:
        return False
    inner, outer = scene.places[option - 1], scene.places[option]
    return outer.span.start - inner.span.end < 40 and f", {outer.name}" in inner.name


def _fullest(scene: Scene, option: int) -> Where:
    """The mention of the same place with the most containing parts; the words stay those of the chosen mention."""
    chosen = scene.places[option]
    same = [
        w
        for i, w in enumerate(scene.places)
        if scene.heads[i] == scene.heads[option] and w.country == chosen.country
    ]
    best = max(same, key=lambda w: w.name.count(","))
    return replace(chosen, name=best.name) if best.name.count(",") > chosen.name.count(",") else chosen


def _basis(trigger: Span, scene: Scene, option: int) -> str:
    where = scene.places[option]
    if where.span == NOWHERE or where.basis != "words":
        return where.basis
    if scene.numbers[option] == scene.sentences.index(trigger.start):
        return "words"
    return "headline" if scene.report.part_at(where.span.start) == "title" else "narrative"
