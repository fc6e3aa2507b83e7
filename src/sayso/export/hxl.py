"""``hxl``: a table with the tag row of the Humanitarian Exchange Language (HXL 1.1) below its heading."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sayso.core.when import day_range
from sayso.export.cells import table
from sayso.export.coding import country_of
from sayso.export.gather import Bundle, Item

_TAGS: Final = {
    "claim": "#event+id", "kind": "#event+type", "stance": "#status+stance", "actor": "#group+name+first",
    "target": "#group+name+second", "date_start": "#date+start", "date_end": "#date+end", "location": "#loc+name",
    "adm_1": "#adm1+name", "country": "#country+name", "country_code": "#country+code+v_iso2", "latitude": "#geo+lat",
    "longitude": "#geo+lon", "killed": "#affected+killed", "injured": "#affected+injured",
    "displaced": "#affected+displaced", "missing": "#affected+missing", "measure": "#indicator+name",
    "low": "#indicator+value+min", "high": "#indicator+value+max", "counted": "#group+counted",
    "scope": "#indicator+scope", "claimants": "#meta+claimant", "quote": "#description",
    "quote_start": "#meta+offset+start", "quote_end": "#meta+offset+end", "report": "#meta+id+report",
    "published": "#date+published", "source": "#meta+source", "url": "#meta+url", "title": "#meta+title",
    "score": "#meta+score", "decision": "#status+decision",
}  # fmt: skip


def lines(bundle: Bundle) -> Iterator[str]:
    """The heading, the tags, a line a claim. Columns of one measure hold the figure's least number, each claim's own:
    lines are not to be added up, for many claims tell of the same dead."""
    pieces = table(tuple(_TAGS), (list(_row(item).values()) for item in bundle.standing()))
    yield next(pieces)
    yield ",".join(_TAGS.values()) + "\n"
    yield from pieces


def _row(item: Item) -> dict[str, object]:
    claim, report, place, figure = item.claim, item.report, item.claim.place, item.claim.figure
    row: dict[str, object] = dict.fromkeys(_TAGS)
    row |= {
        "claim": claim.id, "kind": claim.kind, "stance": claim.stance, "claimants": item.chain or None,
        "actor": claim.actor and claim.actor.name, "target": claim.target and claim.target.name,
        "quote": claim.quote.text, "quote_start": claim.quote.start, "quote_end": claim.quote.end,
        "report": report.id, "published": report.published, "source": report.publisher or report.agency,
        "url": report.url, "title": report.title, "score": round(claim.score, 4), "decision": item.state or None,
    }  # fmt: skip
    if claim.when:
        first, last = day_range(claim.when.value)
        row |= {"date_start": first.isoformat(), "date_end": last.isoformat()}
    if place:
        row |= {
            "location": place.name, "adm_1": place.admin1, "country": country_of(place), "country_code": place.country,
            "latitude": place.lat, "longitude": place.lon,
        }  # fmt: skip
    if figure:
        row |= {"measure": figure.measure, "low": figure.low, "high": figure.high, "counted": figure.of}
        row |= {"scope": figure.scope}
        if figure.measure in row and claim.stance == "asserted":
            row[figure.measure] = figure.low
    return row
