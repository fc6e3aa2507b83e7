"""The plain reader: events by a learnt list of trigger words, arguments by nearness, say-so by its cues.

No model: it is the bottom row of the bench, and it answers where no model file is installed. The list
(``lexicon.json``: trigger → kind and precision) is learnt by ``train/lexicon.py``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from sayso.core.reading import Argument, Count, Event, Reading
from sayso.core.report import Report
from sayso.core.sentences import sentences
from sayso.core.span import Span
from sayso.reader.lexicon_phrases import Phrases, gap, numbers, places
from sayso.reader.lexicon_sayso import attributions

NAME: Final = "lexicon-1"
LONGEST: Final = 4
WITH_NUMBER: Final = 0.25
"""A word that stands by a number of people is so much likelier to be an event."""

MEASURE: Final = {
    "kill": "killed", "injure": "injured", "missing": "missing", "arrest": "arrested", "release": "released",
    "abduct": "abducted", "flee": "displaced", "rescue": "rescued", "deploy": "deployed", "protest": "crowd",
    "riot": "crowd", "destroy": "destroyed",
}  # fmt: skip

RELUCTANT: Final = frozenset({"protest", "riot", "deploy", "flee", "destroy"})
"""Kinds that carry a number more seldom: a killing nearby takes it before them."""

_CLAUSE_END = re.compile(r"[,;]|\b(?:while|but)\b")
_VERB = re.compile(
    r".*(?:ed|ing)$|(?:sent|shot|fought|fled|hit|held|took|struck|broke|cut|shut|would|set|blew|kills?|attacks?)$"
)
_PASSIVE = re.compile(r"\b(?:was|were|been|being|be|is|are|got)\s(?:\w+ly\s|\W?)*[\"“]?$", re.IGNORECASE)


@cache
def trigger_words() -> dict[str, tuple[str, float]]:
    """Words that name a happening → the kind that they mostly name, and in which share of the training texts."""
    table = json.loads(files("sayso.reader").joinpath("lexicon.json").read_text("utf-8"))
    return {phrase: (kind, precision) for phrase, (kind, precision) in table["triggers"].items()}


def read(reports: Sequence[Report]) -> list[Reading]:
    """One reading per report, in order."""
    return [_read(report) for report in reports]


def _read(report: Report) -> Reading:
    lines = sentences(report)
    said = attributions(report, lines)
    cues = [c for a in said for c in a.cue]
    events = [event for sentence in lines.spans for event in _events(report, sentence)]
    events = [e for e in events if not any(c.overlaps(e.trigger) and _only_says(e, c) for c in cues)]
    return Reading(report, tuple(events), said, model=NAME)


def _only_says(event: Event, cue: Span) -> bool:
    """True if the word does no more than attribute: "reported", or "cited by"."""
    return event.kind not in {"accuse", "demand", "threaten"} or cue.text.endswith(" by")


def _events(report: Report, sentence: Span) -> list[Event]:
    """Triggers of one sentence, longest first, each with the numbers and names that stand nearest."""
    phrases = Phrases.of(report, sentence)
    found = _find_triggers(phrases)
    owner: dict[int, list[Span]] = {}
    fitting = [i for i, (_, kind, _) in enumerate(found) if kind in MEASURE]
    for number in numbers(report, sentence) if fitting else ():
        nearest = min(fitting, key=lambda i: _distance(phrases, found[i], number))
        owner.setdefault(nearest, []).append(number)
    return [_event(phrases, entry, owner.get(i, [])) for i, entry in enumerate(found)]


def _distance(phrases: Phrases, entry: tuple[Span, str, float], number: Span) -> int:
    """How far a number stands from a trigger; across a comma or "while" it is farther than it looks."""
    trigger, kind, _ = entry
    first, second = sorted((trigger, number))
    between = phrases.report.text[first.end : second.start] if first.end < second.start else ""
    return (len(between) + 40 * len(_CLAUSE_END.findall(between))) * (3 if kind in RELUCTANT else 1)


def _find_triggers(phrases: Phrases) -> list[tuple[Span, str, float]]:
    words = [w.text.lower() for w in phrases.words]
    found: list[tuple[Span, str, float]] = []
    i = 0
    while i < len(words):
        for size in range(min(LONGEST, len(words) - i), 0, -1):
            entry = trigger_words().get(" ".join(words[i : i + size]))
            if entry:
                span = phrases.report.cut(phrases.words[i].start, phrases.words[i + size - 1].end)
                found.append((span, *entry))
                i += size - 1
                break
        i += 1
    return found


def _event(phrases: Phrases, entry: tuple[Span, str, float], counted: list[Span]) -> Event:
    trigger, kind, precision = entry
    report, sentence = phrases.report, phrases.sentence
    passive = _PASSIVE.search(report.text[sentence.start : trigger.start]) is not None
    subject = phrases.before(trigger) if _VERB.match(trigger.text.split()[0].lower()) else None
    named = [("target" if passive else "actor", subject)]
    if not passive:
        named.append(("target", phrases.after(trigger)))
    elif by := re.compile(r"\sby\b").match(report.text, trigger.end, sentence.end):
        named.append(("actor", phrases.after(report.cut(*by.span()))))
    named.append(("place", min(places(report, sentence), key=lambda s: gap(s, trigger), default=None)))
    counts = tuple(Count(n, MEASURE[kind], phrases.after(n)) for n in counted)
    return Event(
        trigger,
        kind,
        arguments=tuple(Argument(role, span) for role, span in named if span is not None),
        counts=counts,
        score=min(1.0, precision + (WITH_NUMBER if counts else 0.0)),
        stance_score=0.0,
    )
