"""What speaks for each time that an event may hang on: features of the expression, the trigger and the telling."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sayso.core.report import Report
from sayso.core.sentences import Sentences, sentences
from sayso.core.span import Span
from sayso.core.when import TimeExpression, day_range
from sayso.resolve.when import anchor_day
from sayso.resolve.when_tense import tense

_SAY: Final = re.compile(
    r"\b(?:said|says|told|reported|added|announced|according|statement|confirmed|stated|interview|reporters)\b",
    re.IGNORECASE,
)
_BREAK: Final = re.compile(
    r",|;|:|\b(?:and|but|while|which|who|that|after|before|when|where|as|since|because|until)\b|[“”\"]",
    re.IGNORECASE,
)
_LEAD: Final = re.compile(
    r"\b(on|in|since|until|by|from|at|during|of|for|last|over|between|late|early|the)\s$", re.IGNORECASE
)
_HARM: Final = re.compile(
    r"\b(?:kill|die[sd]?\b|dead|death|dying|fatal|injur|wound|hurt|attack|bomb|blast|explo|strike|shell|clash|fight|fought|battle|"
    r"raid|shoot|shot|gun|rocket|massacre|slay|murder|crash|quake|fire|stab|assault|casualt|victim|toll|abduct|kidnap|destroy)",
    re.IGNORECASE,
)
_HARM_KINDS: Final = frozenset(
    ["kill", "injure", "attack", "clash", "bomb", "abduct", "abuse", "destroy", "missing", "hazard"]
)
_LASTING: Final = re.compile(
    r"\b(?:war|conflict|so far|in total|altogether|since|years|uprising|civil|overall|campaign|displaced|months)\b",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[a-z]{4,}")


@dataclass(frozen=True, slots=True)
class Telling:
    """What all events of a report share: its dated expressions in order, its sentences and the day it leans on."""

    report: Report
    times: tuple[TimeExpression, ...]
    sentences: Sentences
    numbers: tuple[int, ...]
    published: str | None
    stems: tuple[frozenset[str], ...]
    harm: tuple[bool, ...]
    """Whether the sentence of each expression speaks of harm."""
    lede: int
    """Index of the first expression of the telling itself that is a day, -1 without one."""
    told: tuple[int, ...]
    """How many expressions name the same time as each."""

    @classmethod
    def of(cls, report: Report, times: tuple[TimeExpression, ...]) -> Telling:
        """The telling of a report; makes many events of one report cheap."""
        cut = sentences(report)
        dated = tuple(t for t in times if t.when is not None)
        day = anchor_day(report.text, report.day)
        numbers = tuple(cut.index(t.span.start) for t in dated)
        stems = tuple(_stems(cut.spans[n].text) if n >= 0 else frozenset() for n in numbers)
        harm = tuple(n >= 0 and bool(_HARM.search(cut.spans[n].text)) for n in numbers)
        counts = Counter(t.when for t in dated)
        told = tuple(counts[t.when] for t in dated)
        published = day.isoformat() if day else None
        return cls(report, dated, cut, numbers, published, stems, harm, _lede(dated, numbers), told)


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:5] for word in _WORD.findall(text.lower()))


def _lede(dated: tuple[TimeExpression, ...], numbers: tuple[int, ...]) -> int:
    for i, (time, number) in enumerate(zip(dated, numbers, strict=True)):
        if number <= 4 and len(time.when or "") == 10 and not re.search(r"(?:19|20)\d\d", time.span.text):
            return i
    return -1


@dataclass(frozen=True, slots=True)
class EventWords:
    """What the words around a trigger say of its time."""

    tense: str
    noun: bool
    modal: bool
    perfect: bool
    title: bool
    form: str
    lasting: bool
    many: bool
    quoted: bool
    stems: frozenset[str]


def event_words(trigger: Span, telling: Telling, here: int) -> EventWords:
    """The words around a trigger, ``here`` being its sentence's number."""
    text = telling.report.text
    before = text[max(0, trigger.start - 40) : trigger.start].lower()
    low = trigger.text.lower()
    number = max(here, 0)
    sentence = telling.sentences.spans[number].text if telling.sentences.spans else ""
    start = telling.sentences.spans[number].start if telling.sentences.spans else 0
    form = (
        "ed"
        if low.endswith("ed")
        else "ing"
        if low.endswith("ing")
        else "s"
        if low.endswith("s")
        else "other"
    )
    return EventWords(
        tense=tense(text, trigger.end, trigger.end)
        if form == "ed"
        else tense(text, trigger.start, trigger.end),
        noun=bool(
            re.search(r"\b(?:the|a|an|of|in|its|their|his|her|this|that|\w+'s|mass|new)\s(?:\w+\s)?$", before)
        ),
        modal=bool(
            re.search(r"\b(?:to|will|would|may|might|could|should|must|can)\s(?:\w+\s)?(?:be\s)?$", before)
        ),
        perfect=bool(re.search(r"\b(?:have|has|had)\s(?:\w+\s){0,2}$", before)),
        title=telling.report.part_at(trigger.start) == "title",
        form=form,
        lasting=bool(_LASTING.search(sentence)),
        many=bool(re.search(r"\d[\d,]*000\b|\d,\d{3}|thousand|million", sentence)),
        stems=_stems(trigger.text),
        quoted=bool(re.search(r"[\"“][^\"”]*$", sentence[: max(0, trigger.start - start)])),
    )


