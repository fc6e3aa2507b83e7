"""Which time an event hangs on: a conditional logit over the report's time expressions, its publication day and none.

Candidates are the expressions of the event's sentence and of those around it, each with the readings that it allows
("since 2012" as the span up to now or as 2012 alone), the publication day, and no time. Weights:
``tables/when_weights.json``, fitted by ``tables/when_weights.py`` on the training claims; the task is the event-to-time
part of a temporal dependency graph (Yao et al. 2020).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Final

from sayso.core.report import Report
from sayso.core.sentences import Sentences, sentences
from sayso.core.span import NOWHERE, Span
from sayso.core.when import TimeExpression, When, day_range, precision_of
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
_CARRIED: Final = re.compile(r"^\W{0,3}(?:when|as|after|with|and)\b", re.IGNORECASE)
_BACK_REACH: Final = 6
_SINCE_REACH: Final = 160
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
    lede: int
    """Index of the first expression of the telling itself that is a day, -1 without one."""

    @classmethod
    def of(cls, report: Report, times: tuple[TimeExpression, ...]) -> Telling:
        """The telling of a report; makes many events of one report cheap."""
        cut = sentences(report)
        dated = tuple(t for t in times if t.when is not None)
        day = anchor_day(report.text, report.day)
        numbers = tuple(cut.index(t.span.start) for t in dated)
        stems = tuple(_stems(cut.spans[n].text) if n >= 0 else frozenset() for n in numbers)
        published = day.isoformat() if day else None
        return cls(report, dated, cut, numbers, published, stems, _lede(dated, numbers))


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:5] for word in _WORD.findall(text.lower()))


def _lede(dated: tuple[TimeExpression, ...], numbers: tuple[int, ...]) -> int:
    for i, (time, number) in enumerate(zip(dated, numbers, strict=True)):
        if number <= 4 and len(time.when or "") == 10 and not re.search(r"(?:19|20)\d\d", time.span.text):
            return i
    return -1


@dataclass(frozen=True, slots=True)
class Option:
    """One answer: its words (None for the publication day and for no time), its value, what speaks for it."""

    time: TimeExpression | None
    value: str | None
    features: tuple[str, ...]


def hang(
    trigger: Span, times: tuple[TimeExpression, ...], report: Report, kind: str | None = None
) -> When | None:
    """The time of the event with this trigger, or None where the report gives it none.

    ``basis`` tells whether the event's own sentence names it (``words``), the telling around it carries it
    (``narrative``) or only the publication day is known (``published``, without words).
    """
    return hang_in(trigger, Telling.of(report, times), kind)


def hang_in(
    trigger: Span, telling: Telling, kind: str | None = None, weights: Mapping[str, float] | None = None
) -> When | None:
    """The same for one of many events of a report."""
    known = shipped_weights() if weights is None else weights
    return when_for(best_of(options(trigger, telling, kind), known), trigger, telling)


def best_of(found: Sequence[Option], weights: Mapping[str, float]) -> Option:
    """The option that most speaks for."""
    return max(found, key=lambda o: sum(weights.get(f, 0.0) for f in o.features))


def when_for(best: Option, trigger: Span, telling: Telling) -> When | None:
    """The time of an option as a claim carries it."""
    if best.value is None:
        return None
    if best.time is None:
        return When(NOWHERE, best.value, precision_of(best.value), "published")
    here = telling.sentences.between(trigger, best.time.span) == 0
    return When(best.time.span, best.value, precision_of(best.value), "words" if here else "narrative")


@lru_cache(maxsize=1)
def shipped_weights() -> dict[str, float]:
    """The weights that come with the package, by feature."""
    file = resources.files("sayso.resolve") / "tables" / "when_weights.json"
    weights: dict[str, float] = json.loads(file.read_text("utf-8"))
    return weights


def options(trigger: Span, telling: Telling, kind: str | None) -> list[Option]:
    """All answers that come into question, each with its features."""
    here = telling.sentences.index(trigger.start)
    event = _event(trigger, telling, here)
    out: list[Option] = []
    near = [i for i, n in enumerate(telling.numbers) if here - _BACK_REACH <= n <= here + 1 or n <= 2]
    same = [i for i in near if telling.numbers[i] == here]
    earlier = [i for i in near if telling.numbers[i] < here]
    last_before = earlier[-1] if earlier else -1
    for i in near:
        features = list(_of_time(trigger, telling, i, here, event))
        features += _of_telling(trigger, telling, i, kind, features[0])
        features.append("last_told" if i == last_before else "not_last_told")
        features += [
            f"{'here' if same else 'nothing_here'}_{features[0]}",
            f"only_here_{len(same) == 1}_{features[0]}",
        ]
        for value, reading in _readings(trigger, telling.times[i], telling):
            own = (
                *features,
                f"reading_{reading}",
                f"reading_{reading}_{features[0]}",
                f"reading_{reading}_{event.perfect}_{event.lasting}",
                f"reading_{reading}_{event.many}_{'/' in value}",
            )
            out.append(Option(telling.times[i], value, own))
    out.append(Option(None, None, tuple(_of_none("none", telling, here, kind, event, bool(same)))))
    if telling.published:
        out.append(
            Option(
                None, telling.published, tuple(_of_none("published", telling, here, kind, event, bool(same)))
            )
        )
    return out


def _readings(trigger: Span, time: TimeExpression, telling: Telling) -> Iterator[tuple[str, str]]:
    """The values that an expression allows: "since X" the span up to now and X itself, of a range each end."""
    assert time.when is not None
    yield time.when, time.function
    first, _, last = time.when.partition("/")
    if time.function in ("since", "until") and last:
        after = telling.report.text[time.span.end : time.span.end + 12]
        held = trigger.start > time.span.end and bool(_CARRIED.match(after))
        yield (first if time.function == "since" else last), f"end_{held}"
    elif (
        time.function in ("plain", "as_of")
        and telling.published
        and not last
        and time.when < telling.published
    ):
        text = telling.report.text
        if re.search(
            r"\b(?:have|has|had)\s(?:\w+\s){0,3}$", text[max(0, trigger.start - 40) : trigger.start].lower()
        ):
            low, high = min(time.span.end, trigger.end), max(time.span.start, trigger.start)
            since = bool(re.search(r"\bsince\b", text[low:high].lower())) and high - low < _SINCE_REACH
            yield f"{first}/{telling.published}", f"from_then_{since}_{time.span.end < trigger.start}"


@dataclass(frozen=True, slots=True)
class _Event:
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


def _event(trigger: Span, telling: Telling, here: int) -> _Event:
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
    return _Event(
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


def _of_telling(trigger: Span, telling: Telling, i: int, kind: str | None, where: str) -> Iterator[str]:
    """Features of an expression for what its sentence tells: the same event again, the report's main day."""
    sentence = telling.sentences.spans[telling.numbers[i]].text if telling.numbers[i] >= 0 else ""
    yield f"{where}_kind_{kind}"
    group = "harm" if kind in _HARM_KINDS else "other"
    if where not in ("same",):
        shared = len(_stems(trigger.text) & telling.stems[i])
        yield f"shared_{min(shared, 2)}_{where}"
        if shared:
            yield f"shared_{group}"
        yield f"harm_{group}_{bool(_HARM.search(sentence))}_{where}"
        yield f"earlier_kind_{kind}"
    if i == telling.lede:
        yield f"lede_{where}"
        yield f"lede_{group}"
        yield f"lede_kind_{kind}"
    count = sum(t.when == telling.times[i].when for t in telling.times)
    yield f"mentions_{min(count, 4)}_{where}"
    if telling.lede >= 0 and telling.times[i].when == telling.times[telling.lede].when:
        yield f"as_lede_{where}"


def _of_time(trigger: Span, telling: Telling, i: int, here: int, event: _Event) -> Iterator[str]:
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


def _of_none(
    name: str, telling: Telling, here: int, kind: str | None, event: _Event, has_time: bool
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
