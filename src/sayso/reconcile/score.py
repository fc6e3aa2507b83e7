"""How alike two claims are: each slot compared on its own, the words kept, and the weighted mean of what both tell."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from sayso.core.claim import Claim
from sayso.core.incident import PairScore
from sayso.core.report import Report
from sayso.core.when import day_range
from sayso.core.where import Where
from sayso.core.who import Who
from sayso.reconcile.figures import compatible, value_of
from sayso.reconcile.groups import read
from sayso.reconcile.moments import of_report
from sayso.reconcile.told import country_of, sub_place
from sayso.reconcile.wording import cosine, overlap, stem, stems

FAMILIES: Final[dict[str, str]] = {
    **dict.fromkeys(("kill", "injure", "attack", "clash", "bomb", "destroy"), "violence"),
    **dict.fromkeys(("protest", "riot"), "unrest"),
    **dict.fromkeys(("abduct", "missing", "release"), "captivity"),
    **dict.fromkeys(("arrest", "charge"), "justice"),
    **dict.fromkeys(("flee", "rescue"), "flight"),
    **dict.fromkeys(("deploy", "withdraw"), "forces"),
}
"""Kinds under which different reports tell of one happening; every other kind is a family of its own."""

WEIGHTS: Final[dict[str, float]] = {
    "trigger": 6.0, "place": 3.0, "time": 3.0, "report": 3.0, "figure": 2.0, "target": 1.0, "wording": 1.0,
    "actor": 0.7,
}  # fmt: skip
"""Set by hand on the odd topics of ECB+ (those that it can tell: trigger, parties, wording, report) and on made-up
claims (place, time, figure)."""
_NEAR_KM: Final = {"poi": 5.0, "populated": 15.0, "district": 40.0, "province": 150.0}
_SYNONYM: Final = 0.5
_FAR: Final = 0.05
_DAYS: Final = 2


@dataclass(frozen=True, slots=True)
class Mention:
    """A claim made ready for comparing. ``days``: first and last day, None where nothing is told; ``told``: whether
    the claim itself tells its time; ``bag``: its report's words, weighted, of length 1."""

    claim: Claim
    report: str
    family: str
    days: tuple[dt.date, dt.date] | None
    told: bool
    country: str
    place: str
    words: frozenset[str]
    bag: Mapping[str, float]


def mention(claim: Claim, report: Report, bag: Mapping[str, float]) -> Mention:
    """The claim with what it is compared by."""
    days = day_range(claim.when.value) if claim.when else None
    moment = of_report(report)
    if days is None and moment is not None:
        days = (moment.day - dt.timedelta(days=_DAYS), moment.day)
    family = FAMILIES.get(claim.kind, claim.kind)
    country, place = country_of(claim.place), sub_place(claim.place)
    told = claim.when is not None
    return Mention(claim, report.id, family, days, told, country, place, stems(claim.quote.text), bag)


Cosines: TypeAlias = dict[tuple[str, str], float]
"""How alike the words of two reports are, by their ids: many claims of the same two reports are compared."""


def score(a: Mention, b: Mention, cosines: Cosines | None = None) -> PairScore:
    """The likeness of two claims (0 to 1) with what was compared. 0 where they exclude each other: other countries,
    days apart, places far apart. ``cosines`` are looked up and noted, so that a caller need not have them twice."""
    if a.claim.id > b.claim.id:
        a, b = b, a
    compared = []
    for slot, compare in _SLOTS.items():
        found = compare(a, b) if slot != "report" else _report(a, b, {} if cosines is None else cosines)
        if found is not None:
            if found[0] < 0:
                return PairScore(0.0, ((slot, 0.0, found[1], found[2]),))
            compared.append((slot, round(found[0], 4), found[1], found[2]))
    total = sum(WEIGHTS[slot] for slot, *_ in compared)
    mean = sum(WEIGHTS[slot] * value for slot, value, *_ in compared) / total
    return PairScore(round(mean, 4), tuple(compared))


Compared = tuple[float, str, str] | None
"""Likeness (below 0: they exclude each other) and the words compared; None where one of the two tells nothing."""


