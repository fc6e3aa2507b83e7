"""``geojson``: each claim that has a point on the map as a feature (RFC 7946)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sayso.export.cells import row_of
from sayso.export.gather import Bundle, Item


def lines(bundle: Bundle) -> Iterator[str]:
    """One FeatureCollection, a feature a line. Claims without a point have no geometry (null), and stay findable."""
    yield '{"type": "FeatureCollection", "features": [\n'
    for number, item in enumerate(bundle.standing()):
        yield (",\n" if number else "") + json.dumps(feature(item), ensure_ascii=False)
    yield "\n]}\n"


def feature(item: Item) -> dict[str, Any]:
    """The claim as a feature; longitude comes first. ``place_precision`` says how exact the point is."""
    where = item.claim.place
    geometry = None
    if where is not None and where.lat is not None and where.lon is not None:
        geometry = {"type": "Point", "coordinates": [where.lon, where.lat]}
    row = {k: v for k, v in row_of(item).items() if k not in {"lat", "lon"}}
    row |= {
        "place_precision": where.precision if where else None,
        "place_basis": where.basis if where else None,
    }
    return {"type": "Feature", "id": item.claim.id, "geometry": geometry, "properties": row}
