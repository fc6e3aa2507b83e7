"""Where: place names of a report as points on the map, each with its precision, its containing parts and its words.

`places` finds and resolves them, `setting` says in which country the report plainly is set, `dateline` where it
was written.
`hang_place` (in `where_hang`) says where a given event took place.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import Final

from sayso.core.reading import Reading
from sayso.core.report import Report
from sayso.core.span import NOWHERE, Span
from sayso.core.where import Where, cased
from sayso.resolve.gazetteer import Gazetteer, Place, gazetteer
from sayso.resolve.gazetteer_names import fold
from sayso.resolve.where_cues import KIND_AFTER
from sayso.resolve.where_find import chance, found_names, is_adjective, names_body, names_forename, names_none
from sayso.resolve.where_home import distance, hints_of_report
from sayso.resolve.where_metonym import is_metonym
from sayso.resolve.where_precision import EXACTNESS
from sayso.resolve.where_rank import Choice, Ranker, Toponym, shipped_weights
from sayso.resolve.where_strangers import (
    PLAINLY,
    evidence_elsewhere,
    evident_countries,
    evident_towns,
    far_namesake,
    most_evident,
    within_a_name,
)
from sayso.resolve.where_unknown import is_kind, may_name, unknown_names

ENOUGH: Final = 0.5
"""Chance of being a place name from which on a known name is taken for one."""

COUNTRY_WEIGHT: Final = 0.4
"""What naming a country counts towards the setting beside naming a place in it: countries are also actors."""

_RELATION: Final = re.compile(
    r"\b(?:(?P<near>(?i:near|close to|not far from|next to|"
    r"(?:\w+\s)?(?:km|kilomet(?:er|re)s|miles)(?:\s\([^)]*\))?\s(?:\w+\s)?(?:of|from)))|"
    r"(?P<outside>(?i:outside(?: of)?|(?:on|in) the outskirts of|"
    r"(?:just |to the )?(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west) of))|"
    r"(?P<between>(?i:between)))\s(?:the\s)?(?:(?!in\b|and\b|at\b|on\b|near\b|outside\b)[\w\-]+\s){0,4}$"
)
_DATELINE: Final = re.compile(
    r"^\s*(?P<place>[A-Z][A-Z "
    r".’'\-]{2,30}[A-Z.](?:,\s(?:[A-Z][\w.’']+\s?){1,3})?)\s*(?:,\s\w+\.?\s\d{1,2}[^—–-]{0,12})?(?:\([^)]{2,40}\)\s*)?(?:—|–|--|-|:)\s"
    r"|^\s*(?P<second>[A-Z][\w’'\-]+(?:\s[A-Z][\w’'\-]+){0,2}(?:,\s[A-Z][\w.’']+(?:\s[A-Z]\w+)?)?)\s*(?:\([^)]{2,40}\)\s*(?:—|–|--|-)|(?:—|–|--))\s"
)
_NAMED_BEFORE: Final = re.compile(r"(?:\b\d+(?:st|nd|rd|th)|\b[A-Z][\w’'\-]+)[ ]$")


def places(reading: Reading) -> tuple[Where, ...]:
    """The places of a report, sorted by span: known ones resolved, unknown ones that the words or the reader call
    a place
    with precision ``unresolved``. Countries and capitals that stand for their governments are left out."""
    report, known = reading.report, gazetteer()
    spotted, choices = _resolved(reading, known)
    wanted = [m.span for m in reading.mentions if m.type == "place" and may_name(m.span.text, known)]
    found: list[Where] = []
    strangers: list[Span] = []
    meant: list[tuple[Toponym, Choice | None]] = []
    pairs = list(zip(spotted, choices, strict=True))
    evident, towns = evident_countries(pairs), evident_towns(pairs)
    elsewhere = evidence_elsewhere(spotted, choices)
    for toponym, choice in zip(spotted, choices, strict=True):
        meant.append((toponym, choice))
        if choice is None or choice.match == "adjective":
            continue
        if is_metonym(report.text, toponym.start, toponym.end, toponym.candidates, known):
            continue
        span = _widened(report, toponym, wanted)
        if far_namesake(choice.place, toponym, evident, towns) or (
            len(span.text) > len(toponym.name)
            and within_a_name(choice.place, toponym, span, elsewhere(span, fold(toponym.name)))
        ):
            strangers.append(span)
            meant.pop()
        else:
            found.append(_where(report, span, choice, known))
    found.sort(key=lambda w: w.span)
    found = [w for i, w in enumerate(found) if i == 0 or not w.span.overlaps(found[i - 1].span)]
    country = most_evident(evident_countries(meant)) or _code(setting(report, tuple(found)))
    taken = [(t.start, t.end) for t in spotted]
    whole = set(taken)
    unknown = strangers + [Span.cut(report.text, a, b) for a, b in unknown_names(report, taken)]
    unknown += [
        s
        for s in wanted
        if (s.start, s.end) not in whole
        and not any(s.overlaps(w.span) for w in found)
        and not any(s.overlaps(u) for u in unknown)
    ]
    found += [_unresolved(report, span, found, country, known) for span in unknown]
    found.sort(key=lambda w: w.span)
    return tuple(_contained(report, found))


def setting(report: Report, places: tuple[Where, ...]) -> Where | None:
    """The country in which the report is plainly set: that of most of its places, the headline's and the first
    ones counting more; None without a majority. Its span is the first mention of a place of that country."""
    weights: defaultdict[str, float] = defaultdict(float)
    for where in places:
        if where.country is None or where.basis != "words":
            continue
        early = 2.0 if where.span.start < 600 or report.part_at(where.span.start) == "title" else 1.0
        weights[where.country] += early * (COUNTRY_WEIGHT if where.precision == "country" else 1.0)
    if not weights:
        return None
    code = max(weights, key=lambda c: weights[c])
    most, second = weights[code], max((w for c, w in weights.items() if c != code), default=0.0)
    if most < PLAINLY * (most + second):
        return None
    country = gazetteer().country(code)
    first = next(w.span for w in places if w.country == code)
    return (
        None
        if country is None
        else replace(_bare(country), span=first, basis="report", score=round(most / (most + second), 3))
    )


def dateline(report: Report) -> Where | None:
    """The place of the dateline ("ALMATY (Reuters) —") with basis ``dateline``, or None."""
    for part in report.readable():
        if part.part == "title":
            continue
        for line in re.finditer(r"[^\n]+", report.text[part.start : part.end][:600]):
            match = _DATELINE.match(line.group())
            if match is None:
                continue
            group = "place" if match.group("place") else "second"
            start = part.start + line.start() + match.start(group)
            name = match.group(group).strip(" ,")
            head = re.split(r",", name)[0]
            candidates = gazetteer().find(head)
            if not candidates:
                continue
            inner = Toponym(start, start + len(head), head, candidates)
            ranker = Ranker(gazetteer(), shipped_weights())
            choice = ranker.resolve(report.text, [inner], hints_of_report(report))[0]
            if choice is not None and choice.match != "adjective":
                return replace(
                    _where(report, Span.cut(report.text, start, start + len(head)), choice, gazetteer()),
                    basis="dateline",
                )
    return None


def _resolved(reading: Reading, known: Gazetteer) -> tuple[list[Toponym], list[Choice | None]]:
    """Names taken for places or adjectives of places, and what each stands for."""
    report, toponyms = reading.report, toponyms_of(reading, known)
    choices = Ranker(known, shipped_weights()).resolve(report.text, toponyms, hints_of_report(report))
    return toponyms, choices


def toponyms_of(reading: Reading, known: Gazetteer) -> list[Toponym]:
    """Names taken for places or adjectives of places, in text order, with what they may stand for."""
    report, weights = reading.report, shipped_weights()
    wanted = [m.span for m in reading.mentions if m.type == "place"]
    toponyms = []
    for found in found_names(report, known):
        spotted = found.spotted
        if names_body(report.text, spotted) or names_forename(report.text, spotted) or names_none(spotted):
            continue
        holding = [w for w in wanted if w.start <= spotted.start and spotted.end <= w.end]
        named_before = _NAMED_BEFORE.search(report.text, max(0, spotted.start - 30), spotted.start)
        if is_kind(spotted.name) and (named_before or any(w.start < spotted.start for w in holding)):
            continue  # "34th Street" is no mention of the town of Street
        if holding or is_adjective(spotted.candidates) or chance(found.evidence, weights["find"]) >= ENOUGH:
            toponyms.append(Toponym(spotted.start, spotted.end, spotted.name, spotted.candidates))
    return toponyms


def _code(where: Where | None) -> str | None:
    return where.country if where is not None else None


def _widened(report: Report, toponym: Toponym, wanted: list[Span]) -> Span:
    """The span with the word that says what it is ("Aleppo province"), or the reader's own longer span."""
    for span in wanted:
        if span.start <= toponym.start and toponym.end <= span.end and "," not in span.text:
            return span
    after = KIND_AFTER.match(report.text, toponym.end)
    if after and after.group().strip() not in ("capital", "state", "port"):
        return Span.cut(report.text, toponym.start, after.end())
    return Span.cut(report.text, toponym.start, toponym.end)


