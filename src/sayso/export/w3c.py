"""``w3c``: Web Annotations (W3C Recommendation 2017), each quote selected by its words and by its offsets."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote

from sayso.core.jsonl import claim_to_json
from sayso.core.report import Report
from sayso.core.span import Span
from sayso.export.gather import Bundle, Item

_AROUND: Final = 32  # characters of prefix and suffix


def lines(bundle: Bundle) -> Iterator[str]:
    """One AnnotationCollection with its only page, an annotation a line."""
    total = sum(1 for _ in bundle.standing())
    yield (
        '{"@context": "http://www.w3.org/ns/anno.jsonld", "id": "urn:sayso:claims", "type": "AnnotationCollection", '
        f'"total": {total}, "first": {{"id": "urn:sayso:claims:1", "type": "AnnotationPage", "items": [\n'
    )
    for number, item in enumerate(bundle.standing()):
        yield (",\n" if number else "") + json.dumps(annotation(item), ensure_ascii=False)
    yield "\n]}}\n"


def annotation(item: Item) -> dict[str, Any]:
    """The claim: its kind as a tag, in words a comment, in full as JSON; targets are quote and further mentions."""
    claim, report = item.claim, item.report
    say_so = item.chain or "the report's own voice"
    bodies: list[dict[str, Any]] = [
        {"type": "TextualBody", "purpose": "tagging", "value": claim.kind},
        {"type": "TextualBody", "purpose": "commenting", "value": f"{claim.kind}, {claim.stance}; say-so: {say_so}"},
        {
            "type": "TextualBody", "purpose": "describing", "format": "application/json",
            "value": json.dumps(claim_to_json(claim), ensure_ascii=False),
        },
    ]  # fmt: skip
    return {
        "id": f"urn:sayso:claim:{claim.id}",
        "type": "Annotation",
        "motivation": "describing",
        "created": item.said.held.added_at,
        "generator": {"type": "Software", "name": item.said.model or "sayso"},
        "body": bodies,
        "target": [_target(report, span) for span in (claim.quote, *claim.evidence)],
    }


def _target(report: Report, span: Span) -> dict[str, Any]:
    """Offsets are in code points of the report's text, as the Recommendation asks."""
    exact = {
        "type": "TextQuoteSelector", "exact": span.text,
        "prefix": report.text[max(0, span.start - _AROUND) : span.start],
        "suffix": report.text[span.end : span.end + _AROUND],
    }  # fmt: skip
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    return {"source": report.url or f"urn:sayso:report:{quote(report.id)}", "selector": [exact, position]}
