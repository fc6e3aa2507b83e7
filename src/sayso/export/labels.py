"""What persons decided, as labels to train a reader on: JSON lines, one line a text with its claims.

A label set must not lack claims that are there, so only what was looked at as a whole is given: a report all of whose
claims were decided, else each of its paragraphs all of whose claims were. Offsets count characters of ``text``; names,
places and times are as persons left them. What the reader overlooked is not in it: nobody was asked about that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from sayso.core.claim import Claim
from sayso.core.report import Report
from sayso.export.gather import Bundle, Item

_BREAK: Final = re.compile(r"\n\s*\n")


def lines(bundle: Bundle) -> Iterator[str]:
    """One JSON object a line: ``id``, ``title``, ``published``, ``publisher``, ``source``, ``text``, ``claims``."""
    return (_line(*text) for text in _texts(bundle))


def left_out(bundle: Bundle) -> dict[str, int]:
    """How many claims stand in texts that nobody decided as a whole."""
    number = sum(1 for _ in bundle.items) - sum(len(items) for *_, items in _texts(bundle))
    return {"claims of texts in which some are not decided": number} if number else {}


def _texts(bundle: Bundle) -> Iterator[tuple[Report, str, int, str, Sequence[Item]]]:
    for _, some in groupby(bundle.items, key=lambda item: item.said.held.number):
        yield from _decided(list(some))


def _decided(items: Sequence[Item]) -> Iterator[tuple[Report, str, int, str, Sequence[Item]]]:
    """Report, name, start, text and claims of the report if all were decided, else of its paragraphs that were."""
    report = items[0].report
    if all(item.state for item in items):
        yield report, report.id, 0, report.text, items
        return
    for number, (start, end) in enumerate(_paragraphs(report.text), 1):
        touching = [i for i in items if i.claim.quote.start < end and start < i.claim.quote.end]
        whole = [i for i in touching if start <= i.claim.quote.start and i.claim.quote.end <= end]
        if touching and len(whole) == len(touching) and all(i.state for i in touching):
            yield report, f"{report.id}#p{number}", start, report.text[start:end], touching


def _line(report: Report, name: str, start: int, text: str, items: Iterable[Item]) -> str:
    standing = [i.claim for i in items if i.state != "rejected"]
    row = {
        "id": name, "title": report.title, "published": report.published, "publisher": report.publisher,
        "source": report.id, "text": text, "claims": [_label(claim, start) for claim in standing],
    }  # fmt: skip
    return json.dumps(row, ensure_ascii=False).encode("utf-8", "backslashreplace").decode() + "\n"


def _label(claim: Claim, start: int) -> dict[str, Any]:
    """One claim as the guide to labelling has it: slots are the fullest names, not spans."""
    return {
        "quote": claim.quote.text, "start": claim.quote.start - start, "end": claim.quote.end - start,
        "trigger": claim.trigger.text, "trigger_start": claim.trigger.start - start,
        "trigger_end": claim.trigger.end - start, "kind": claim.kind,
        "actor": claim.actor.name if claim.actor else None,
        "target": claim.target.name if claim.target else None,
        "place": claim.place.name if claim.place else None,
        "when": claim.when.value if claim.when else None,
        "figure": _figure(claim), "says": [who.name for who in claim.says], "stance": claim.stance,
    }  # fmt: skip


def _figure(claim: Claim) -> dict[str, Any] | None:
    figure = claim.figure
    if figure is None:
        return None
    row = {
        "text": figure.span.text, "low": figure.low, "high": figure.high, "measure": figure.measure,
        "of": figure.of, "scope": figure.scope,
    }  # fmt: skip
    return row | ({"as_of": figure.as_of} if figure.as_of else {})


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _BREAK.finditer(text):
        if found.start() > start:
            yield start, found.start()
        start = found.end()
    if start < len(text):
        yield start, len(text)