def _where(report: Report, span: Span, choice: Choice, known: Gazetteer) -> Where:
    place = choice.place
    area = known.place(place.admin1).name if place.admin1 >= 0 else None
    return Where(
        span=span,
        name=_named(span.text, place, known),
        country=place.country,
        admin1=area,
        lat=place.lat,
        lon=place.lon,
        geonameid=place.geonameid,
        precision=place.precision,
        relation=_relation(report.text, span.start, place.kind),
        score=round(choice.score, 3),
    )


def _named(words: str, place: Place, known: Gazetteer) -> str:
    country, words = known.country(place.country), cased(words)
    if place.kind == "country" or country is None:
        return country.name if place.kind == "country" and country else words
    return words if fold(words) == fold(country.name) else f"{words}, {country.name}"


def _bare(country: Place) -> Where:
    return Where(
        NOWHERE, country.name, country.country, None, country.lat, country.lon, country.geonameid, "country"
    )


def _relation(text: str, start: int, kind: str = "") -> str | None:
    """How the words before a name put the event to it; "between" two countries is no place."""
    found = _RELATION.search(text, max(0, start - 60), start)
    said = None if found is None else next(name for name, value in found.groupdict().items() if value)
    return None if said == "between" and kind == "country" else said


def _unresolved(
    report: Report, span: Span, found: list[Where], country: str | None, known: Gazetteer
) -> Where:
    """A place without a point: its country is that of the place that holds it by the words, else the report's."""
    after = next((w for w in found if w.country and 0 <= w.span.start - span.end < 40), None)
    held = after is not None and _HELD.match(report.text[span.end : after.span.start])
    code = after.country if after is not None and held else country
    holder = known.country(code)
    name = f"{span.text}, {holder.name}" if holder else span.text
    return Where(
        span, name, code, precision="unresolved", relation=_relation(report.text, span.start), score=0.5
    )


