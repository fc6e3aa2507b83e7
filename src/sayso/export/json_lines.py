"""``jsonl``: one claim a line in the contract's form, with its report and how it stands with persons."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sayso.core.jsonl import claim_to_json
from sayso.export.gather import Bundle, Item


def lines(bundle: Bundle) -> Iterator[str]:
    """A JSON object a claim, rejected ones too (see ``decision``)."""
    for item in bundle.items:
        yield json.dumps(to_json(item), ensure_ascii=False) + "\n"


def to_json(item: Item) -> dict[str, Any]:
    """One claim with the report that it stands in."""
    names = (
        "id",
        "title",
        "published",
        "updated",
        "publisher",
        "byline",
        "agency",
        "notice",
        "url",
        "language",
    )
    report = {name: getattr(item.report, name) for name in names}
    held = item.said.held
    report |= {"reported_at": held.reported_at, "added_at": held.added_at, "source": held.source}
    claim = claim_to_json(item.claim)
    return {"report": report, **claim, "decision": item.state or None, "model": item.said.model}
