"""``labelstudio``: a task a report with its claims as predictions; what people decide there can be taken back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from sayso.core.claim import STANCES
from sayso.core.kinds import KINDS
from sayso.core.span import Span
from sayso.export.gather import Bundle, Item

SLOTS: Final = ("trigger", "actor", "target", "place", "when", "figure", "say-so")
DECISIONS: Final = ("confirmed", "rejected")


def lines(bundle: Bundle) -> Iterator[str]:
    """A JSON list of tasks, a task a line. A claim's region has its id; a slot's begins with it."""
    yield "[\n"
    for number, (_, group) in enumerate(groupby(bundle.items, key=lambda i: i.said.held.number)):
        yield (",\n" if number else "") + json.dumps(task(list(group)), ensure_ascii=False)
    yield "\n]\n"


def beside(_: Path) -> dict[str, str]:
    """The labelling configuration that belongs to the tasks, by the suffix of its file."""
    return {".config.xml": config()}


def config() -> str:
    """The labelling interface: kinds and slots to mark, stance and decision to choose for each claim."""
    kinds = "".join(f'<Label value="{k}"/>' for k in KINDS)
    slots = "".join(f'<Label value="{s}"/>' for s in SLOTS)
    stances = "".join(f'<Choice value="{s}"/>' for s in STANCES)
    decisions = "".join(f'<Choice value="{d}"/>' for d in DECISIONS)
    return (
        f'<View>\n<Header value="$title"/>\n<Labels name="kind" toName="text">{kinds}</Labels>\n'
        f'<Labels name="slot" toName="text">{slots}</Labels>\n'
        f'<Choices name="stance" toName="text" perRegion="true">{stances}</Choices>\n'
        f'<Choices name="decision" toName="text" perRegion="true">{decisions}</Choices>\n'
        '<Text name="text" value="$text"/>\n</View>\n'
    )


_ASTRAL: Final = re.compile("[\U00010000-\U0010ffff]")


def shown(text: str) -> str:
    """The text with characters beyond Unicode's first plane (emoji) as U+FFFD: Label Studio counts those as two and we
    as one, and a region would slip off its words."""
    return _ASTRAL.sub("\ufffd", text)


def task(items: Sequence[Item]) -> dict[str, Any]:
    """The report's text and its claims as one prediction, whose score is that of its least sure claim."""
    report = items[0].report
    names = ("title", "published", "publisher", "url")
    data = {"report": report.id, **{n: getattr(report, n) or "" for n in names}, "text": shown(report.text)}
    result = [part for item in items for part in _claim(item)]
    score = round(min(item.claim.score for item in items), 4)
    return {
        "data": data,
        "predictions": [{"model_version": items[0].said.model or "sayso", "score": score, "result": result}],
    }


def _claim(item: Item) -> Iterator[dict[str, Any]]:
    claim = item.claim
    meta = {"text": [f"say-so: {item.chain or 'own voice'}"]}
    yield {
        **_region(claim.id, "kind", claim.quote, "labels", claim.kind),
        "score": round(claim.score, 4),
        "meta": meta,
    }
    yield _region(claim.id, "stance", claim.quote, "choices", claim.stance)
    if item.state in DECISIONS:
        yield _region(claim.id, "decision", claim.quote, "choices", item.state)
    chain = [("say-so", who.span) for who in claim.says]
    slots = [
        (name, slot.span)
        for name in ("actor", "target", "place", "when", "figure")
        if (slot := getattr(claim, name)) is not None
    ]
    for number, (name, span) in enumerate([("trigger", claim.trigger), *slots, *chain]):
        if span:
            region = f"{claim.id}-{number}-{name}"
            yield _region(region, "slot", span, "labels", name)
            yield {
                "type": "relation",
                "from_id": claim.id,
                "to_id": region,
                "direction": "right",
                "labels": [name],
            }


def _region(name: str, control: str, span: Span, sort: str, value: str) -> dict[str, Any]:
    return {
        "id": name, "from_name": control, "to_name": "text", "type": sort,
        "value": {"start": span.start, "end": span.end, "text": shown(span.text), sort: [value]},
    }  # fmt: skip
