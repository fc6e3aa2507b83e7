"""``acled``: one line an incident in the 31 columns of ACLED's CSV (codebook 2024)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sayso.core.kinds import kinds
from sayso.export import coding
from sayso.export.cells import table
from sayso.export.gather import Bundle, Happening
from sayso.reconcile.policies import Policy, acled

COLUMNS: Final = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting",
    "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision",
    "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
_DISORDER: Final = {
    "Battles": "Political violence", "Explosions/Remote violence": "Political violence",
    "Violence against civilians": "Political violence", "Protests": "Demonstrations", "Riots": "Political violence",
    "Strategic developments": "Strategic developments",
}  # fmt: skip
_DEMONSTRATIONS: Final = frozenset({"Violent demonstration", "Excessive force against protesters"})
_RANK: Final = (
    "bomb", "clash", "abuse", "abduct", "attack", "kill", "injure", "riot", "protest", "seize", "destroy", "arrest",
)  # fmt: skip
_PRECISION: Final = {"poi": 1, "populated": 1, "district": 2, "province": 3, "country": 3, "region": 3}


def lines(bundle: Bundle) -> Iterator[str]:
    """A heading and a line an incident that ACLED codes; fatalities by the bundle's policy, else by ACLED's own."""
    rule = bundle.policy or acled
    found = ((h, k) for h in bundle.happenings if (k := _kind(h)))
    return table(COLUMNS, (_row(h, k, rule) for h, k in found))


def _kind(happening: Happening) -> str | None:
    """The kind that decides the event type: what is more violent before what only comes of it."""
    coded = [k for k in happening.incident.kinds if kinds()[k].acled]
    return min(coded, key=lambda k: _RANK.index(k) if k in _RANK else len(_RANK), default=None)


def _row(happening: Happening, kind: str, rule: Policy) -> list[object]:
    items = happening.items
    days, place = coding.days_of(happening), coding.place_of(items)
    event, sub = kinds()[kind].acled or ("", "")
    names = coding.parts(place)
    answers = coding.dead(happening, rule)
    demonstration = "Demonstrations" if event in {"Protests", "Riots"} else None
    disorder = "Political violence; Demonstrations" if sub in _DEMONSTRATIONS else _DISORDER[event]
    row: dict[str, object] = dict.fromkeys(COLUMNS, "")
    row |= {
        "event_id_cnty": happening.incident.id,
        "event_date": days[0].isoformat() if days else "",
        "year": days[0].year if days else "",
        "time_precision": coding.time_precision(days),
        "disorder_type": demonstration if sub == "Peaceful protest" else disorder,
        "event_type": event,
        "sub_event_type": sub,
        "actor1": coding.who_of(items, "actor"),
        "actor2": coding.who_of(items, "target"),
        "country": coding.country_of(place),
        "admin1": place.admin1 if place else "",
        "location": names[0] if names else "",
        "latitude": place.lat if place else None,
        "longitude": place.lon if place else None,
        "geo_precision": _PRECISION.get(place.precision) if place else None,
        "source": "; ".join(coding.sources(items)),
        "notes": coding.notes(items),
        # ACLED writes 0 where no report gives a number; the largest group's, for groups may include each other.
        "fatalities": (coding.number_of(answers[0]) or 0) if answers else 0,
        "tags": "; ".join(_tags(happening, [a.rule for a in answers[:1]])),
        "timestamp": max(i.said.held.added_at for i in items),
    }
    return list(row.values())


def _tags(happening: Happening, rules: list[str]) -> Iterator[str]:
    yield from (f"fatalities={rule.replace(';', ',')}" for rule in rules)
    if any(t.disputes for t in happening.tolls):
        yield "fatalities disputed"
    if happening.incident.inside:
        yield f"within {happening.incident.inside}"
