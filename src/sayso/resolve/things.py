"""All resolvers over one reading, and the rules for what no argument names."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from sayso.core.figure import Quantity
from sayso.core.reading import Event, Reading
from sayso.core.report import Part, Report
from sayso.core.resolved import Resolved
from sayso.core.span import Span
from sayso.core.when import TimeExpression, When
from sayso.core.where import Where
from sayso.resolve import howmany, when, when_hang, where, who
from sayso.resolve.howmany_parts import base, count_bounds
from sayso.resolve.howmany_scope import scope_for
from sayso.resolve.howmany_words import read_words
from sayso.resolve.when_conflict import publication_conflict
from sayso.resolve.when_hang import Telling
from sayso.resolve.where_hang import hang_in
from sayso.resolve.where_rank import shipped_weights
from sayso.resolve.where_scene import Scene

_NOT_UPDATED = re.compile(r"\b(?:updated|revised|changed)\ssince\s[^.,]*$", re.IGNORECASE)
_BLANK = re.compile(r"[^\n]")


def resolve(reading: Reading) -> Resolved:
    """Times, quantities, places, entities and, for each span that the reading uses as somebody, whom it stands for."""
    report = reading.report
    places = where.places(reading)
    setting = where.setting(report, places)
    entities, persons = who.whos(reading, who_spans(reading), setting=setting.country if setting else None)
    dateline = where.dateline(report)
    return Resolved(
        times=times_of(report),
        quantities=howmany.quantities(report.text),
        places=tuple(_in_dateline(place, dateline) for place in places),
        entities=entities,
        whos=persons,
        setting=setting,
        dateline=dateline,
    )


def _in_dateline(place: Where, dateline: Where | None) -> Where:
    """The place, marked where its words are the dateline's: they say where the report was written, no more."""
    inside = dateline is not None and place.span.overlaps(dateline.span)
    return replace(place, basis="dateline") if inside else place


def times_of(report: Report) -> tuple[TimeExpression, ...]:
    """Times of title and body, and of each caption by itself: its date says nothing about the telling around it."""
    told = [p for p in report.readable() if p.part != "caption"]
    found = list(when.times(_only(report.text, told), report.day))
    for caption in (p for p in report.readable() if p.part == "caption"):
        found += when.times(_only(report.text, [caption]), report.day)
    return tuple(sorted((_as_of(t, report) for t in found), key=lambda t: t.span))


def conflict(report: Report, times: Sequence[TimeExpression]) -> str | None:
    """A sentence where title and body contradict the publication day, else None."""
    told = [p for p in report.readable() if p.part != "caption"]
    mine = [t for t in times if any(p.start <= t.span.start < p.end for p in told)]
    updated = dt.date.fromisoformat(report.updated[:10]) if report.updated else None
    return publication_conflict(_only(report.text, told), report.day, mine, updated=updated)


def _as_of(time: TimeExpression, report: Report) -> TimeExpression:
    """A figure "not updated since Thursday" is that of Thursday; no event runs since then."""
    before = report.text[max(0, time.span.start - 40) : time.span.end]
    if time.function != "since" or time.when is None or not _NOT_UPDATED.search(before):
        return time
    return replace(time, when=time.when.split("/")[0], function="as_of")


def _only(text: str, parts: Sequence[Part]) -> str:
    """The text with everything outside of the parts blanked, so that offsets stay; line ends are kept."""
    pieces, at = [], 0
    for part in parts:
        pieces += [_BLANK.sub(" ", text[at : part.start]), text[part.start : part.end]]
        at = part.end
    return "".join(pieces) + _BLANK.sub(" ", text[at:])


def place_rule(reading: Reading, resolved: Resolved) -> Callable[[Event], Where | None]:
    """A function that gives the place of an event of this reading that names none itself."""
    report, weights = reading.report, shipped_weights()["hang"]

    @cache
    def scene(caption: Part | None) -> Scene:
        return _scene(report, resolved, caption)

    return lambda event: hang_in(
        event.trigger, scene(_caption(report, event.trigger)), event.kind, weights, event.place
    )


def time_rule(reading: Reading, resolved: Resolved) -> Callable[[Event], When | None]:
    """A function that gives the time of an event of this reading that names none itself."""
    report = reading.report

    @cache
    def telling(caption: Part | None) -> Telling:
        return _telling(report, resolved, caption)

    return lambda event: when_hang.hang_in(
        event.trigger, telling(_caption(report, event.trigger)), event.kind, chances=event.time
    )


def scene_at(report: Report, resolved: Resolved, trigger: Span) -> Scene:
    """The places among which the place of an event with this trigger is looked for."""
    return _scene(report, resolved, _caption(report, trigger))


def telling_at(report: Report, resolved: Resolved, trigger: Span) -> Telling:
    """The times among which the time of an event with this trigger is looked for."""
    return _telling(report, resolved, _caption(report, trigger))


def _scene(report: Report, resolved: Resolved, caption: Part | None) -> Scene:
    places = tuple(p for p in resolved.places if _caption(report, p.span) == caption)
    return Scene.of(report, places, resolved.setting)


def _telling(report: Report, resolved: Resolved, caption: Part | None) -> Telling:
    times = (t for t in resolved.times if t.function != "as_of" and _caption(report, t.span) == caption)
    return Telling.of(report, tuple(times))


def _caption(report: Report, span: Span) -> Part | None:
    """The caption in which the span stands: what a photo shows has its own place and day, often of another year."""
    return next((p for p in report.parts if p.part == "caption" and p.start <= span.start < p.end), None)


def number_rule(reading: Reading, resolved: Resolved) -> Callable[[Span], Quantity | None]:
    """A function that gives what the words of a count state: "a man and his wife" are two, "half of the 200" 100."""
    text, known = reading.report.text, resolved.quantities

    def number(span: Span) -> Quantity | None:
        found = resolved.quantity_at(span)
        if found is None or (span.contains(found.span) and span != found.span):
            own = read_words(span.text)
            if own is not None:
                return replace(own, span=span, part=own.part or (found is not None and found.part))
        if found is None or found.form not in ("fraction", "percent"):
            return found
        low, high = count_bounds(found, base(found, known, text))
        return found if low is None else replace(found, low=low, high=high, form="about")

    return number


def scope_rule(reading: Reading) -> Callable[[Quantity, str], str]:
    """A function that tells whether a number in a claim of a kind is of one incident or a running total."""
    return lambda quantity, kind: scope_for(reading.report.text, quantity, kind)


def who_spans(reading: Reading) -> tuple[Span, ...]:
    """The spans that a reading uses as actor, target, counted group or claimant, each once."""
    spans = [a.span for e in reading.events for a in e.arguments if a.role in ("actor", "target")]
    spans += [c.of for e in reading.events for c in e.counts if c.of is not None]
    spans += [s.span for e in reading.events for s in e.says if s.span is not None]
    spans += [s for a in reading.attributions for s in a.source]
    return tuple(sorted(set(spans)))
