"""Numbers that name no happening themselves ("the ministry's earlier count was 4,266") and what they count."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from sayso.core.reading import Event
from sayso.core.report import Report

_NAMES_NOTHING: Final = re.compile(
    r"(?:the\s)?(?:count|figure|number|tally|total|sum)s?$|"
    r"[^A-Za-z]*\d[\d,.]*[^A-Za-z]*$|(?:more|less|fewer) than [\d,.]+$",
    re.IGNORECASE,
)
_DIGITS: Final = re.compile(r"\d[\d,.]*\d")
_TOGETHER: Final = re.compile(r"\s*(?:and|or|and/or|or/and|&|/)\s*", re.IGNORECASE)
_SHARE: Final = {"kill": "killed", "injure": "injured"}
"""Kinds that share one number where it stands at two words: "killing and wounding over 40"."""
_REACH: Final = 300
"""Characters back to the number that tells what is counted."""


def like_the_number_before(events: Sequence[Event]) -> list[Event]:
    """The events, in the order of the text; one whose words name no kind has that of the event that tells the same
    number in full ("detentions rise to 4,404"), else that of the counted event shortly before it."""
    ordered = sorted(events, key=lambda e: (e.trigger.start, e.trigger.end))
    plain = [e for e in ordered if e.counts and not _bare(e)]
    in_full = {number: e for e in reversed(plain) for number in _numbers(e)}
    found: list[Event] = []
    for event in ordered:
        if event.counts and _bare(event):
            before = [e for e in plain if 0 <= event.trigger.start - e.trigger.end <= _REACH]
            same = next((in_full[number] for number in _numbers(event) if number in in_full), None)
            like = same or (before[-1] if before else event)
            if like.kind != event.kind:
                measure = like.counts[0].measure
                counts = tuple(replace(count, measure=measure) for count in event.counts)
                event = replace(event, kind=like.kind, counts=counts)
        found.append(event)
    return found


def both_of_a_number(report: Report, events: Sequence[Event]) -> list[Event]:
    """The events; of two words joined by "and" or "or", dead and wounded, the one without a number has the other's."""
    ordered = sorted(events, key=lambda e: (e.trigger.start, e.trigger.end))
    found = list(ordered)
    for i, (one, two) in enumerate(pairwise(ordered)):
        if {one.kind, two.kind} != set(_SHARE) or bool(one.counts) == bool(two.counts):
            continue
        if _TOGETHER.fullmatch(report.text, one.trigger.end, max(one.trigger.end, two.trigger.start)):
            at, bare, full = (i, one, two) if two.counts else (i + 1, two, one)
            counts = tuple(replace(count, measure=_SHARE[bare.kind]) for count in full.counts)
            found[at] = replace(bare, counts=counts)
    return found


def _bare(event: Event) -> bool:
    return _NAMES_NOTHING.match(event.trigger.text.strip()) is not None


def _numbers(event: Event) -> list[str]:
    return [match[0] for count in event.counts for match in _DIGITS.finditer(count.span.text)]
