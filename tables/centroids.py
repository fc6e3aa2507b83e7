"""Points of first-level areas from Natural Earth's polygons: `tables/admin1_points.csv`, written once and kept in
the repository.

Run `python -m tables.centroids WORLD_MAP.gpkg`; the file comes with Debian's package qgis-common (public domain).
A GeoPackage is plain
SQLite whose geometry is well-known binary behind a header, so nothing but the standard library is needed.
"""

from __future__ import annotations

import csv
import sqlite3
import struct
import sys
from pathlib import Path

ENVELOPE_BYTES = (0, 32, 48, 48, 64)
OUT = Path(__file__).with_name("admin1_points.csv")


def rings(blob: bytes) -> list[list[tuple[float, float]]]:
    """The outer rings of a GeoPackage (multi)polygon as lists of (longitude, latitude)."""
    offset = 8 + ENVELOPE_BYTES[(blob[3] >> 1) & 7]
    found: list[list[tuple[float, float]]] = []

    def read(at: int) -> int:
        order = "<" if blob[at] else ">"
        kind, count = struct.unpack_from(order + "II", blob, at + 1)
        at += 9
        if kind % 1000 == 6:
            for _ in range(count):
                at = read(at)
            return at
        for index in range(count):
            (points,) = struct.unpack_from(order + "I", blob, at)
            values = struct.unpack_from(f"{order}{2 * points}d", blob, at + 4)
            if index == 0:
                found.append(list(zip(values[::2], values[1::2], strict=True)))
            at += 4 + 16 * points
        return at

    read(offset)
    return found


def centroid(ring: list[tuple[float, float]]) -> tuple[float, float, float]:
    """(longitude, latitude, area in square degrees) of one ring."""
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = x1 * y2 - x2 * y1
        area, x, y = area + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    if not area:
        return (*ring[0], 0.0)
    return x / (3 * area), y / (3 * area), abs(area / 2)


def main() -> None:
    """Write one row for each area: country, codes and names as Natural Earth has them, and the centroid of its
    parts."""
    with sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True) as source, OUT.open("w", newline="") as out:
        write = csv.writer(out, lineterminator="\n")
        write.writerow(("country", "fips", "name", "gn_name", "lat", "lon"))
        query = "SELECT iso_a2, fips, coalesce(name, woe_name), gn_name, geom FROM states_provinces ORDER BY 1, 2, 3"
        for country, fips, name, gn_name, geom in source.execute(query):
            parts = [centroid(ring) for ring in rings(geom)]
            total = sum(area for *_, area in parts) or 1.0
            lon = sum(x * area for x, _, area in parts) / total
            lat = sum(y * area for _, y, area in parts) / total
            write.writerow((country, fips, name, gn_name, f"{lat:.2f}", f"{lon:.2f}"))


if __name__ == "__main__":
    main()
