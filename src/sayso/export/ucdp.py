"""``ucdp``: one line an incident in the 49 columns of UCDP GED (codebook 24.1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from sayso.core.where import Where
from sayso.export import coding, sides
from sayso.export.cells import table
from sayso.export.countries import country
from sayso.export.deaths import Dead, dead
from sayso.export.gather import Bundle, Happening, Item
from sayso.export.sides import Party
from sayso.reconcile.policies import Policy, ucdp

COLUMNS: Final = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office",
    "source_date", "source_headline", "source_original", "where_prec", "where_coordinates", "where_description",
    "adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region",
    "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians",
    "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
_WHERE: Final = {"poi": 1, "populated": 1, "district": 3, "province": 4, "region": 5, "country": 6}
"""UCDP's precisions: 1 the place, 2 near it, 3 and 4 a division of the second and first order, 5 a stretch or an area
of several, 6 the country. 7 (sea and air) cannot be told."""


def lines(bundle: Bundle) -> Iterator[str]:
    """A heading and a line an incident in which somebody is told to have been killed; deaths by the bundle's policy,
    else UCDP's best, low and high."""
    rule = bundle.policy or ucdp
    return table(COLUMNS, (_row(h, rule) for h in bundle.happenings if _reason(h) is None))


def left_out(bundle: Bundle) -> dict[str, int]:
    """Why incidents have no line, and how many."""
    return dict(Counter(reason for h in bundle.happenings if (reason := _reason(h))))


def _reason(happening: Happening) -> str | None:
    if not dead(happening, ucdp).high:
        return "incidents without a number of dead of their own"
    return "sums of other incidents" if happening.contains else None


def _row(happening: Happening, rule: Policy) -> list[object]:
    items = happening.items
    days, place = coding.days_of(happening), coding.place_of(items)
    home = place.country if place else None
    land = country(home)
    one, two = _sides(*sides.both(items, home))
    names = _name(one, home), _name(two, home)
    number = dead(happening, rule)
    return list((dict.fromkeys(COLUMNS, "") | _sources(items) | _where(place) | {
        "id": happening.incident.id,
        "relid": " ".join(i.claim.id for i in items),
        "year": days[0].year if days else "",
        "code_status": "Clear" if coding.reviewed(items) else "Check",
        "type_of_violence": _type(one, two),
        "dyad_name": " - ".join(names) if all(names) else "",
        "side_a": names[0],
        "side_b": names[1],
        "region": land.ucdp_region if land else "",
        "country": land.ucdp if land else coding.country_of(place),
        "country_id": land.gw if land else "",
        "event_clarity": 1 if days and days[0] == days[1] else 2,
        "date_prec": _date_precision(happening),
        "date_start": days[0].isoformat() if days else "",
        "date_end": days[1].isoformat() if days else "",
        "gwnoa": _number(one, home),
        "gwnob": _number(two, home),
    } | _deaths(number, one, two)).values())  # fmt: skip


def _sources(items: Sequence[Item]) -> dict[str, object]:
    """Each report once in UCDP's form, ``"office,date,headline"``, with the words of its claims."""
    first = min(items, key=lambda i: i.report.published or "9999")
    return {
        "number_of_sources": len({i.report.id for i in items}),
        "source_article": coding.articles(items),
        "source_office": "; ".join(coding.sources(items)),
        "source_date": first.report.published,
        "source_headline": first.report.title,
        # UCDP: whom the article cites; here the chain, innermost first.
        "source_original": "; ".join(dict.fromkeys(i.chain for i in items if i.chain)),
        "where_description": next((i.claim.place.span.text for i in items if i.claim.place), ""),
    }