def _trigger(a: Mention, b: Mention) -> Compared:
    one, two = a.claim.trigger.text, b.claim.trigger.text
    if stem(one.split()[0]) == stem(two.split()[0]) or stems(one) & stems(two):
        value = 1.0
    elif a.claim.kind != b.claim.kind:
        value = 0.2
    else:
        # One report tells one happening in one claim; two of a kind are two.
        value = 0.0 if a.report == b.report else _SYNONYM
    return value, one, two


def _who(one: Who | None, two: Who | None) -> Compared:
    if one is None or two is None:
        return None
    if one.key and one.key == two.key:
        return 1.0, one.name, two.name
    sides = read(one.name).same(read(two.name)) and not read(one.name).everyone
    return max(0.6 * sides, overlap(stems(one.name), stems(two.name))), one.name, two.name


def _place(a: Mention, b: Mention) -> Compared:
    one, two = a.claim.place, b.claim.place
    if one is None or two is None:
        return None
    if a.country and b.country and a.country.lower() != b.country.lower():
        return -1.0, one.name, two.name
    if not a.place or not b.place:
        # That two happenings lie in one country says little, whether or not one of them is placed more exactly.
        return 0.5, one.name, two.name
    if a.place.lower() == b.place.lower():
        return 1.0, one.name, two.name
    near = _near(one, two)
    if near is None:
        near = overlap(stems(a.place), stems(b.place))
    return (near if near > _FAR else -1.0), one.name, two.name


def _near(a: Where, b: Where) -> float | None:
    """1 at the same point, falling with the distance, the more slowly the less exact the places are."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    scale = max(_NEAR_KM.get(a.precision, 300.0), _NEAR_KM.get(b.precision, 300.0))
    return math.exp(-kilometres(a.lat, a.lon, b.lat, b.lon) / scale)


def kilometres(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """Great-circle distance by the haversine formula."""
    p, q = math.radians(lat), math.radians(lat2)
    half = (
        math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(lon2 - lon) / 2) ** 2
    )
    return 12742.0 * math.asin(math.sqrt(min(1.0, half)))


def _time(a: Mention, b: Mention) -> Compared:
    if a.days is None or b.days is None:
        return None
    one, two = (f"{m.days[0]}/{m.days[1]}" if m.days else "" for m in (a, b))
    gap = (max(a.days[0], b.days[0]) - min(a.days[1], b.days[1])).days
    if gap > 0 and a.told and b.told:
        # Days are mistaken by one now and then (night, time zones), but not within one report.
        return (-1.0 if gap > _DAYS or a.report == b.report else 0.1), one, two
    if gap > 0:
        return (-1.0 if gap > _DAYS else 0.2), one, two
    shared = 1 - gap
    union = (max(a.days[1], b.days[1]) - min(a.days[0], b.days[0])).days + 1
    value = shared / union
    return (value if a.told and b.told else 0.5 * (1 + value)), one, two


def _figure(a: Mention, b: Mention) -> Compared:
    one, two = a.claim.figure, b.claim.figure
    if one is None or two is None or one.measure != two.measure:
        return None
    value = 1.0 if value_of(one) == value_of(two) else 0.6 if compatible(one, two) else 0.2
    return value, one.span.text, two.span.text


def _wording(a: Mention, b: Mention) -> Compared:
    if a.report == b.report:
        return None
    return overlap(a.words, b.words), a.claim.quote.text, b.claim.quote.text


def _report(a: Mention, b: Mention, cosines: Cosines) -> Compared:
    if a.report == b.report or not a.bag or not b.bag:
        return None
    pair = (a.report, b.report) if a.report < b.report else (b.report, a.report)
    if pair not in cosines:
        cosines[pair] = cosine(a.bag, b.bag)
    return min(1.0, 2.0 * cosines[pair]), a.report, b.report


_SLOTS: Final[dict[str, Callable[[Mention, Mention], Compared]]] = {
    "place": _place,
    "time": _time,
    "trigger": _trigger,
    "actor": lambda a, b: _who(a.claim.actor, b.claim.actor),
    "target": lambda a, b: _who(a.claim.target, b.claim.target),
    "figure": _figure,
    "wording": _wording,
    "report": lambda a, b: _report(a, b, {}),
}
