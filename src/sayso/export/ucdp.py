"""``ucdp``: one line an incident in the 49 columns of UCDP GED (codebook 24.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sayso.export import coding
from sayso.export.cells import table
from sayso.export.gather import Bundle, Happening
from sayso.reconcile.policies import Answer, Policy, ucdp

COLUMNS: Final = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office",
    "source_date", "source_headline", "source_original", "where_prec", "where_coordinates", "where_description",
    "adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region",
    "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians",
    "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
_WHERE: Final = {
    "poi": 1, "populated": 1, "district": 3, "province": 4, "country": 6, "region": 7,
}  # fmt: skip
_CIVIL: Final = (
    "civilian",
    "child",
    "women",
    "protester",
    "demonstrator",
    "resident",
    "journalist",
    "passer",
)


def lines(bundle: Bundle) -> Iterator[str]:
    """A heading and a line an incident in which somebody is told to have been killed; deaths by the bundle's policy,
    else UCDP's best, low and high."""
    rule = bundle.policy or ucdp
    deadly = (h for h in bundle.happenings if h.tolls)
    return table(COLUMNS, (_row(h, rule) for h in deadly))


def _row(happening: Happening, rule: Policy) -> list[object]:
    items = happening.items
    days, place = coding.days_of(happening), coding.place_of(items)
    actor, target = coding.who_of(items, "actor"), coding.who_of(items, "target")
    point = place if place is not None and place.lat is not None else None
    row: dict[str, object] = dict.fromkeys(COLUMNS, "")
    row |= {
        "id": happening.incident.id,
        "relid": " ".join(i.claim.id for i in items),
        "year": days[0].year if days else "",
        "code_status": _status(happening),
        "dyad_name": f"{actor} - {target}" if actor and target else "",
        "side_a": actor,
        "side_b": target,
        "number_of_sources": len({i.report.id for i in items}),
        "source_article": coding.notes(items),
        "source_office": "; ".join(coding.sources(items)),
        "source_date": min((i.report.published for i in items if i.report.published), default=""),
        "source_headline": items[0].report.title,
        # UCDP: whom the article cites; here the chain, innermost first.
        "source_original": "; ".join(dict.fromkeys(i.chain for i in items if i.chain)),
        "where_prec": _WHERE.get(place.precision) if place else None,
        "where_coordinates": place.name if place else "",
        "where_description": next((i.claim.place.span.text for i in items if i.claim.place), ""),
        "adm_1": place.admin1 if place else "",
        "latitude": point.lat if point else None,
        "longitude": point.lon if point else None,
        "geom_wkt": f"POINT ({point.lon} {point.lat})" if point else "",
        "priogrid_gid": _cell(point.lat, point.lon) if point else None,
        "country": coding.country_of(place),
        "event_clarity": 1 if days and days[0] == days[1] else 2,
        "date_prec": _date_precision(happening),
        "date_start": days[0].isoformat() if days else "",
        "date_end": days[1].isoformat() if days else "",
    }  # fmt: skip
    return list((row | _deaths(coding.dead(happening, rule))).values())


def _deaths(answers: Sequence[Answer]) -> dict[str, object]:
    """The largest group's numbers: groups may include each other, so they are not added up."""
    if not answers:
        return {}
    top = answers[0]
    best = coding.number_of(top)
    civil = any(word in top.of.lower() for word in _CIVIL)
    return {
        "deaths_a": 0, "deaths_b": 0, "deaths_civilians": (best or 0) if civil else 0,
        "deaths_unknown": 0 if civil else best or 0, "best": best, "high": top.high, "low": top.low,
    }  # fmt: skip


def _status(happening: Happening) -> str:
    return "Clear" if all(i.state in {"confirmed", "corrected"} for i in happening.items) else "Machine read"


def _date_precision(happening: Happening) -> int:
    """1 the day, 2 within 2 to 6 days, 3 a week, 4 a month, 5 longer or unknown."""
    days = coding.days_of(happening)
    if days is None or happening.incident.day is None:
        return 5
    length = (days[1] - days[0]).days
    return 1 if length == 0 else 2 if length < 6 else 3 if length < 8 else 4 if length < 32 else 5


def _cell(lat: float | None, lon: float | None) -> int | None:
    """The PRIO-GRID cell: half degrees, counted from the south-west (Tollefsen et al. 2012)."""
    if lat is None or lon is None:
        return None
    row, column = min(int((lat + 90) * 2), 359), min(int((lon + 180) * 2), 719)
    return row * 720 + column + 1
