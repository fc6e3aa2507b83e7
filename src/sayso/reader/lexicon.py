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

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_UNITS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    "|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|dozens?|scores|several"
)
_NUMBER = re.compile(
    r"\b(?:(?:at least|at most|more than|fewer than|less than|up to|as many as|about|around|nearly|almost|some|over|an?|another)\s)?"
    rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+|(?:{_UNITS})(?:[\s-](?:{_UNITS}))*)(?![\w%]|\s?(?:percent|per cent|%))",
    re.IGNORECASE,
)
_ONE = re.compile(
    r"\b(?:an?)\s(?=(?:[\w-]+\s)?(?:man|woman|child|boy|girl|soldier|policeman|officer|civilian|person|student)\b)",
    re.I,
)
_NO_COUNT = re.compile(
    r"\s*(?:[-–]?years?|months?|weeks?|days?|hours?|minutes?|seconds?|[ap]\.?m\b|km|kilomet|miles?|met(?:re|er)s?|feet|dollars?"
    r"|am\b|January|February|March|April|May\b|June|July|August|September|October|November|December|of\s(?:January|December)"
    r"|[-–]year|local time|times?\b|st\b|nd\b|rd\b|th\b)",
    re.I,
)
_MONTH_BEFORE = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\s$"
)
_YEAR = re.compile(r"(?:19|20)\d\d$")
_NOT_IN_NAME = (
    r"(?:said|says|was|were|is|are|be|been|being|has|have|had|would|will|could|can|may|might|did|do|does|that|which|who|when|where"
    r"|while|after|before|since|by|in|on|at|to|from|into|for|with|near|and|or|but|as|not|also|during|against|when|if|because|it"
    r"|according|over|under|between|amid|about|including|then|there|so|through|than)"
)
_NOUN_PHRASE = re.compile(
    rf"(?:(?!{_NOT_IN_NAME}\b)[^\W\d_][\w'’.-]*)(?:\s(?!{_NOT_IN_NAME}\b)(?:of\s)?[^\W\d_][\w'’-]*)*", re.I
)
_PASSIVE = re.compile(r"\b(?:was|were|been|being|be|is|are|got)\s(?:\w+ly\s|\W?)*[\"“]?$", re.I)
_PLACE = re.compile(
    r"\b(?:in|near|at|outside|across|around|of|from|on)\s((?:the\s)?(?:[a-z]+\s(?:of\s)?){0,2}(?:[A-Z][\w'’-]+)(?:\s[A-Z][\w'’-]+)*)"
)
_DAYS = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December"
)


@cache
def _triggers() -> dict[str, tuple[str, float]]:
    table = json.loads(files("sayso.reader").joinpath("lexicon.json").read_text("utf-8"))
    return {phrase: (kind, precision) for phrase, (kind, precision) in table["triggers"].items()}


def read(reports: Sequence[Report]) -> list[Reading]:
    """One reading per report, in order."""
    return [_read(report) for report in reports]


def _read(report: Report) -> Reading:
    lines = sentences(report)
    said = attributions(report, lines)
    taken = [c for a in said for c in a.cue]
    events = [event for sentence in lines.spans for event in _events(report, sentence)]
    events = [
        e
        for e in events
        if not any(c == e.trigger for c in taken) or e.kind in {"accuse", "demand", "threaten"}
    ]
    return Reading(report, tuple(events), said, model=NAME)


def _events(report: Report, sentence: Span) -> list[Event]:
    """Triggers of one sentence, longest first, each with the numbers and names that stand nearest."""
    found = _find_triggers(report, sentence)
    numbers = _numbers(report, sentence)
    owner: dict[int, list[Span]] = {}
    for number in numbers:
        fitting = [i for i, (_, kind, _) in enumerate(found) if kind in MEASURE]
        if fitting:
            nearest = min(fitting, key=lambda i: _gap(found[i][0], number))
            owner.setdefault(nearest, []).append(number)
    return [
        _event(report, sentence, trigger, kind, precision, owner.get(i, []))
        for i, (trigger, kind, precision) in enumerate(found)
    ]


