"""``plover``: one JSON object a claim in the form of PLOVER's events (manual 0.7b1, 2021)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any, Final

from sayso.core.when import day_range
from sayso.core.where import Where
from sayso.core.who import Who
from sayso.export.coding import anchor, country_of, parts
from sayso.export.countries import iso3
from sayso.export.gather import Bundle, Item
from sayso.export.plover_codes import QUADS, SCALE, code, contexts

_SIZE: Final = {"killed": "dead", "injured": "injured", "arrested": "arrested"}
_RESOLUTION: Final = {"poi": 5, "populated": 4, "district": 3, "province": 2, "country": 1}


def lines(bundle: Bundle) -> Iterator[str]:
    """An object a claim; claims of kinds that PLOVER has no event for are left out."""
    for item in bundle.standing():
        if code(item.claim)[0] != "NONE":
            yield json.dumps(event(item), ensure_ascii=False) + "\n"


def left_out(bundle: Bundle) -> dict[str, int]:
    """Why claims have no line, and how many."""
    count = sum(1 for i in bundle.standing() if code(i.claim)[0] == "NONE")
    return {"claims of a kind that PLOVER has no event for": count} if count else {}


def day_of(item: Item) -> str:
    """The claim's first day, else the day of publication, else that of the record: PLOVER demands one."""
    when = item.claim.when
    if when:
        return day_range(when.value)[0].isoformat()
    return item.report.published or item.said.held.reported_at[:10]


def event(item: Item) -> dict[str, Any]:
    """The claim as an event; ``comment`` holds as JSON what PLOVER has no field for: say-so, stance, score, figure."""
    claim, report = item.claim, item.report
    name, mode = code(claim)
    found: dict[str, Any] = {
        "id": claim.id,
        "has_event": claim.stance != "denied",
        "date": day_of(item),
        "enddate": day_range(claim.when.value)[1].isoformat() if claim.when else None,
        "actor": [_entity(claim.actor)] if claim.actor else [],
        "recipient": [_entity(claim.target)] if claim.target else [],
        "event": name,
        "event_loc": _location(claim.place) if claim.place else None,
        "event_text": claim.quote.text,
        "quad_code": QUADS.get(name),
        "event_scale": SCALE.get(name),
        "mode": mode,
        "context": contexts(claim, report),
        "link": anchor(report, claim.quote) if report.url else None,
        "text": claim.quote.text,
        "text_info": {
            "sequence": report.id, "start": claim.quote.start, "end": claim.quote.end, "text_story": report.text,
        },
        "cite_info": {
            "corpus": "sayso", "citation": report.id, "url": report.url, "title": report.title,
            "language": report.language, "publication": report.publisher, "version": version("sayso"),
        },
        "coder": item.said.model,
        "coded_date": item.said.held.added_at[:10],
        "comment": json.dumps(_comment(item), ensure_ascii=False),
    }  # fmt: skip
    figure = claim.figure
    if figure and figure.measure in _SIZE and figure.low is not None:
        found["size"] = {_SIZE[figure.measure]: figure.low}
    return {k: v for k, v in found.items() if v is not None}


def _comment(item: Item) -> dict[str, Any]:
    figure = item.claim.figure
    number = (
        {k: getattr(figure, k) for k in ("low", "high", "measure", "of", "scope", "as_of")}
        if figure
        else None
    )
    return {
        "say_so": [{"name": w.name, "text": w.span.text, "start": w.span.start, "end": w.span.end}
                   for w in item.claim.says],
        "stance": item.claim.stance, "score": round(item.claim.score, 4), "kind": item.claim.kind,
        "figure": number, "decision": item.state or None,
        "date_from": "the claim" if item.claim.when else "publication" if item.report.published else "the record",
    }  # fmt: skip


def _entity(who: Who) -> dict[str, Any]:
    known = {"code": iso3(who.country), "sector": who.sector, "entity_text": who.span.text or who.name,
             "identifier_id": who.key, "identifier_text": who.name}  # fmt: skip
    return {k: v for k, v in known.items() if v is not None}


def _location(place: Where) -> dict[str, Any]:
    names = parts(place)
    known = {
        "extracted_place": place.span.text or None, "resolved_place": place.name, "geonameid": place.geonameid,
        "lat": place.lat, "lon": place.lon, "province": place.admin1, "country": country_of(place) or None,
        "city": names[0] if place.precision in {"poi", "populated"} else None,
        "district": names[0] if place.precision == "district" else None, "country_code": iso3(place.country),
        "resolution": _RESOLUTION.get(place.precision),
    }  # fmt: skip
    return {k: v for k, v in known.items() if v is not None}
