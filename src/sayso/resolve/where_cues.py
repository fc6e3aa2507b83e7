"""What the words around a place name tell about it: its kind ("province", "the city of"), what it lies in ("Salt,
Jordan")."""

from __future__ import annotations

import re
from typing import Final

_TOWN: Final = (
    "city|town|village|suburb|hamlet|municipality|capital|port|settlement|township|enclave|stronghold"
)
_AREA: Final = (
    "province|governorate|state|county|region|district|oblast|prefecture|department|territory|countryside|parish|"
    "canton|krai|"
    "republic|emirate|shire"
)
_WATER: Final = (
    "river|creek|stream|sea|lake|bay|gulf|straits?|ocean|canal|valley|mountain|mountains|island|"
    "islands|desert"
)
_PLACE_OF: Final = (
    f"(?:{_TOWN}|{_AREA}|neighbou?rhood|suburbs?|outskirts|part|area|quarter|airport|base|camp|"
    "north|south|east|west)"
)

KIND_AFTER: Final = re.compile(
    rf"\s(?:(?P<quarter>(?:residential\s)?(?:neighbou?rhoods?|quarter|suburb|refugee camp))|(?P<town>city|town|"
    rf"village|township)|(?P<area>{_AREA}|Province|Governorate|State|County|Region|District|Oblast|Co\.|"
    rf"Prefecture|Territory|Parish)|(?P<water>{_WATER}|River|Creek|Sea|Lake|Bay|Gulf|Strait|Canal|Valley|Island|"
    rf"Islands))\b"
)
KIND_BEFORE: Final = re.compile(
    rf"(?:\b(?P<town>{_TOWN})|\b(?P<area>{_AREA})|\b(?P<water>{_WATER}))(?:\sof)?\s(?:the\s)?$", re.IGNORECASE
)
_NAMED_BEFORE: Final = re.compile(r"\b(?:County|Province|State|District|Republic)\sof\s$")

_INSIDE: Final = re.compile(
    r"^(?:,\s?|\s\(|,?\s(?:in|of)\s(?:the\s)?(?:[a-z]+(?:ern)?\s(?:part\sof\s|area\sof\s)?)?|,\s(?:in|near)\s)$"
)
_OUTSIDE_IN: Final = re.compile(
    rf"^(?:['’]s?(?:\s[a-z\-]+){{0,3}}|(?:\s[a-z\-]+){{0,2}}\s{_PLACE_OF}(?:\sof(?:\sthe)?)?|"
    rf"\s[a-z\-]*\s?{_PLACE_OF})\s$"
)

AREA_KINDS: Final = frozenset({"admin1", "admin2", "region", "district"})
WATER_KINDS: Final = frozenset({"river", "sea", "strait", "mountain", "region", "poi"})
TOWN_KINDS: Final = frozenset({"city", "district", "camp"})


def kind_said(text: str, start: int, end: int) -> frozenset[str] | None:
    """The kinds of place that the words beside ``text[start:end]`` call it, or None if they call it nothing."""
    after = KIND_AFTER.match(text, end)
    before = KIND_BEFORE.search(text, max(0, start - 30), start)
    for found in (after, before):
        if found is None:
            continue
        if found.groupdict().get("quarter"):
            return TOWN_KINDS
        if found.group("town"):
            return TOWN_KINDS
        if found.group("area"):
            return AREA_KINDS
        return WATER_KINDS
    return None


def says_inside(between: str) -> bool:
    """True if the words between two names put the first inside the second: "Salt, Jordan", "Salt in northern
    Jordan"."""
    return len(between) <= 24 and _INSIDE.match(between) is not None


def says_holds(between: str) -> bool:
    """True if the words between two names put the second inside the first: "Jordan's Salt", "the Jordanian city of
    Salt"."""
    return len(between) <= 40 and _OUTSIDE_IN.match(between) is not None
