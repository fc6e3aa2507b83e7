"""``gkg``: one line a report in the 27 fields of GDELT's Global Knowledge Graph 2.1 (codebook 2015), without a heading.

Filled is what claims tell: counts, places, persons, organizations, quotations, amounts, the way back. Themes, tone,
GCAM, pictures and embeds are GDELT's own readings of a page and stay empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from sayso.core.where import Where
from sayso.core.who import Who
from sayso.export.cells import table
from sayso.export.countries import country
from sayso.export.gather import Bundle, Item

FIELDS: Final = (
    "GKGRECORDID", "V2.1DATE", "V2SOURCECOLLECTIONIDENTIFIER", "V2SOURCECOMMONNAME", "V2DOCUMENTIDENTIFIER",
    "V1COUNTS", "V2.1COUNTS", "V1THEMES", "V2ENHANCEDTHEMES", "V1LOCATIONS", "V2ENHANCEDLOCATIONS", "V1PERSONS",
    "V2ENHANCEDPERSONS", "V1ORGANIZATIONS", "V2ENHANCEDORGANIZATIONS", "V1.5TONE", "V2.1ENHANCEDDATES", "V2GCAM",
    "V2.1SHARINGIMAGE", "V2.1RELATEDIMAGES", "V2.1SOCIALIMAGEEMBEDS", "V2.1SOCIALVIDEOEMBEDS", "V2.1QUOTATIONS",
    "V2.1ALLNAMES", "V2.1AMOUNTS", "V2.1TRANSLATIONINFO", "V2EXTRASXML",
)  # fmt: skip
_COUNTS: Final = {
    "killed": "KILL", "injured": "WOUND", "arrested": "ARREST", "abducted": "KIDNAP", "displaced": "DISPLACED",
    "missing": "MISSING", "crowd": "PROTEST", "rescued": "RESCUE", "released": "RELEASE",
}  # fmt: skip
_WEB, _OTHER = "1", "2"
"""Source collections: a document with an address, and one that is only cited."""


def lines(bundle: Bundle) -> Iterator[str]:
    """A line a report: its claims' numbers as counts with place and offset, and its ids in the extra field."""
    groups = groupby(bundle.standing(), key=lambda i: i.said.held.number)
    rows = table(FIELDS, (_row(number, list(group)) for number, group in groups), tab=True)
    next(rows)  # GDELT's files have no heading
    yield from rows


def _row(number: int, items: Sequence[Item]) -> list[object]:
    report, held = items[0].report, items[0].said.held
    moment = "".join(c for c in held.reported_at if c.isdigit())[:14].ljust(14, "0")
    whos = [w for i in items for w in (i.claim.actor, i.claim.target, *i.claim.says) if w and not w.unnamed]
    persons = [w for w in whos if w.type == "person"]
    bodies = [w for w in whos if w.type in {"organization", "government", "media"}]
    places = [i.claim.place for i in items if i.claim.place]
    row: dict[str, object] = dict.fromkeys(FIELDS, "")
    row |= {
        "GKGRECORDID": f"{moment}-{number}",
        "V2.1DATE": moment,
        "V2SOURCECOLLECTIONIDENTIFIER": _WEB if report.url else _OTHER,
        "V2SOURCECOMMONNAME": urlsplit(report.url).netloc if report.url else report.publisher or report.agency,
        "V2DOCUMENTIDENTIFIER": report.url or report.id,
        "V1COUNTS": _joined(_count(i) for i in items),
        "V2.1COUNTS": _joined(f"{c}#{i.claim.quote.start}" for i in items if (c := _count(i))),
        "V1LOCATIONS": _joined(map(_place, places)),
        "V2ENHANCEDLOCATIONS": _joined(f"{_place(p)}#{p.span.start}" for p in places if p.span),
        "V1PERSONS": _joined(w.name.lower() for w in persons),
        "V2ENHANCEDPERSONS": _joined(map(_placed, persons)),
        "V1ORGANIZATIONS": _joined(w.name.lower() for w in bodies),
        "V2ENHANCEDORGANIZATIONS": _joined(map(_placed, bodies)),
        # GDELT: offset|length|verb|quote; the verb of saying is no part of a claim.
        "V2.1QUOTATIONS": "#".join(dict.fromkeys(
            f"{i.claim.quote.start}|{len(i.claim.quote.text)}||{_plain(i.claim.quote.text)}"
            for i in items if i.claim.says
        )),
        "V2.1AMOUNTS": _joined(filter(None, map(_amount, items))),
        "V2EXTRASXML": _extras(items),
    }  # fmt: skip
    return list(row.values())


def _count(item: Item) -> str:
    """``KILL#26#armed criminals#…place``; "" for what is no asserted number of a kind that GDELT counts."""
    figure = item.claim.figure
    if figure is None or item.claim.stance != "asserted" or figure.measure not in _COUNTS:
        return ""
    number = figure.low if figure.low is not None else figure.high
    if number is None:
        return ""
    place = _place(item.claim.place) if item.claim.place else "0######"
    return f"{_COUNTS[figure.measure]}#{number}#{_plain(figure.of or '')}#{place}"


def _place(place: Where) -> str:
    """Type (1 country, 2 state and 3 city of the United States, 4 city, 5 province), name, country (FIPS), division,
    latitude, longitude, GeoNames id."""
    american = place.country == "US"
    sort = {"country": 1, "province": 2 if american else 5, "district": 2 if american else 5}.get(
        place.precision, 3 if american else 4
    )
    land = country(place.country)
    parts = (
        sort, _plain(place.name), land.fips if land else "", _plain(place.admin1 or ""),
        "" if place.lat is None else place.lat, "" if place.lon is None else place.lon, place.geonameid or "",
    )  # fmt: skip
    return "#".join(map(str, parts))


def _amount(item: Item) -> str:
    figure = item.claim.figure
    if figure is None or figure.low is None:
        return ""
    return f"{figure.low},{_plain(figure.of or figure.measure)},{figure.span.start}"


def _placed(who: Who) -> str:
    return f"{_plain(who.name)},{who.span.start}"


def _extras(items: Sequence[Item]) -> str:
    report = items[0].report
    title = f"<PAGE_TITLE>{escape(report.title)}</PAGE_TITLE>" if report.title else ""
    claims = ";".join(i.claim.id for i in items)
    return f"{title}<SAYSO_REPORT>{report.id}</SAYSO_REPORT><SAYSO_CLAIMS>{claims}</SAYSO_CLAIMS>"


def _joined(found: Iterable[str]) -> str:
    return ";".join(dict.fromkeys(f for f in found if f))


def _plain(words: str) -> str:
    """Words without the signs that part the fields of a field."""
    return " ".join(words.translate(str.maketrans("#;|,", "    ")).split())
