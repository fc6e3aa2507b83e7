"""Where a report comes from: what its publisher, its address and its English tell about the places that it
means."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Final

from sayso.core.report import Report
from sayso.resolve.gazetteer_names import fold

_COUNTRY_DOMAIN: Final = re.compile(r"\.(?:com?\.|org\.|net\.|gov\.)?([a-z]{2})$")
_AMERICAN: Final = re.compile(
    r"\b(?:County|Sheriff(?:['’]s)?|High School|Police Department|Fire Department|City Council|School Board|"
    r"Township|State Police|"
    r"Interstate|I-\d+|U\.S\. \d+|Route \d+|Highway \d+|a\.m\.|p\.m\.|troopers?|color|labor|center|neighbor\w*|"
    r"program|"
    r"Senate|Republicans?|Democrats?|gubernatorial|sophomore|freshman|\$[\d,]+)\b|\d mph"
)
_BRITISH: Final = re.compile(
    r"\b(?:councillors?|Councillor|Cllr|MPs?|constabulary|Constabulary|borough council|District Council|"
    r"County Council|centre|colour|"
    r"labour|neighbour\w*|programme|organis\w+|recognis\w+|pensioners?|Detective Constable|PC|Det|Sgt|motorway|"
    r"M\d+|A\d{2,3})\b|£"
)


@dataclass(frozen=True, slots=True)
class Hints:
    """``words``: publisher and address in letters only; ``country``: ISO code; ``home``: (latitude, longitude) of
    the town it is
    published in; ``american``/``british``: how much the text's words are those of local news there, 0 to 1."""

    words: str = ""
    country: str | None = None
    home: tuple[float, float] | None = None
    american: float = 0.0
    british: float = 0.0


def hints_of(publisher: str | None, url: str | None, text: str) -> Hints:
    """What is known before a single name is read: "parispi.net" names a Paris, ".co.uk" the United Kingdom."""
    address = re.sub(r"^https?://(?:www\.|m\.|edition\.)?", "", url or "").split("/")[0].lower()
    name = (publisher or "").lower()
    words = re.sub(r"[^a-z]", "", fold(name) + address)
    known = homes().get(name.removeprefix("the ")) or homes().get(name) or homes().get(address)
    domain = _COUNTRY_DOMAIN.search(address or name)
    code = domain.group(1).upper() if domain else None
    code = {"UK": "GB", "TV": None, "IO": None, "CO": None, "ME": None, "FM": None}.get(code or "", code)
    return Hints(
        words=words,
        country=known[2] if known else code,
        home=(known[0], known[1]) if known else None,
        american=_share(_AMERICAN, text),
        british=_share(_BRITISH, text),
    )


def hints_of_report(report: Report) -> Hints:
    """The hints of a report."""
    return hints_of(report.publisher, report.url, report.text)


def _share(pattern: re.Pattern[str], text: str) -> float:
    """0 for none, towards 1 from about one such word in thirty on."""
    found = sum(1 for _ in pattern.finditer(text, 0, 6000))
    return min(1.0, 180.0 * found / max(len(text[:6000]), 400))


@lru_cache(maxsize=1)
def homes() -> dict[str, tuple[float, float, str]]:
    """Names and addresses of newspapers with the point and country of their town."""
    file = resources.files("sayso.resolve") / "tables" / "publishers.json"
    return {
        word: (float(lat), float(lon), code)
        for word, (lat, lon, code) in json.loads(file.read_text("utf8")).items()
    }


def distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance in kilometres between two (latitude, longitude)."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*a, *b))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(h)))
