"""``ftm``: FollowTheMoney entities as JSON lines (schemata Event, Article and LegalEntity), each claim an event."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Final, TypeAlias, TypeGuard

from sayso.core.when import day_range
from sayso.core.who import Who
from sayso.export.coding import anchor
from sayso.export.gather import Bundle, Item

Entity: TypeAlias = dict[str, Any]

_SCHEMA: Final = {
    "person": "Person", "organization": "Organization", "government": "PublicBody", "media": "Organization",
}  # fmt: skip
_LANGUAGES: Final = {
    "en": "eng", "fr": "fra", "es": "spa", "ru": "rus", "ar": "ara", "de": "deu", "uk": "ukr", "kk": "kaz",
    "tr": "tur", "fa": "fas", "zh": "zho", "pt": "por",
}  # fmt: skip
"""FollowTheMoney takes languages by ISO 639-3."""


def lines(bundle: Bundle) -> Iterator[str]:
    """An entity a line, each once: reports, whoever is named, claims. ``sourceUrl``, ``recordId`` and ``proof`` lead
    from a claim to its report; ``notes`` holds its say-so, stance and offsets, for which there is no property."""
    for _, entity in entities(bundle):
        yield json.dumps(entity, ensure_ascii=False) + "\n"


def entities(bundle: Bundle) -> Iterator[tuple[Item, Entity]]:
    """Each entity with the first claim that it comes from."""
    seen: set[str] = set()
    for _, group in groupby(bundle.standing(), key=lambda i: i.said.held.number):
        items = list(group)
        for item, entity in _of_report(items):
            if entity["id"] not in seen:
                seen.add(entity["id"])
                yield item, entity


def language(item: Item) -> str | None:
    """The report's language by ISO 639-3, where known."""
    return _LANGUAGES.get((item.report.language or "").lower()[:2])


def _of_report(items: Sequence[Item]) -> Iterator[tuple[Item, Entity]]:
    report = items[0].report
    article = _id("report", report.id)
    found = _entity(
        article, "Article", title=report.title, publishedAt=report.published, author=report.byline,
        sourceUrl=report.url, publisher=report.publisher, language=language(items[0]), notes=f"report {report.id}",
    )  # fmt: skip
    claimants = [w.name for i in items for w in i.claim.says if not w.unnamed]
    if claimants:
        found["properties"]["namesMentioned"] = list(dict.fromkeys(claimants))
    yield items[0], found
    for item in items:
        claim = item.claim
        for who in (claim.actor, claim.target, *claim.says):
            if _named(who):
                yield item, _who(who)
        yield item, _event(item, article)


def _named(who: Who | None) -> TypeGuard[Who]:
    return who is not None and not who.unnamed and who.type != "thing"


def _who(who: Who) -> Entity:
    country = who.country.lower() if who.country else None
    return _entity(_of(who), _SCHEMA.get(who.type or "", "LegalEntity"), name=who.name, country=country)


def _event(item: Item, article: str) -> Entity:
    report, claim = item.report, item.claim
    days = day_range(claim.when.value) if claim.when else None
    place, figure = claim.place, claim.figure
    chain = item.chain or "the report's own voice"
    words = " ".join(claim.quote.text.split())
    number = (
        f"; {figure.span.text} {figure.measure} ({figure.of or 'people'}, {figure.scope})" if figure else ""
    )
    found = _entity(
        _id("claim", claim.id), "Event", name=f"{claim.kind}: {words}", summary=claim.quote.text,
        recordId=claim.id, location=place.name if place else None,
        country=place.country.lower() if place and place.country else None,
        startDate=days[0].isoformat() if days else None, endDate=days[1].isoformat() if days else None,
        publisher=report.publisher, sourceUrl=anchor(report, claim.quote) if report.url else None, proof=article,
        notes=f"{claim.stance}; say-so: {chain}{number}; report {report.id}, {claim.quote.start}-{claim.quote.end}",
    )  # fmt: skip
    involved = [_of(w) for w in (claim.actor, claim.target) if _named(w)]
    if involved:
        found["properties"]["involved"] = list(dict.fromkeys(involved))
    return found


def _of(who: Who) -> str:
    return _id("who", who.key or f"{who.type}:{who.name}")


def _id(sort: str, name: str) -> str:
    return f"sayso-{sort}-{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:20]}"


def _entity(key: str, schema: str, /, **values: str | None) -> Entity:
    return {"id": key, "schema": schema, "properties": {k: [v] for k, v in values.items() if v}}