_ONE_TOWN_KM: Final = 40.0
_HELD: Final = re.compile(r"^(?:,\s|\s\(|,?\s(?:in|of)\s(?:the\s)?(?:[a-z\-]+\s){0,4}(?:of\s)?)$")
_HOLDER_FIRST: Final = re.compile(r"^(?:['’]s?)\s(?:[a-z\-]+\s){0,3}$")


def _contained(report: Report, found: list[Where]) -> list[Where]:
    """Names with the containing place that the report gives beside them: "Tariq al-Bab, Aleppo, Syria"."""
    text, out = report.text, list(found)
    for i in range(len(found) - 2, -1, -1):
        inner, outer = out[i], out[i + 1]
        between = text[inner.span.end : outer.span.start]
        if _HELD.match(between) and _finer(inner, outer):
            out[i] = _inside(inner, outer)
        elif _HOLDER_FIRST.match(between) and _finer(outer, inner):
            out[i + 1] = _inside(outer, inner)
    return out


def _finer(inner: Where, outer: Where) -> bool:
    if inner.country not in (None, outer.country) or outer.precision in ("country", "region"):
        return False
    if inner.precision == outer.precision == "populated" and inner.lat is not None and outer.lat is not None:
        near = distance((inner.lat, inner.lon or 0.0), (outer.lat, outer.lon or 0.0)) < _ONE_TOWN_KM
        return near and inner.name.split(",")[0] != outer.name.split(",")[0]
    return EXACTNESS[inner.precision] < EXACTNESS[outer.precision]


def _inside(inner: Where, outer: Where) -> Where:
    head = inner.name.split(",")[0]
    return replace(
        inner,
        name=f"{head}, {outer.name}",
        country=inner.country or outer.country,
        admin1=inner.admin1 or outer.admin1,
    )
