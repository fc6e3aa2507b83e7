"""Draws ``src/sayso/serve/world.json``, the countries' shapes of the desk's maps, from the npm packages ``world-atlas``
(Natural Earth, public domain) and ``i18n-iso-countries`` (MIT: the codes).

``npm pack world-atlas i18n-iso-countries``, unpack both, then
``python -m tables.shapes PATH/world-atlas/countries-50m.json PATH/i18n-iso-countries/codes.json``.

Each border is stored once as in TopoJSON: lists of whole steps of `STEP` degrees, each point as the difference from the
one before, so that neighbours fit together however far they are thinned.
"""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

OUT: Final = Path(__file__).parent.parent / "src" / "sayso" / "serve" / "world.json"
STEP: Final = 0.05
_WITHOUT_CODE: Final = {"Kosovo": "XK"}


def main() -> None:
    """Write the shapes of the topology and the codes that are named on the command line."""
    atlas, codes = (json.loads(Path(name).read_text("utf-8")) for name in sys.argv[1:3])
    by_number = {row[2]: row[0] for row in codes}
    borders = [_stepped(arc, atlas["transform"]) for arc in atlas["arcs"]]
    lands = [_land(shape, by_number) for shape in atlas["objects"]["countries"]["geometries"]]
    lands = _merged(lands)
    content = {"step": STEP, "borders": borders, "lands": lands}
    OUT.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")


def _merged(lands: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One for each code, under the name of the part with most rings: reefs far off are no country of their own."""
    found: dict[str, dict[str, Any]] = {}
    for land in sorted(lands, key=lambda land: -len(land["rings"])):
        first = found.setdefault(land["code"] or land["name"], land)
        if first is not land:
            first["rings"] += land["rings"]
    return sorted(found.values(), key=lambda land: (land["code"] or "~", land["name"]))


def _stepped(arc: list[list[int]], transform: dict[str, Any]) -> list[int]:
    """x, y of the first point, then the steps to each following one; points that fall together are one."""
    x = y = 0
    points: list[tuple[int, int]] = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        lon = x * transform["scale"][0] + transform["translate"][0]
        lat = y * transform["scale"][1] + transform["translate"][1]
        points.append((round(lon / STEP), round(lat / STEP)))
    kept = [p for i, p in enumerate(points) if i == 0 or p != points[i - 1]]
    if len(kept) == 1:
        kept *= 2
    flat = list(kept[0])
    for before, after in pairwise(kept):
        flat += [after[0] - before[0], after[1] - before[1]]
    return flat


def _land(shape: dict[str, Any], by_number: dict[str, str]) -> dict[str, Any]:
    """A country's code, name, and its rings as numbers of borders (``~n``: border n backwards); outer rings and
    holes alike, for a shape is filled by the even-odd rule."""
    name = shape["properties"]["name"]
    many = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    code = by_number.get(shape.get("id", "")) or _WITHOUT_CODE.get(name)
    return {"code": code, "name": name, "rings": [ring for polygon in many for ring in polygon]}


if __name__ == "__main__":
    main()
