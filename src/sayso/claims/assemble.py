"""A reading and what its words stand for → the claims of a report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from sayso.claims.choices import DEFAULT, NO_RULES, Choices, Rules
from sayso.claims.context import Context
from sayso.claims.figure import figure
from sayso.claims.merge import merge
from sayso.claims.quote import quote
from sayso.claims.sayso import carry_relays, chain
from sayso.claims.since import begun
from sayso.claims.stance import stance
from sayso.core.claim import Claim, make_id
from sayso.core.reading import Count, Event, Reading
from sayso.core.resolved import Resolved
from sayso.core.span import NOWHERE, Span
from sayso.core.when import When, precision_of
from sayso.core.where import PRECISIONS, Where, cased
from sayso.core.who import Who

_COUNTED_IS_TARGET = frozenset(
    {
        "killed",
        "injured",
        "missing",
        "arrested",
        "released",
        "abducted",
        "displaced",
        "rescued",
        "destroyed",
        "sentenced",
    }
)
_COUNTRIES = frozenset({"country"})
_CLAUSE: Final = re.compile(r"[,;:.!?]\s")
_EVERYWHERE: Final = re.compile(
    r"\b(?:across|throughout|all over|all around|around) (?:the|this) (?:whole |entire )?(?:country|nation)\b|"
    r"\b(?:nation|country)-?wide\b",
    re.IGNORECASE,
)
LONGEST_PLACE: Final = 7
"""Words of a place at most ("a village near Homs"); a reader's span that runs on names the known place in it."""


def claims(
    reading: Reading, resolved: Resolved, rules: Rules = NO_RULES, choices: Choices = DEFAULT
) -> tuple[Claim, ...]:
    """The claims of one report in text order, each once per say-so (``docs/reference/claims.md``).

    An event with several numbers makes one claim per number. ``rules`` find times and places that no argument
    names.
    """
    context = Context(reading, resolved, rules, choices)
    drafts = [
        draft
        for event in sorted(reading.events, key=lambda e: (e.trigger.start, e.trigger.end))
        if event.score >= choices.event
        for draft in _drafts(event, context)
    ]
    if choices.carry_relay:
        drafts = carry_relays(drafts)
    return tuple(_identified(_marked(c, context), reading.report.id) for c in merge(drafts, context))


def _identified(claim: Claim, report: str) -> Claim:
    return replace(claim, id=make_id(report, claim.kind, claim.trigger, claim.figure, claim.says))


def _drafts(event: Event, context: Context) -> Iterator[Claim]:
    """One claim per number of the event, or one without a number."""
    counts = _distinct(event, context)
    says = chain(event, context)
    place = _place(event, context)
    published = context.reading.report.published
    when = begun(_when(event, context), event.trigger, context.sentence(event.trigger), published)
    actor = _argument(event, "actor", context) or context.rules.doer(event)
    for count in counts or (None,):
        number = figure(count, event.kind, context) if count is not None else None
        if number is None:
            count = None
        yield Claim(
            id="",
            kind=event.kind,
            quote=quote(event, count, context),
            trigger=event.trigger,
            actor=actor,
            target=_target(event, count, counts, context),
            place=place,
            when=when,
            figure=number,
            says=says,
            stance=stance(event, number, context),
            score=min(1.0, max(0.0, event.score)),
        )


def _distinct(event: Event, context: Context) -> tuple[Count, ...]:
    """The event's numbers in text order, of overlapping ones the surest."""
    kept: list[Count] = []
    for count in sorted(event.counts, key=lambda c: -c.score):
        if count.score >= context.choices.count and not any(count.span.overlaps(k.span) for k in kept):
            kept.append(count)
    return tuple(sorted(kept, key=lambda c: c.span.start))


def _span(event: Event, role: str, context: Context) -> Span | None:
    """The words in this role, if the reader is sure enough of them."""
    best = event.best(role)
    if best is None or best.score < context.choices.argument or not best.span.text.strip():
        return None
    return _without_half_a_quotation(best.span, context)


def _without_half_a_quotation(span: Span, context: Context) -> Span:
    """The words without a quotation mark at one end whose other half stands elsewhere."""
    start, end = span.start, span.end
    for mark, other in ('""', "“”", "”“"):
        if span.text.count(mark) == 1 and (mark == other or other not in span.text):
            start += span.text.startswith(mark)
            end -= span.text.endswith(mark)
    return context.cut(start, end) if start < end and (start, end) != (span.start, span.end) else span


