"""Why a claim says what it says: each slot's words, what else came into question, and why the choice fell.

Everything is told from what the claim was made of: the reader's scores, the resolvers' own candidates, and the claim.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from sayso.core.claim import Claim
from sayso.core.coded import CodedReport
from sayso.core.errors import UsageError
from sayso.core.explained import Candidate, Explained, Explanation
from sayso.core.reading import Event, Reading
from sayso.core.resolved import Resolved
from sayso.core.sentences import sentences
from sayso.core.span import Span
from sayso.core.who import Who
from sayso.explain_figure import figure_slot
from sayso.resolve.who_deed import HARM

if TYPE_CHECKING:
    from sayso.claims.choices import Choices

_BASIS: Final = {
    "words": "the claim's own sentence names it",
    "narrative": "the claim's own sentence names none; it is carried over from the telling around it",
    "published": "the text gives no time; what it tells is of the day of publication",
    "headline": "the claim's own sentence names none; it is the headline's",
    "dateline": "the claim's own sentence names none; it is the dateline's",
    "report": "nothing more exact is told of this event; it is the country in which the report is plainly set",
}


def explain(coded: CodedReport, which: str) -> Explanation:
    """The claim of a report with this number (from 1, in the order of `listed`) or id, slot by slot.

    The report must have been read with its layers. Raises UsageError where there is no such claim.
    """
    ordered = listed(coded.claims)
    number = number_of(ordered, which)
    return explanation(coded, ordered[number - 1], number)


def listed(claims: Sequence[Claim]) -> list[Claim]:
    """The claims in the order in which `sayso read` numbers them."""
    return sorted(claims, key=lambda c: (c.quote.start, c.trigger.start))


def number_of(ordered: Sequence[Claim], which: str) -> int:
    """The number of the claim that is meant by a number or an id; raises UsageError where there is none."""
    if not ordered:
        raise UsageError("This report has no claims, so there is none to explain.")
    by_id = next((n for n, c in enumerate(ordered, 1) if c.id == which), None)
    if by_id is not None:
        return by_id
    if which.isascii() and which.isdigit() and 1 <= int(which) <= len(ordered):
        return int(which)
    raise UsageError(
        f"There is no claim {which!r} in this report; it has claims 1 to {len(ordered)}, as `sayso read` numbers them."
    )


def explanation(coded: CodedReport, claim: Claim, number: int) -> Explanation:
    """One claim of a report that was read with its layers, slot by slot."""
    from sayso.claims.choices import choices_for

    assert coded.layers is not None, "the report was read without its layers"
    reading, resolved = coded.layers.reading, coded.layers.resolved
    event = event_of(claim, reading)
    slots = (
        _kind(claim, event, reading),
        figure_slot(claim, event, reading, resolved),
        _stance(claim, event, choices_for(reading.model)),
        _says(claim, event, reading),
        _who("actor", claim.actor, claim, event),
        _who("target", claim.target, claim, event),
        _place(claim, event, reading, resolved),
        *_map(claim, reading),
        _when(claim, event, reading, resolved),
    )
    return Explanation(number, len(coded.claims), claim, slots)


def event_of(claim: Claim, reading: Reading) -> Event:
    """The event of the reading that the claim was made of."""
    return max((e for e in reading.events if e.trigger == claim.trigger and e.kind == claim.kind),
               key=lambda e: e.score)  # fmt: skip


def _kind(claim: Claim, event: Event, reading: Reading) -> Explained:
    from sayso.core.kinds import kinds

    rows = [
        Candidate(
            e.kind, e.trigger, round(e.score, 3), "an event that the reader saw in the same words", e == event
        )
        for e in reading.events
        if e.trigger.overlaps(claim.trigger)
    ]
    meaning = _flat(kinds()[claim.kind].definition).rstrip(".")
    why = [
        f"the reader ({reading.model}) takes these words for “{claim.kind}” ({meaning}), "
        f"with a score of {event.score:.2f}"
    ]
    if claim.score > event.score:
        why.append(f"another mention of the same claim scores {claim.score:.2f}, which is the claim's score")
    if claim.evidence:
        count = len(claim.evidence)
        why.append(f"told {count} more time{'s' if count > 1 else ''} in the report: "
                   + "; ".join(f"“{_flat(s.text)}” at {s.start}–{s.end}" for s in claim.evidence))  # fmt: skip
    return Explained("kind", claim.kind, claim.trigger, tuple(why), _sorted(rows) if len(rows) > 1 else ())


def _stance(claim: Claim, event: Event, choices: Choices) -> Explained:
    if event.stance_score >= choices.stance:
        why = f"the reader takes it for {event.stance} with a score of {event.stance_score:.2f}"
    else:
        why = (
            f"the reader is not sure enough ({event.stance} at {event.stance_score:.2f}); "
            f"the words before the trigger and the attribution speak for {claim.stance}"
        )
    return Explained("stance", claim.stance, claim.trigger, (why,))


def _says(claim: Claim, event: Event, reading: Reading) -> Explained:
    rows = [
        Candidate(
            "unnamed" if s.span is None else _flat(s.span.text), s.span, round(s.score, 3),
            "the reader links the event to this claimant", _is_used(s.span, claim),
        )
        for s in event.says
    ]  # fmt: skip
    known = {r.span for r in rows}
    for attribution in reading.attributions:
        if any(c.contains(event.trigger) for c in attribution.content):
            rows += [
                Candidate(_flat(s.text), s, round(attribution.score, 3), "an attribution holds the trigger",
                          _is_used(s, claim))
                for s in attribution.source if s not in known
            ]  # fmt: skip
    if not claim.says:
        why = ["the reader links the event to no claimant, so it is told in the report's own voice"]
        if rows:
            why = ["no claimant that came into question was kept: too unsure, or the publisher's own name"]
        return Explained("says", None, None, tuple(why), _sorted(rows))
    why = []
    for place, who in enumerate(claim.says):
        lead = "claimant" if not place else f"relay {place}"
        why.append(f"{lead}: {_named(who)}")
        if who.span and not any(r.span == who.span for r in rows):
            why.append(
                f"  “{_flat(who.span.text)}” comes from another mention or another claim of the same source"
            )
    value = " → relayed by ".join("unnamed" if w.unnamed else w.name for w in claim.says)
    return Explained("says", value, claim.says[0].span or None, tuple(why), _sorted(rows))


def _is_used(span: object, claim: Claim) -> bool:
    return any(w.span == span or (span is None and w.unnamed) for w in claim.says)


def _who(slot: str, who: Who | None, claim: Claim, event: Event) -> Explained:
    seen = event.best(slot)
    rows = [
        Candidate(_flat(a.span.text), a.span, round(a.score, 3), "the reader's answer",
                  who is not None and a.span == who.span)
        for a in event.arguments if a.role == slot
    ]  # fmt: skip
    if who is None:
        why = f"the reader links the event to no {slot}" if seen is None else "the reader is not sure enough"
        return Explained(slot, None, None, (why,), _sorted(rows))
    if seen is not None and seen.span == who.span:
        why = f"the reader links the event to these words with a score of {seen.score:.2f}"
    elif claim.figure is not None and claim.figure.of_span == who.span:
        why = "it is the group that the figure counts"
    elif slot == "actor" and " " not in who.span.text and who.name != who.span.text and claim.kind in HARM:
        why = "the sentence names nobody who did it, but tells whose deed it was"
    else:
        why = (
            "these words come from another mention of the same claim, or from the group that a number counts"
        )
    rows += [
        Candidate(name, None, None, "may be meant by these words", name == who.name)
        for name in who.candidates
    ]
    return Explained(slot, who.name, who.span, (why, _named(who)), _sorted(rows))


def _named(who: Who) -> str:
    """How the name came from the words, and what the tables know."""
    if who.unnamed:
        return "the report does not name who says it"
    words = _flat(who.span.text)
    said = f"“{words}” stands for {who.name}" if words != who.name else f"“{words}” is the name as it stands"
    facts = [f for f in (who.type, who.sector, who.country, who.key) if f]
    return f"{said} ({', '.join(facts)})" if facts else f"{said}; no table knows it"


def _place(claim: Claim, event: Event, reading: Reading, resolved: Resolved) -> Explained:
    from sayso.resolve.where_why import place_candidates

    place, seen = claim.place, event.best("place")
    rows = list(place_candidates(event, reading, resolved))
    if place is None:
        said = "the report's places do not bear on this event, and it is not plainly set in one country"
        return Explained("place", None, None, (said,), tuple(rows))
    rows = [
        replace(r, chosen=r.span == place.span if place.basis != "report" else r.span is None) for r in rows
    ]
    why = [_basis(place.basis, place.span, claim, reading)]
    if seen is not None:
        agrees = seen.span.overlaps(place.span)
        then = "" if agrees else ", which was not followed: the places around weigh more"
        why.append(
            f"the reader links the event to “{_flat(seen.span.text)}” with a score of {seen.score:.2f}{then}"
        )
    if place.relation:
        why.append(f"the words before it say “{place.relation}”")
    return Explained("place", place.name, place.span or None, tuple(why), _sorted(rows))


def _map(claim: Claim, reading: Reading) -> tuple[Explained, ...]:
    """Which point of the map the place's name was taken for; nothing where the claim has no place."""
    from sayso.resolve.where_why import namesakes

    place = claim.place
    if place is None:
        return ()
    if place.precision == "unresolved":
        why = (
            "the gazetteer knows no such place, so it has no point; its country is that of the places around"
        )
        return (Explained("map", None, place.span or None, (why,)),)
    meant = namesakes(reading, place.span, place.geonameid) if place.basis != "report" else ()
    chosen = next((m for m in meant if m.chosen), None)
    point = f"{place.precision} at {place.lat}, {place.lon}"
    known = f"GeoNames {place.geonameid}" if place.geonameid is not None else "sayso's own supplement"
    why = f"{point}, from {known}"
    if len(meant) > 1:
        why += (
            f"; {len(meant)} places bear this name, weighed by kind, population and the report's other places"
        )
    words = chosen.span if chosen is not None else place.span or None
    return (Explained("map", chosen.value if chosen is not None else place.name, words, (why,), meant),)


