"""The times that come into question for one event, with what speaks for each: what `when_hang` chooses from."""

from __future__ import annotations

import math

from sayso.core.explained import Candidate
from sayso.core.reading import Event, Reading
from sayso.core.resolved import Resolved
from sayso.resolve.things import telling_at
from sayso.resolve.when_features import Telling
from sayso.resolve.when_hang import Option, options, scores_of, shipped_weights


def time_candidates(event: Event, reading: Reading, resolved: Resolved) -> tuple[Candidate, ...]:
    """All answers to "when", the likeliest first, each with its probability; the first is what the rules choose.

    ``value`` is the ISO value, ``none`` for no time at all.
    """
    telling = telling_at(reading.report, resolved, event.trigger)
    found = options(event.trigger, telling, event.kind)
    scores = scores_of(found, shipped_weights(), event.time)
    top = scores.index(max(scores))
    odds = [math.exp(s - scores[top]) for s in scores]
    rows = [
        Candidate(
            option.value or "none",
            option.time.span if option.time is not None else None,
            round(value / sum(odds), 3),
            _why(option, event, telling),
            number == top,
        )
        for number, (option, value) in enumerate(zip(found, odds, strict=True))
    ]
    return tuple(sorted(rows, key=lambda c: (not c.chosen, -(c.score or 0.0))))


def _why(option: Option, event: Event, telling: Telling) -> str:
    if option.time is None:
        said = "the day of publication" if option.value else "the report gives no time"
        seen = None if event.time is None else (event.time.other if option.value else event.time.none)
    else:
        said = _where(event, option, telling)
        if option.time.value != option.value:
            said += f", {option.time.type} {option.time.value}"
        if option.time.function != "plain":
            said += f", {option.time.function.replace('_', ' ')}"
        seen = None if event.time is None else event.time.of(option.time.span)
    return said if seen is None else f"{said}; reader {seen:.2f}"


def _where(event: Event, option: Option, telling: Telling) -> str:
    """How the expression stands to the trigger."""
    assert option.time is not None
    step = telling.sentences.between(event.trigger, option.time.span)
    return place_in_text(step)


def place_in_text(step: int) -> str:
    """``step`` sentences on from the trigger, in words."""
    if step == 0:
        return "in the same sentence"
    side, count = ("before" if step < 0 else "after"), abs(step)
    return f"{count} sentence{'s' if count > 1 else ''} {side}"