def _argument(event: Event, role: str, context: Context) -> Who | None:
    span = _span(event, role, context)
    return context.who(span) if span is not None else None


def _target(event: Event, count: Count | None, counts: tuple[Count, ...], context: Context) -> Who | None:
    """Whom it was done to: the reader's target, unless the number counts others ("26 rebels and 18 police")."""
    target = _argument(event, "target", context)
    if count is None or count.of is None or count.measure not in _COUNTED_IS_TARGET:
        return target
    if target is None:
        counts_itself = count.of.overlaps(event.trigger)  # "3,700 arrests", "a dead body": nobody is named
        return context.who(count.of) if context.choices.target_from_count and not counts_itself else None
    if len(counts) > 1 and not _touches(target.span, count):
        return context.who(count.of)
    return target


def _touches(target: Span, count: Count) -> bool:
    return target.overlaps(count.span) or (count.of is not None and target.overlaps(count.of))


def _place(event: Event, context: Context) -> Where | None:
    """The place that the event's argument names; what the rules find without one, or where the reader only weighs.
    What its sentence puts "across the country", and in no place, is of the country in which the report is set."""
    setting = context.resolved.setting
    if setting is not None and _everywhere(event, context):
        return replace(setting, basis="report")
    span = _span(event, "place", context)
    found = _known_place(span, context) if span is not None else None
    if event.place is not None and context.choices.where_by_rule == "hang":
        weighed = context.rules.where(event)
        if weighed is not None and (span is None or not span.overlaps(weighed.span)):
            return weighed
        if weighed is None and found is not None and found.precision not in _COUNTRIES:
            return None  # it was weighed with the others, and none of them is the place
    if span is not None and found is None and not context.choices.known_places:
        return _unknown_place(span, event, context)
    return found if found is not None else _place_by_rule(event, context)


def _marked(claim: Claim, context: Context) -> Claim:
    """The claim, its place marked where its words stand in another sentence: in the headline or the telling."""
    place = claim.place
    if place is None or place.basis != "words" or place.span == NOWHERE:
        return claim
    if claim.quote.overlaps(place.span) or context.sentence(claim.trigger).overlaps(place.span):
        return claim
    basis = "headline" if context.part(place.span) == "title" else "narrative"
    return replace(claim, place=replace(place, basis=basis))


def _everywhere(event: Event, context: Context) -> bool:
    sentence = context.sentence(event.trigger)
    if not _EVERYWHERE.search(sentence.text):
        return False
    return not any(
        sentence.contains(p.span) and p.precision not in _COUNTRIES for p in context.resolved.places
    )


def _place_by_rule(event: Event, context: Context) -> Where | None:
    how, setting = context.choices.where_by_rule, context.resolved.setting
    if how == "hang":
        return context.rules.where(event)
    return replace(setting, basis="report") if how == "country" and setting is not None else None


def _known_place(span: Span, context: Context) -> Where | None:
    """The most exact known place in the words, or one that they are a part of."""
    inside = [p for p in context.resolved.places if span.contains(p.span)]
    if not inside:
        return context.resolved.place_at(span)
    place = min(inside, key=lambda p: (PRECISIONS.index(p.precision), p.span.start))
    words = " ".join(span.text.split())
    whole = len(words.split()) <= LONGEST_PLACE and not _CLAUSE.search(words)
    if context.choices.place_in_words and whole and place.precision not in ("country", "region"):
        return replace(place, name=", ".join([cased(words), *place.name.split(", ")[1:]]))
    return place


def _unknown_place(span: Span, event: Event, context: Context) -> Where:
    """Words that hold no known place ("the main square") name a place within the one that the rules find, if any."""
    words = " ".join(span.text.split())
    around = _place_by_rule(event, context)
    if around is None:
        return Where(span, words, precision="unresolved")
    return Where(span, f"{words}, {around.name}", around.country, around.admin1, precision="unresolved")


def _when(event: Event, context: Context) -> When | None:
    """The time that the event's argument names; what the rules find without one, or where the reader only weighs."""
    span = _span(event, "time", context)
    if span is None or (event.time is not None and context.choices.when_by_rule == "hang"):
        return _when_by_rule(event, context)
    named = context.resolved.time_at(span)
    if named is None or named.when is None:
        return None
    return When(named.span, named.when, precision_of(named.when))


def _when_by_rule(event: Event, context: Context) -> When | None:
    how = context.choices.when_by_rule
    found = context.rules.when(event) if how != "never" else None
    return found if found is not None and (how == "hang" or found.basis == "words") else None