def _when(claim: Claim, event: Event, reading: Reading, resolved: Resolved) -> Explained:
    from sayso.resolve.when_why import time_candidates

    when, seen = claim.when, event.best("time")
    rows = time_candidates(event, reading, resolved)
    value, span = (when.value, when.span) if when is not None else ("none", None)
    rows = tuple(
        replace(r, chosen=r.value == value and (r.span == span or not (span or r.span))) for r in rows
    )
    if when is None:
        said = "no time of the report bears on this event, or what it names is no day of the calendar"
        return Explained("when", None, None, (said,), _sorted(rows))
    why = [_basis(when.basis, when.span, claim, reading)]
    time = resolved.time_at(when.span) if when.span else None
    if time is not None:
        why.append(f"“{_flat(time.span.text)}” is {time.type} {time.value}, used as “{time.function}”")
    if seen is not None:
        why.append(
            f"the reader links the event to “{_flat(seen.span.text)}” with a score of {seen.score:.2f}"
        )
    if not any(r.chosen for r in rows):
        why.append("it comes from the reader's own link or from another mention of the same claim")
    return Explained("when", when.value, when.span or None, tuple(why), _sorted(rows))


def _basis(basis: str, span: Span, claim: Claim, reading: Reading) -> str:
    """Where the value comes from, in a sentence."""
    step = sentences(reading.report).between(claim.trigger, span) if span else 0
    if basis == "words" and step:
        side = "before" if step < 0 else "after"
        return f"the reader's link leads to words that stand {side} the claim's own sentence"
    return _BASIS[basis]


def _sorted(rows: Sequence[Candidate]) -> tuple[Candidate, ...]:
    return tuple(sorted(rows, key=lambda r: (not r.chosen, -(r.score or 0.0))))


def _flat(text: str) -> str:
    return " ".join(text.split())
