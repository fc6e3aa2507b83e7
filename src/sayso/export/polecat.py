"""``polecat``: one line a claim in the 40 columns of POLECAT's TSV (Halterman et al. 2023)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from importlib.metadata import version
from typing import Final

from sayso.core.who import Who
from sayso.export.cells import table
from sayso.export.coding import anchor, parts
from sayso.export.countries import country, iso3
from sayso.export.gather import Bundle, Item
from sayso.export.plover import day_of
from sayso.export.plover_codes import QUADS, SCALE, code, contexts

COLUMNS: Final = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
_QUAD_WORDS: Final = {
    1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT",
}  # fmt: skip


def lines(bundle: Bundle) -> Iterator[str]:
    """A heading and a line a claim that PLOVER has an event for and that is told as having happened. ``Event ID`` is
    the claim's own id, and ``Source`` tells publisher, report and offsets of the quote."""
    return table(COLUMNS, (_row(i) for i in bundle.standing() if _reason(i) is None), tab=True)


def left_out(bundle: Bundle) -> dict[str, int]:
    """Why claims have no line, and how many."""
    return dict(Counter(reason for i in bundle.standing() if (reason := _reason(i))))


def _reason(item: Item) -> str | None:
    if code(item.claim)[0] == "NONE":
        return "claims of a kind that PLOVER has no event for"
    if item.claim.stance in {"denied", "intended"}:
        return "claims denied or only intended, for which POLECAT has no column"
    return None


def _row(item: Item) -> list[object]:
    claim, report, place = item.claim, item.report, item.claim.place
    event, mode = code(claim)
    row: dict[str, object] = dict.fromkeys(COLUMNS, "")
    names = parts(place)
    row |= {
        "Event ID": claim.id,
        "Event Date": day_of(item),
        "Event Type": event,
        "Event Mode": mode,
        "Intensity": SCALE.get(event),
        "Quad Code": _QUAD_WORDS.get(QUADS.get(event, 0), ""),
        "Contexts": "; ".join(contexts(claim, report)),
        **_who("Actor", claim.actor),
        **_who("Recipient", claim.target),
        "Source": f"{report.publisher or report.agency or ''} {anchor(report, claim.quote)}".strip(),
        "Publication Date": report.published,
        # People and bodies of the claim, not of the whole story: the say-so chain.
        "Story People": "; ".join(w.name for w in claim.says if w.type == "person"),
        "Story Organizations": "; ".join(w.name for w in claim.says if w.type != "person"),
        "Language": report.language,
        "Version": f"sayso {version('sayso')}",
    }
    if place is not None:
        row |= {
            "Placename": place.name,
            "City": names[0] if place.precision in {"poi", "populated"} else "",
            "District": names[0] if place.precision == "district" else "",
            "Province": place.admin1 or (names[0] if place.precision == "province" else ""),
            "Country": iso3(place.country),
            "Latitude": place.lat,
            "Longitude": place.lon,
            "GeoNames ID": place.geonameid,
            "Raw Placename": place.span.text,
            "Feature Type": place.precision,
            "Story Locations": place.name,
        }
    return list(row.values())


def _who(side: str, who: Who | None) -> dict[str, object]:
    if who is None:
        return {}
    land = country(who.country)
    return {
        f"{side} Name": who.name,
        f"{side} Country": land.iso3 if land else "",
        f"{side} COW": land.cow if land else "",
        f"Primary {side} Sector": who.sector,
        f"{side} Sectors": who.sector,
        f"{side} Name Raw": who.span.text,
        f"Wikipedia {side} ID": "",
    }
