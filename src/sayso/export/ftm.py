"""``ftm``: FollowTheMoney entities as JSON lines (schemata Event, Article and LegalEntity), each claim an event."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from sayso.core.when import day_range
from sayso.core.who import Who
from sayso.export.gather import Bundle, Item

_SCHEMA = {
    "person": "Person",
    "organization": "Organization",
    "government": "PublicBody",
    "media": "Organization",
}


def lines(bundle: Bundle) -> Iterator[str]:
    """An entity a line, each once: reports, whoever is named, claims. ``sourceUrl``, ``recordId`` and ``proof`` lead
    from a claim to its report; ``notes`` holds its say-so, stance and offsets, for which there is no property."""
    seen: set[str] = set()
    for item in bundle.standing():
        for entity in _entities(item):
            if entity["id"] not in seen:
                seen.add(entity["id"])
                yield json.dumps(entity, ensure_ascii=False) + "\n"


def _entities(item: Item) -> Iterator[dict[str, Any]]:
    report, claim = item.report, item.claim
    article = _id("report", report.id)
    yield _entity(
        article, "Article", title=report.title, publishedAt=report.published, author=report.byline,
        sourceUrl=report.url, publisher=report.publisher, language=report.language, recordId=report.id,
    )  # fmt: skip
    whos = [w for w in (claim.actor, claim.target, *claim.says) if w is not None and not w.unnamed]
    for who in whos:
        country = who.country.lower() if who.country else None
        yield _entity(_of(who), _SCHEMA.get(who.type or "", "LegalEntity"), name=who.name, country=country)
    days = day_range(claim.when.value) if claim.when else None
    place = claim.place
    chain = item.chain or "the report's own voice"
    found = _entity(
        _id("claim", claim.id), "Event", name=f"{claim.kind}: {' '.join(claim.quote.text.split())}",
        summary=claim.quote.text, recordId=claim.id, location=place.name if place else None,
        country=place.country.lower() if place and place.country else None,
        startDate=days[0].isoformat() if days else None, endDate=days[1].isoformat() if days else None,
        publisher=report.publisher, sourceUrl=report.url, proof=article,
        notes=f"{claim.stance}; say-so: {chain}; report {report.id}, {claim.quote.start}-{claim.quote.end}",
    )  # fmt: skip
    involved = [_of(w) for w in (claim.actor, claim.target) if w is not None and not w.unnamed]
    if involved:
        found["properties"]["involved"] = list(dict.fromkeys(involved))
    yield found


def _of(who: Who) -> str:
    return _id("who", who.key or f"{who.type}:{who.name}")


def _id(sort: str, name: str) -> str:
    return f"sayso-{sort}-{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:20]}"


def _entity(key: str, schema: str, /, **values: str | None) -> dict[str, Any]:
    return {"id": key, "schema": schema, "properties": {k: [v] for k, v in values.items() if v}}