def _find_triggers(report: Report, sentence: Span) -> list[tuple[Span, str, float]]:
    matches = list(_WORD.finditer(report.text, sentence.start, sentence.end))
    words = [m.group().lower() for m in matches]
    found: list[tuple[Span, str, float]] = []
    i = 0
    while i < len(words):
        for size in range(min(LONGEST, len(words) - i), 0, -1):
            entry = _triggers().get(" ".join(words[i : i + size]))
            if entry:
                found.append((report.cut(matches[i].start(), matches[i + size - 1].end()), *entry))
                i += size - 1
                break
        i += 1
    return found


def _numbers(report: Report, sentence: Span) -> list[Span]:
    """Numbers that may count people or things: no dates, ages, lengths."""
    text = report.text
    spans = [
        report.cut(m.start(), m.end())
        for m in _NUMBER.finditer(text, sentence.start, sentence.end)
        if not _NO_COUNT.match(text, m.end()) and not _YEAR.search(m.group())
        if not _MONTH_BEFORE.search(text[max(0, m.start() - 12) : m.start()])
    ]
    ones = [
        report.cut(m.start(), _NOUN_PHRASE.match(text, m.start()).end())
        for m in _ONE.finditer(text, sentence.start, sentence.end)
    ]  # type: ignore[union-attr]
    return sorted(spans + [o for o in ones if not any(o.overlaps(s) for s in spans)])


def _gap(a: Span, b: Span) -> int:
    return max(b.start - a.end, a.start - b.end, 0)


def _event(
    report: Report, sentence: Span, trigger: Span, kind: str, precision: float, numbers: list[Span]
) -> Event:
    before, after = _phrase_before(report, sentence, trigger), _phrase_after(report, sentence, trigger)
    passive = _PASSIVE.search(report.text[sentence.start : trigger.start]) is not None
    subject, thing = ("target", "") if passive else ("actor", "target")
    arguments = [
        Argument(role, span)
        for role, span in ((subject, before), (thing, after))
        if role and span is not None
    ]
    place = _place(report, sentence, trigger)
    if place is not None:
        arguments.append(Argument("place", place))
    counts = tuple(Count(n, MEASURE[kind], _counted(report, sentence, n)) for n in numbers)
    score = min(1.0, precision + (WITH_NUMBER if counts else 0.0))
    return Event(trigger, kind, arguments=tuple(arguments), counts=counts, score=score, stance_score=0.0)


def _counted(report: Report, sentence: Span, number: Span) -> Span | None:
    match = _NOUN_PHRASE.match(report.text, min(number.end + 1, sentence.end - 1), sentence.end)
    return report.cut(match.start(), match.end()) if match else None


def _phrase_before(report: Report, sentence: Span, trigger: Span) -> Span | None:
    """The noun phrase that ends nearest before the trigger."""
    spans = [m.span() for m in _NOUN_PHRASE.finditer(report.text, sentence.start, trigger.start)]
    return report.cut(*spans[-1]) if spans and trigger.start - spans[-1][1] < 25 else None


def _phrase_after(report: Report, sentence: Span, trigger: Span) -> Span | None:
    """The noun phrase that follows at once."""
    match = re.compile(r"\s(?:(?:at least|more than|about|some|up to)\s)?(?:\d[\d,]*\s)?").match(
        report.text, trigger.end, sentence.end
    )
    phrase = _NOUN_PHRASE.match(report.text, match.end(), sentence.end) if match else None
    return report.cut(*phrase.span()) if phrase else None


def _place(report: Report, sentence: Span, trigger: Span) -> Span | None:
    """The capitalised name after a preposition of place that stands nearest to the trigger."""
    spans = [
        report.cut(m.start(1), m.end(1))
        for m in _PLACE.finditer(report.text, sentence.start, sentence.end)
        if not _DAYS.search(m.group(1))
    ]
    return min(spans, key=lambda s: _gap(s, trigger), default=None)
