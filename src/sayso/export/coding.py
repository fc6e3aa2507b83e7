"""What the event formats share: days, places, sources, and the way back from a line to claims and words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from urllib.parse import quote

from sayso.core.report import Report
from sayso.core.span import Span
from sayso.core.when import day_range
from sayso.core.where import PRECISIONS, Where
from sayso.export.countries import country
from sayso.export.gather import Happening, Item


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


def place_of(items: Iterable[Item]) -> Where | None:
    """The most exact place of the claims: with a point before those without, then the most exact precision."""
    order = PRECISIONS
    places = [i.claim.place for i in items if i.claim.place]
    return min(places, key=lambda p: (p.lat is None, order.index(p.precision)), default=None)


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
        at = f"claim {i.claim.id}, report {i.report.id}, {span.start}-{span.end}"
        link = f", {anchor(i.report, span)}" if i.report.url else ""
        found.append(f'"{words}" ({stance}say-so: {chain}) [{at}{link}]')
    return " | ".join(found)


def articles(items: Iterable[Item]) -> str:
    """Each report once as UCDP cites it, ``"office,date,headline"``, with claims and words behind it."""
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(item.report.id, []).append(item)
    return ";".join(f"{_cited(group[0].report)} {notes(group)}" for group in found.values())


def _cited(report: Report) -> str:
    parts = (report.publisher or report.agency, report.published, report.title)
    return '"' + ",".join(" ".join(p.replace('"', "'").split()) for p in parts if p) + '"'


def anchor(report: Report, span: Span) -> str:
    """Where the words stand: the report's address with a text fragment, which browsers open at the words (WICG, URL
    Fragment Text Directives); the report's id and offsets (RFC 5147) where it has no address."""
    if not report.url:
        return f"{report.id}#char={span.start},{span.end}"
    words = span.text.split()
    if len(words) <= 8:
        part = _escaped(" ".join(words))
    else:
        part = f"{_escaped(' '.join(words[:4]))},{_escaped(' '.join(words[-4:]))}"
    return f"{report.url.split('#')[0]}#:~:text={part}"


def _escaped(words: str) -> str:
    return quote(words, safe="").replace("-", "%2D")


def reviewed(items: Iterable[Item]) -> bool:
    """True if persons confirmed or corrected each of the claims."""
    return all(i.state in {"confirmed", "corrected"} for i in items)


def told_when(days: tuple[dt.date, dt.date] | None) -> str:
    """``On 6 January 2022``, ``Between 5 January 2022 and 7 January 2022``, ``On an unknown day``."""
    if days is None:
        return "On an unknown day"
    first, last = (f"{d.day} {d:%B} {d.year}" for d in days)
    return f"On {first}" if first == last else f"Between {first} and {last}"


def source_scale(items: Iterable[Item], home: str | None) -> str:
    """ACLED's: National for publishers of the country ``home``, International for others; "" where one is unknown."""
    lands = {_publisher_country(i.report.publisher) for i in items}
    if home is None or not lands or None in lands:
        return ""
    return "-".join(w for w, has in (("National", home in lands), ("International", lands != {home})) if has)


def _publisher_country(publisher: str | None) -> str | None:
    """The country of a publisher that the tables know."""
    from sayso.resolve.where_home import homes  # it loads numpy

    name = (publisher or "").lower()
    found = homes().get(name) or homes().get(name.removeprefix("the "))
    return found[2] if found else None


def parts(place: Where | None) -> list[str]:
    """The names of a place, the most exact first: ``["Almaty", "Kazakhstan"]``."""
    return [p.strip() for p in place.name.split(",")] if place else []


def country_of(place: Where | None) -> str:
    """The name of the place's country; "" where it is not known."""
    if place is None or not place.country:
        return ""
    found = country(place.country)
    return found.name if found else parts(place)[-1]
