"""``acled``: one line an incident in the 31 columns of ACLED's data (codebook 2024)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import Final

from sayso.core.kinds import kinds
from sayso.core.where import Where
from sayso.export import acled_codes, coding, sides
from sayso.export.cells import table
from sayso.export.countries import country
from sayso.export.deaths import Dead, dead
from sayso.export.gather import Bundle, Happening
from sayso.reconcile.policies import Policy, acled

COLUMNS: Final = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting",
    "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision",
    "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
_PRECISION: Final = {"poi": 1, "populated": 1, "district": 2, "province": 3, "country": 3, "region": 3}
_LONGEST: Final = 31  # days: ACLED codes no event that is known less exactly


def lines(bundle: Bundle) -> Iterator[str]:
    """A heading and a line an incident that ACLED codes; fatalities by the bundle's policy, else by ACLED's own."""
    rule = bundle.policy or acled
    coded = (h for h in bundle.happenings if _reason(h) is None)
    return table(COLUMNS, (_row(h, rule) for h in coded))


def left_out(bundle: Bundle) -> dict[str, int]:
    """Why incidents have no line, and how many."""
    return dict(Counter(reason for h in bundle.happenings if (reason := _reason(h))))


def _reason(happening: Happening) -> str | None:
    kind = _kind(happening)
    if kind is None:
        return "incidents of a kind that ACLED does not code"
    if happening.contains:
        return "sums of other incidents"
    days, place = coding.days_of(happening), coding.place_of(happening.items)
    if days is None or (days[1] - days[0]).days > _LONGEST:
        return "incidents known less exactly than to a month"
    strategic = (kinds()[kind].acled or ("",))[0] == "Strategic developments"
    if not strategic and (place is None or place.precision in {"country", "unresolved"}):
        return "incidents placed no more exactly than in a country"
    return None


def _kind(happening: Happening) -> str | None:
    coded = [k for k in happening.incident.kinds if kinds()[k].acled]
    rank = acled_codes.RANK
    return min(coded, key=lambda k: rank.index(k) if k in rank else len(rank), default=None)


def _row(happening: Happening, rule: Policy) -> list[object]:
    items, kind = happening.items, _kind(happening) or ""
    place = coding.place_of(items)
    home = place.country if place else None
    one, two = sides.both(items, home)
    event = acled_codes.event_of(kind, items, one, two)
    if event == ("Protests", "Peaceful protest") and "arrest" in happening.incident.kinds:
        event = ("Protests", "Protest with intervention")
    one, two = acled_codes.parties(event, one, two)
    number = dead(happening, rule)
    land = country(home)
    name = land.name if land else coding.country_of(place)
    return list((dict.fromkeys(COLUMNS, "") | _when(happening) | _where(place) | {
        "event_id_cnty": f"{land.iso3 if land else ''}{happening.incident.id}",
        "disorder_type": acled_codes.disorder(event),
        "event_type": event[0],
        "sub_event_type": event[1],
        "actor1": acled_codes.name_of(one, name),
        "assoc_actor_1": acled_codes.associated(one, name),
        "inter1": acled_codes.inter(one),
        "actor2": acled_codes.name_of(two, name),
        "assoc_actor_2": acled_codes.associated(two, name),
        "inter2": acled_codes.inter(two),
        "interaction": acled_codes.interaction(one, two) if one or two else "",
        "civilian_targeting": _targeting(event, two),
        "source": "; ".join(coding.sources(items)),
        "source_scale": coding.source_scale(items, home),
        "notes": f"{coding.told_when(coding.days_of(happening))}: {coding.notes(items)}",
        # ACLED writes 0 where no report gives a number.
        "fatalities": number.best or 0,
        "tags": "; ".join(_tags(happening, number)),
        "timestamp": int(max(dt.datetime.fromisoformat(i.said.held.added_at) for i in items).timestamp()),
    }).values())  # fmt: skip


def _when(happening: Happening) -> dict[str, object]:
    """A day known to a week or month is the middle of that week or month (codebook, time precision)."""
    days = coding.days_of(happening)
    if days is None:
        return {}
    day = days[0] + (days[1] - days[0]) / 2
    return {"event_date": day.isoformat(), "year": day.year, "time_precision": coding.time_precision(days)}


def _where(place: Where | None) -> dict[str, object]:
    if place is None:
        return {}
    land, names = country(place.country), coding.parts(place)
    near = place.relation in {"near", "outside", "between"}
    precision = _PRECISION.get(place.precision)
    return {
        "iso": land.number if land else "",
        "region": land.region if land else "",
        "country": land.name if land else coding.country_of(place),
        "admin1": place.admin1 or (names[0] if place.precision == "province" else ""),
        "admin2": names[0] if place.precision == "district" else "",
        "location": names[0],
        "latitude": place.lat,
        "longitude": place.lon,
        "geo_precision": max(precision, 2) if precision and near else precision,
    }


def _targeting(event: acled_codes.Event, two: sides.Party | None) -> str:
    civil = two is not None and two.sort in {sides.CIVILIANS, sides.ALL}
    targeted = (
        event[0] == "Violence against civilians"
        or event == acled_codes.EXCESSIVE
        or (event[0] in {"Explosions/Remote violence", "Riots"} and civil)
    )
    return "Civilian targeting" if targeted else ""


def _tags(happening: Happening, number: Dead) -> Iterator[str]:
    yield from (f"fatalities={rule.replace(';', ',')}" for rule in number.rules)
    if number.best is None and any(
        i.claim.figure and i.claim.figure.measure == "killed" for i in happening.items
    ):
        yield "a count of killed is told that is no count of this event alone"
    if any(t.disputes for t in happening.tolls):
        yield "fatalities disputed"
    if any(i.claim.stance == "hedged" for i in happening.items):
        yield "hedged"
    if happening.incident.inside:
        yield f"within {happening.incident.inside}"
    yield f"reviewed={'yes' if coding.reviewed(happening.items) else 'no'}"