def of_telling(trigger: Span, telling: Telling, i: int, kind: str | None, where: str) -> Iterator[str]:
    """Features of an expression for what its sentence tells: the same event again, the report's main day."""
    yield f"{where}_kind_{kind}"
    group = "harm" if kind in _HARM_KINDS else "other"
    if where not in ("same",):
        shared = len(_stems(trigger.text) & telling.stems[i])
        yield f"shared_{min(shared, 2)}_{where}"
        if shared:
            yield f"shared_{group}"
        yield f"harm_{group}_{telling.harm[i]}_{where}"
        yield f"earlier_kind_{kind}"
    if i == telling.lede:
        yield f"lede_{where}"
        yield f"lede_{group}"
        yield f"lede_kind_{kind}"
    yield f"mentions_{min(telling.told[i], 4)}_{where}"
    if telling.lede >= 0 and telling.times[i].when == telling.times[telling.lede].when:
        yield f"as_lede_{where}"


def of_time(trigger: Span, telling: Telling, i: int, here: int, event: EventWords) -> Iterator[str]:
    """Features of one expression for one event; the first tells how far off its sentence is."""
    time, number = telling.times[i], telling.numbers[i]
    gap = number - here
    where = "same" if gap == 0 else "next" if gap > 0 else f"back{-gap}" if gap > -3 else "back_far"
    yield where
    yield "time"
    text, span = telling.report.text, time.span
    yield f"{where}_{_size(time)}"
    yield f"type_{time.type}_{where}"
    yield f"function_{time.function}_{where}"
    if telling.published and time.when:
        yield f"{where}_{_against(time.when, telling.published)}"
        yield f"against_{_against(time.when, telling.published)}_{event.tense}_{event.modal}"
        if time.when == telling.published and i < 2 and re.search(r"\d{4}", span.text):
            yield "dateline"
    if number == 0 and gap < 0:
        yield "in_headline"
    if "\n" in text[min(span.end, trigger.end) : max(span.start, trigger.start)]:
        yield f"{where}_other_paragraph"
    lead = _LEAD.search(text[max(0, span.start - 12) : span.start])
    yield f"lead_{lead[1].lower() if lead else ''}_{where}"
    said = bool(_SAY.search(text[max(0, span.start - 22) : span.start]))
    yield f"said_before_{said}_{where}"
    if gap:
        return
    before = span.end <= trigger.start
    between = text[span.end : trigger.start] if before else text[trigger.end : span.start]
    side = "before" if before else "after"
    breaks = len(_BREAK.findall(between))
    words = between.count(" ")
    yield f"{side}_words_{min(words // 3, 6)}"
    yield f"{side}_breaks_{min(breaks, 4)}"
    yield f"{side}_{'direct' if words < 2 else 'apart'}"
    if _SAY.search(between):
        yield f"{side}_say_between_{said}"
    others = [t for j, t in enumerate(telling.times) if j != i and telling.numbers[j] == here]
    if others and all(_gap(time.span, trigger) <= _gap(t.span, trigger) for t in others):
        yield f"nearest_{side}"
    if any(_between(t.span, span, trigger) for t in others):
        yield "another_between"
    if not re.search(
        r"\w", text[telling.sentences.spans[number].start : span.start].replace("On", "").replace("In", "")
    ):
        yield f"opens_{breaks > 2}"
    yield f"{side}_noun_{event.noun}"
    last_break = list(_BREAK.finditer(between))
    if last_break:
        word = last_break[-1 if before else 0][0].lower()
        yield f"{side}_break_{word}"


def _size(time: TimeExpression) -> str:
    assert time.when is not None
    first, last = day_range(time.when)
    days = (last - first).days
    return (
        "day"
        if days == 0
        else "days"
        if days < 14
        else "month"
        if days < 32
        else "year"
        if days < 370
        else "years"
    )


def _against(value: str, published: str) -> str:
    first, last = day_range(value)
    day = day_range(published)[0]
    if first <= day <= last:
        return "at"
    if first > day:
        return "ahead"
    days = (day - last).days
    return "day_before" if days == 1 else "week" if days < 8 else "recent" if days < 60 else "past"


def _gap(a: Span, b: Span) -> int:
    return max(a.start - b.end, b.start - a.end, 0)


def _between(middle: Span, a: Span, b: Span) -> bool:
    return min(a.end, b.end) <= middle.start and middle.end <= max(a.start, b.start)


def of_none(
    name: str, telling: Telling, here: int, kind: str | None, event: EventWords, has_time: bool
) -> Iterator[str]:
    """Features of "no time" and of the publication day."""
    dated = telling.published is not None
    yield name
    yield f"{name}_dated_{dated}_{has_time}"
    yield f"{name}_kind_{kind}"
    yield f"{name}_tense_{event.tense}_{event.modal}"
    yield f"{name}_form_{event.form}_{event.noun}"
    yield f"{name}_perfect_{event.perfect}"
    yield f"{name}_title_{event.title}"
    yield f"{name}_sentence_{min(here, 4)}_{has_time}"
    yield f"{name}_quoted_{event.quoted}_{has_time}"
    yield f"{name}_lasting_{event.lasting}_{event.perfect}"
    group = "harm" if kind in _HARM_KINDS else "other"
    again = any(
        n < here and not stems.isdisjoint(event.stems)
        for n, stems in zip(telling.numbers, telling.stems, strict=True)
    )
    yield f"{name}_again_{again}_{group}_{has_time}"
    yield f"{name}_lede_{telling.lede >= 0}_{group}_{has_time}"
    told = sum(n < here for n in telling.numbers)
    yield f"{name}_told_{min(told, 3)}_{has_time}"
    if telling.published:
        today = any(t.when == telling.published for t in telling.times)
        yield f"{name}_today_{today}_{has_time}"
        yesterday = any(t.when and _against(t.when, telling.published) == "day_before" for t in telling.times)
        yield f"{name}_yesterday_{yesterday}"
