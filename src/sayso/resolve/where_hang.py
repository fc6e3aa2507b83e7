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
from typing import Final

from sayso.core.kinds import KINDS
from sayso.core.reading import Chances
from sayso.core.report import Report
from sayso.core.span import NOWHERE, Span
from sayso.core.where import Where
from sayso.resolve.where_precision import EXACTNESS
from sayso.resolve.where_rank import shipped_weights
from sayso.resolve.where_scene import PREPOSITION, Scene, stems_of

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
_BREAK: Final = re.compile(
    r",|;|:|\b(?:and|but|while|which|who|that|after|when|where|as|since|because)\b|[“”\"]"
)
_TOTAL: Final = re.compile(
    r"\b(?:since (?:the|19|20|early|late|last)|(?:civil )?war\b|conflict|so far|nationwide|across the country|"
    r"in total|last year|"
    r"years? ago|over the past|countr(?:y|ies))",
    re.IGNORECASE,
)
_FAR: Final = 8
RULE_WEIGHT: Final = 0.5
UNSEEN: Final = 0.001
"""How the rules' score (log-odds) and the reader's log-probabilities are added; chosen on the development claims."""
PLAIN: Final = 0.9
"""Score of the setting (see `where.setting`) from which on a report is plainly set there."""


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
    stand = _Stand.of(trigger, scene)
    scores = [
        sum(weights.get(n, 0.0) * v for n, v in _features(trigger, scene, o, kind, stand).items() if v)
        for o in options
    ]
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
        if (m := PREPOSITION.search(scene.report.text, max(0, w.span.start - 40), w.span.start)) and m["in"]
    ]
    if inside:
        return replace(min(inside, key=lambda w: abs(w.span.start - trigger.start)), score=round(share, 3))
    return replace(scene.setting, basis="report", score=round(share, 3))


def candidates(trigger: Span, scene: Scene) -> list[int | None]:
    """Numbers of the places that may be meant, and None for "no place more exact than the country"."""
    here = scene.sentences.index(trigger.start)
    found: list[int | None] = [None]
    for i, number in enumerate(scene.numbers):
        if -_FAR <= number - here <= 3 or i < 3 or scene.titled[i]:
            found.append(i)
    return found


def _head(scene: Scene, option: int) -> str:
    """What counts as the same answer: the most exact name; bare countries and regions are all one ("")."""
    return "" if scene.wide[option] and "," not in scene.places[option].name else scene.heads[option]


@dataclass(frozen=True, slots=True)
class _Stand:
    """What is asked of every place of one event: its sentence, the exact places in it, those before the trigger."""

    here: int
    local: list[int]
    before: list[int]
    topic: frozenset[str]
    titled: bool

    @classmethod
    def of(cls, trigger: Span, scene: Scene) -> _Stand:
        here = scene.sentences.index(trigger.start)
        exact = [i for i, wide in enumerate(scene.wide) if not wide]
        return cls(
            here,
            [i for i in exact if scene.numbers[i] == here],
            [i for i in exact if scene.places[i].span.start < trigger.start],
            stems_of(trigger.text),
            scene.report.part_at(trigger.start) == "title",
        )


def evidence(trigger: Span, scene: Scene, option: int | None, kind: str | None) -> Sequence[float]:
    """The features of one option in the order of `HANG`."""
    found = _features(trigger, scene, option, kind, _Stand.of(trigger, scene))
    return [found.get(name, 0.0) for name in HANG]


def _features(
    trigger: Span, scene: Scene, option: int | None, kind: str | None, stand: _Stand
) -> dict[str, float]:
    """The features of one option that are not 0, by name."""
    if option is None:
        return _of_nothing(trigger, scene, kind, stand)
    where, text = scene.places[option], scene.report.text
    step = scene.numbers[option] - stand.here
    found = scene.own[option] | _relation(trigger, where, text, step)
    for rank, name in enumerate(("recent_0", "recent_1", "recent_2")):
        if len(stand.before) > rank and stand.before[-1 - rank] == option:
            found[name] = 1.0
    if option in stand.local:
        spans = [scene.places[i].span for i in stand.local]
        after = min((s for s in spans if s.start >= trigger.start), default=None)
        before = max((s for s in spans if s.start < trigger.start), default=None)
        only = len({scene.heads[i] for i in stand.local}) == 1
        finest = min(EXACTNESS[scene.places[i].precision] for i in stand.local)
        found["next_after"] = float(where.span == after)
        found["last_before"] = float(where.span == before)
        found["only_here"] = float(only)
        found["finest_here"] = float(EXACTNESS[where.precision] == finest and not only)
    elif not stand.local and stand.before and stand.before[-1] == option:
        found["only_before"] = 1.0
    title, inside = scene.titled[option], found.get("in", 0.0) > 0
    told = scene.stems[scene.numbers[option]] if step and scene.numbers[option] >= 0 else frozenset()
    words = {t for t in stand.topic if t[0] != "#"}
    between = text[min(trigger.end, where.span.end) : max(trigger.start, where.span.start)]
    return found | {
        "modifier": float(text[where.span.end : trigger.start] in (" ", "'s ", "’s ")),
        "headline_only": float(title and not stand.local),
        "earlier_in": float(inside and step < 0),
        "in_headline_trigger": float(title and stand.titled),
        "same_line": float("\n" not in between),
        "same_word": float(bool(words & told)),
        "same_family": float(bool((stand.topic - words) & told)),
        "noun_same": float(found["noun"] > 0 and step == 0),
        "in_after": float(inside and found.get("after", 0.0) > 0),
        "in_close": float(inside and step == 0 and found.get("clauses", 0.0) == 0),
        "exact_same": float(step == 0 and where.precision in ("poi", "unresolved", "populated", "district")),
    }


def _of_nothing(trigger: Span, scene: Scene, kind: str | None, stand: _Stand) -> dict[str, float]:
    """The features of "no place more exact than the country"."""
    sentence = scene.sentences.at(trigger)
    heads = {scene.heads[i] for i in stand.local}
    abroad = any(n == stand.here and wide for n, wide in zip(scene.numbers, scene.wide, strict=True))
    found = {
        "nothing": 1.0,
        "nothing_talk": float(kind in TALK),
        "nothing_meeting": float(kind in MEETING),
        "nothing_bare": float(not heads),
        "nothing_quiet": float(not scene.places),
        "nothing_total": float(sentence is not None and _TOTAL.search(sentence.text) is not None),
        "nothing_country": float(abroad and not heads),
        "nothing_here_1": float(len(heads) == 1),
        "nothing_here_2": float(len(heads) > 1),
    }
    if kind is not None:
        found[f"nothing_{kind}"] = 1.0
    return found


def _relation(trigger: Span, where: Where, text: str, step: int) -> dict[str, float]:
    """How the place stands to the trigger: sentence, side, distance, clause breaks."""
    if step < 0:
        return {"earlier_1" if step == -1 else "earlier_2" if step == -2 else "earlier_more": 1.0}
    if step > 0:
        return {"later_1" if step == 1 else "later_more": 1.0}
    after = where.span.start >= trigger.start
    between = text[trigger.end : where.span.start] if after else text[where.span.end : trigger.start]
    return {
        "same_sentence": 1.0,
        "after" if after else "before": 1.0,
        "distance": math.log1p(len(between)) / 5,
        "clauses": min(len(_BREAK.findall(between)), 4) / 2,
    }


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
    return "headline" if scene.titled[option] else "narrative"
