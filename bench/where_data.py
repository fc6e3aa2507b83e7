"""Labelled toponyms: LGL (local news) and GeoVirus (Wikinews on epidemics), read from the shared data where it is
there."""

from __future__ import annotations

import json
import math
import os
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

from sayso.core.reading import Reading
from sayso.core.report import Part, Report
from sayso.resolve.gazetteer import gazetteer
from sayso.resolve.where import places, setting
from sayso.resolve.where_rank import Toponym
from sayso.resolve.where_scene import Scene

Point = tuple[float, float]
GEO = Path(os.environ.get("SAYSO_SHARED", Path(__file__).parents[2] / "shared")) / "data" / "geo"


@dataclass(frozen=True, slots=True)
class Gold:
    """A labelled toponym: offsets, point (None where LGL gives none), GeoNames id and the name of its page or
    record."""

    start: int
    end: int
    point: Point | None
    geonameid: int | None
    record: str


@dataclass(frozen=True, slots=True)
class Article:
    """A text with its labelled toponyms, sorted."""

    id: str
    text: str
    publisher: str | None
    url: str | None
    golds: tuple[Gold, ...]


def lgl() -> list[Article]:
    """The articles of LGL (Lieberman, Samet and Sankaranarayanan, 2010)."""
    articles = []
    for node in ET.parse(GEO / "lgl.xml").getroot():
        golds = []
        for toponym in node.iter("toponym"):
            tag = toponym.find("gaztag")
            lat, lon = (tag.findtext("lat"), tag.findtext("lon")) if tag is not None else (None, None)
            golds.append(
                Gold(
                    int(toponym.findtext("start") or 0),
                    int(toponym.findtext("end") or 0),
                    (float(lat), float(lon)) if lat and lon else None,
                    int(tag.get("geonameid") or 0) or None if tag is not None else None,
                    (tag.findtext("name") or "") if tag is not None else "",
                )
            )
        publisher, url = node.findtext("domain"), node.findtext("url")
        text = node.findtext("text") or ""
        articles.append(
            Article(
                node.get("docid") or "", text, publisher, url, tuple(sorted(golds, key=lambda g: g.start))
            )
        )
    return articles


def geovirus() -> list[Article]:
    """The articles of GeoVirus (Gritta, Pilehvar and Collier, 2018); its offsets count from 1."""
    articles = []
    for number, node in enumerate(ET.parse(GEO / "GeoVirus.xml").getroot()):
        golds = [
            Gold(
                int(place.findtext("start") or 0) - 1,
                int(place.findtext("end") or 0) - 1,
                (float(place.findtext("lat") or 0), float(place.findtext("lon") or 0)),
                None,
                (place.findtext("page") or "").rsplit("/", 1)[-1].replace("_", " "),
            )
            for place in node.iter("location")
        ]
        text = node.findtext("text") or ""
        articles.append(Article(str(number), text, None, None, tuple(sorted(golds, key=lambda g: g.start))))
    return articles


def toponyms_of(article: Article) -> tuple[list[Toponym], list[Point | None]]:
    """The labelled names as the ranker takes them, and their points."""
    names = []
    for gold in article.golds:
        name = article.text[gold.start : gold.end]
        names.append(Toponym(gold.start, gold.end, name, gazetteer().find(name)))
    return names, [g.point for g in article.golds]


def far(a: Point, b: Point) -> float:
    """Great-circle distance in kilometres."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*a, *b))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(h)))


def claims(name: str) -> list[tuple[Scene, list[dict[str, object]]]]:
    """The labelled reports of ``train`` or ``dev`` with their places resolved, and their claims."""
    found = []
    for line in (GEO.parent / "claims" / f"{name}.jsonl").read_text("utf8").splitlines():
        row = json.loads(line)
        report = _report(row)
        met = places(Reading(report))
        found.append((Scene.of(report, met, setting(report, met)), row["claims"]))
    return found


def _report(row: dict[str, str]) -> Report:
    """The report of a labelled text: its title is the first part where the text begins with it."""
    text, title = row["text"], row.get("title") or ""
    cut = len(title) if title and text.startswith(title) else 0
    body = cut + len(text[cut:]) - len(text[cut:].lstrip())
    parts = [Part("title", 0, cut)] if cut else []
    parts += [Part("body", body, len(text))] if body < len(text) else []
    return Report(
        row["id"], text, tuple(parts), title or None, row.get("published"), None, row.get("publisher")
    )
