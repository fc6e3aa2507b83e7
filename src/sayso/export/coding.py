"""What the event formats share: country names and regions, days, precisions, and one number for an incident's dead."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from sayso.core.when import day_range
from sayso.core.where import PRECISIONS, Where
from sayso.core.who import Who
from sayso.export.gather import Happening, Item
from sayso.reconcile.policies import Answer, Policy


def days_of(happening: Happening) -> tuple[dt.date, dt.date] | None:
    """First and last day of the incident, else the day of the first report that tells it; None if neither is known."""
    value = happening.incident.day or min(
        (i.report.published for i in happening.items if i.report.published), default=None
    )
    return day_range(value) if value else None


def time_precision(days: tuple[dt.date, dt.date] | None) -> int | None:
    """ACLED's: 1 the day is known, 2 within a week, 3 within a month or longer."""
    if days is None:
        return None
    length = (days[1] - days[0]).days
    return 1 if length == 0 else 2 if length <= 7 else 3


def commonest(values: Iterable[str | None]) -> str | None:
    """The value given most often, of equals the first; None if all lack it."""
    found = Counter(v for v in values if v)
    return found.most_common(1)[0][0] if found else None


def place_of(items: Iterable[Item]) -> Where | None:
    """The most exact place of the claims: with a point before those without, then the most exact precision."""
    order = PRECISIONS
    places = [i.claim.place for i in items if i.claim.place]
    return min(places, key=lambda p: (p.lat is None, order.index(p.precision)), default=None)


def who_of(items: Iterable[Item], slot: str) -> str | None:
    """The name that the claims give most often in this slot."""
    return commonest(w.name for i in items if isinstance(w := getattr(i.claim, slot), Who))


def dead(happening: Happening, policy: Policy) -> list[Answer]:
    """The policy's answers for those killed, a counted group each, the largest first."""
    found = [policy(toll) for toll in happening.tolls]
    return sorted(found, key=lambda a: (-(number_of(a) or 0), a.of))


def number_of(answer: Answer) -> int | None:
    """The answer's best number, or its least where the rule gives no best."""
    return answer.best if answer.best is not None else answer.low


def sources(items: Iterable[Item]) -> list[str]:
    """The publishers, each once, in the order in which they came; a report without one stands by its address or id."""
    return list(
        dict.fromkeys(i.report.publisher or i.report.agency or i.report.url or i.report.id for i in items)
    )


def notes(items: Iterable[Item]) -> str:
    """Each claim's words, on whose say-so, and where they stand: ``"…" (says …) [claim c1, report r, 10-40]``."""
    found = []
    for i in items:
        span = i.claim.quote
        stance = "" if i.claim.stance == "asserted" else f"{i.claim.stance}, "
        chain = i.chain or "the report's own voice"
        words = " ".join(span.text.split())
        found.append(
            f'"{words}" ({stance}say-so: {chain}) [claim {i.claim.id}, report {i.report.id}, {span.start}-{span.end}]'
        )
    return " | ".join(found)


def parts(place: Where | None) -> list[str]:
    """The names of a place, the most exact first: ``["Almaty", "Kazakhstan"]``."""
    return [p.strip() for p in place.name.split(",")] if place else []


def country_of(place: Where | None) -> str:
    """The name of the place's country; "" where it is not known."""
    return parts(place)[-1] if place is not None and place.country else ""