def _where(place: Where | None) -> dict[str, object]:
    if place is None:
        return {}
    precision = _WHERE.get(place.precision)
    if place.relation in {"near", "outside"} and precision == 1:
        precision = 2
    elif place.relation == "between":
        precision = 5
    found: dict[str, object] = {
        "where_prec": precision,
        "where_coordinates": place.name,
        "adm_1": place.admin1 or (coding.parts(place)[0] if place.precision == "province" else ""),
        "adm_2": coding.parts(place)[0] if place.precision == "district" else "",
    }
    if place.lat is not None and place.lon is not None:
        found |= {
            "latitude": place.lat,
            "longitude": place.lon,
            "geom_wkt": f"POINT ({place.lon} {place.lat})",
            "priogrid_gid": _cell(place.lat, place.lon),
        }
    return found


def _sides(one: Party | None, two: Party | None) -> tuple[Party | None, Party | None]:
    """Side A is a government where one fights, and the doer where one side is civilians."""
    governs = two is not None and two.sort in {sides.STATE, sides.EXTERNAL}
    if governs and (one is None or one.sort not in {sides.STATE, sides.EXTERNAL}):
        return two, one
    return (two, None) if one is None and two is not None and two.sort in sides.ARMED else (one, two)


def _type(one: Party | None, two: Party | None) -> int | str:
    """1 with a government on a side, 2 between armed groups, 3 against civilians; "" where a side is not known."""
    if one is None or two is None or one.sort not in sides.ARMED:
        return ""
    if two.sort not in sides.ARMED:
        return 3
    return 1 if {one.sort, two.sort} & {sides.STATE, sides.EXTERNAL} else 2


def _name(side: Party | None, home: str | None) -> str:
    if side is None:
        return ""
    land = country(_land(side, home))
    if land is not None and side.sort in {sides.STATE, sides.EXTERNAL} and side.sector not in {"IGO", "NGO"}:
        return f"Government of {land.ucdp}"
    return side.words if side.sort in sides.ARMED else "Civilians"


def _land(side: Party, home: str | None) -> str | None:
    return side.country or (home if side.sort == sides.STATE else None)


def _number(side: Party | None, home: str | None) -> str:
    """The government's number after Gleditsch and Ward."""
    if side is None or side.sort not in {sides.STATE, sides.EXTERNAL}:
        return ""
    land = country(_land(side, home))
    return land.gw if land else ""


def _deaths(number: Dead, one: Party | None, two: Party | None) -> dict[str, object]:
    """The dead of side A, side B, civilians, and all others; ``best`` is their sum, as in UCDP's data."""
    a = number.of(*_sorts(one))
    b = number.of(*(s for s in _sorts(two) if s not in _sorts(one)))
    civil = number.of(sides.CIVILIANS, sides.PROTESTERS, sides.RIOTERS)
    best = number.best or 0
    return {
        "deaths_a": a, "deaths_b": b, "deaths_civilians": civil, "deaths_unknown": best - a - b - civil,
        "best": best, "high": number.high or best, "low": number.low if number.low is not None else best,
    }  # fmt: skip


def _sorts(side: Party | None) -> tuple[str, ...]:
    """The sorts of counted groups that are of this side: a group's figure does not tell whose forces they are."""
    if side is None or side.sort not in sides.ARMED:
        return ()
    if side.sort in {sides.STATE, sides.EXTERNAL}:
        return (sides.STATE, sides.EXTERNAL)
    return (sides.MILITIA, sides.REBEL)


def _date_precision(happening: Happening) -> int:
    """1 the day, 2 within 2 to 6 days, 3 a week, 4 a month, 5 longer or unknown."""
    days = coding.days_of(happening)
    if days is None or happening.incident.day is None:
        return 5
    length = (days[1] - days[0]).days
    return 1 if length == 0 else 2 if length < 6 else 3 if length < 8 else 4 if length < 32 else 5


def _cell(lat: float, lon: float) -> int:
    """The PRIO-GRID cell: half degrees, counted from the south-west (Tollefsen et al. 2012)."""
    row, column = min(int((lat + 90) * 2), 359), min(int((lon + 180) * 2), 719)
    return row * 720 + column + 1
