"""What somebody is: type, PLOVER sector, country and stable key, from the name alone and the country of the report."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from sayso.resolve.howmany_nouns import sector_of, singular, things
from sayso.resolve.howmany_tokens import word_set
from sayso.resolve.who_names import person_name, tidy
from sayso.resolve.who_tables import Body, body_named, body_words, land_named, ministries

_STATE_BODIES: Final = frozenset(("GOV", "MIL", "COP", "JUD", "LEG", "SPY"))
_ORGANIZATIONS: Final = frozenset(("PTY", "NGO", "BUS", "EDU", "UNI", "IGO"))
_MINISTRY: Final = re.compile(
    r"\b(?P<a>[\w’' ]{1,60}?) (?:ministry|department)\b"
    r"|\b(?:ministry|department|minister|secretary) (?:of|for) (?:the )?(?P<b>[\w ]{1,60})",
    re.I,
)
_FROM_OWN_COUNTRY: Final = word_set(
    """government ministry parliament senate president presidency army military police cabinet court prosecutor minister
    administration authorities authority state troops forces navy official officials"""
)
_WORDS: Final = re.compile(r"[^\W\d_][\w.&]*(?:[-'’](?!s\b)\w+)*")


@dataclass(frozen=True, slots=True)
class Sort:
    """What a name is: each part None where the tables do not tell."""

    type: str | None = None
    sector: str | None = None
    country: str | None = None
    key: str | None = None


def sort_of(name: str, setting: str | None = None) -> Sort:
    """The sort of a name or description: "the Kazakh interior ministry" is government, GOV, KZ, ``KZ.GOV.interior``.

    ``setting`` is the ISO code of the country in which the report is plainly set: a ministry of no named country is
    taken for that country's.
    """
    bare = tidy(name)
    body = body_named(bare)
    if body is not None:
        return Sort(body.type, body.sector, body.country, body.key)
    land = land_named(_bare(bare))
    if land is not None and land.how != "adjective":
        key = land.iso if land.how == "name" else f"{land.iso}.GOV"
        return Sort("government", "GOV", land.iso, key)
    country = country_in(bare)
    inner = body_named(bare.rsplit(" of ", 1)[-1]) if " of " in bare else None
    if inner is not None and inner.sector == "IGO":
        return Sort(inner.type, inner.sector)
    if person_name(bare) is not None and not _WORDS.findall(bare)[-1].islower():
        return person_sort(bare)
    sector, word = _head(bare)
    if sector is None:
        return Sort(country=country)
    if " and " in bare and sector not in things():
        return Sort("group", sector, country)
    if sector in things():
        return Sort("thing", None, country)
    own = singular(word) in _FROM_OWN_COUNTRY or bare.lower().startswith("state ")
    if country is None and setting and own:
        country = setting
    kind = _type(sector, word)
    return Sort(kind, sector, country, _key(bare, kind, sector, word, country))


def _country_of(phrase: str) -> str | None:
    """The country that a phrase names, or of the state body that it names ("White House")."""
    land = land_named(phrase)
    if land is not None:
        return land.iso
    body = body_named(phrase) if phrase[0].isupper() else None
    return body.country if body is not None and body.type == "government" else None


def person_sort(title: str) -> Sort:
    """What a person's title tells: "Russian Foreign Minister" is a person, GOV, RU."""
    words = [w.lower().strip(".") for w in _WORDS.findall(title)]
    sector = next((_TITLE_SECTOR[w] for w in reversed(words) if w in _TITLE_SECTOR), None)
    if sector in ("GOV", None) and words:
        sector = next((_SIDES[w] for w in words if w in _SIDES and _SIDES[w] not in ("GOV", "MED")), sector)
    if sector is None and words:
        sector = sector_of(words[-1])
    body = _body_in(title)
    if body is not None and body.sector != "MED":
        return Sort("person", body.sector, body.country or country_in(title))
    return Sort("person", None if sector in things() else sector, country_in(title))


def _body_in(words: str) -> Body | None:
    """The first body that the words name ("Taliban spokesman")."""
    said = _WORDS.findall(words)
    for i in range(len(said)):
        for size in (4, 3, 2, 1):
            phrase = " ".join(said[i : i + size])
            if phrase[:1].isupper() and (body := body_named(phrase)) is not None:
                return body
    return None


def _bare(name: str) -> str:
    return re.sub(r"^(?:the|a|an)\s", "", name, flags=re.IGNORECASE)


def country_in(name: str) -> str | None:
    """The ISO code of the one country that the words name ("Russia's defense ministry"); None for none or several."""
    words = _WORDS.findall(name)
    lands: set[str] = set()
    skip = -1
    for i in range(len(words)):
        if i <= skip:
            continue
        for size in (3, 2, 1):
            phrase = " ".join(words[i : i + size])
            found = _country_of(phrase) if len(words[i : i + size]) == size else None
            if found is not None:
                lands.add(found)
                skip = i + size - 1
                break
    return next(iter(lands)) if len(lands) == 1 else None


_TITLES: Final = {
    "GOV": """president minister premier chancellor ambassador envoy governor mayor secretary king queen prince emir
    spokesman spokeswoman spokesperson""",
    "MIL": "gen general col colonel maj lt lieutenant captain capt adm admiral brigadier sgt sergeant marshal",
    "COP": "sheriff constable inspector detective superintendent officer",
    "LEG": "senator sen representative rep congressman congresswoman mp",
    "JUD": "judge justice prosecutor attorney",
    "MED": "correspondent reporter journalist editor",
}
_TITLE_SECTOR: Final = {word: sector for sector, words in _TITLES.items() for word in words.split()}


def _head(name: str) -> tuple[str | None, str]:
    """The sector of a description and the word that tells it: the head noun, or the body before "of" and "for"."""
    front = re.split(
        r"\s(?:of|for|in|from|at|with|who|that|on|near|against|loyal|belonging|affiliated)\s|,\s", name
    )[0]
    words = [w.lower() for w in _WORDS.findall(front)]
    if not words:
        return None, ""
    head = words[-1].removesuffix("'s").removesuffix("’s")
    found = body_words().get(head) or sector_of(head) or body_words().get(singular(head))
    if found in ("CVL", "GOV", "MIL") or singular(head) in _NEUTRAL:
        for word in reversed(words[:-1]):
            side = body_words().get(word) or sector_of(word)
            if word in _SIDES or side in ("COP", "REB", "JUD", "MED", "OPP", "LEG"):
                return _SIDES.get(word, side), head
    return found, head


_NEUTRAL: Final = frozenset(
    ("officer", "force", "unit", "source", "team", "element", "affiliate", "wing", "cell")
)
_SIDES: Final = {
    "police": "COP", "security": "MIL", "army": "MIL", "military": "MIL", "rebel": "REB", "rebels": "REB",
    "opposition": "OPP",
    "militant": "REB", "government": "GOV", "regime": "GOV", "defense": "MIL", "defence": "MIL", "intelligence": "SPY",
    "presidential": "GOV", "court": "JUD", "media": "MED", "news": "MED", "television": "MED", "monitoring": "NGO",
    "aid": "NGO",
}  # fmt: skip


def _type(sector: str, head: str) -> str:
    """person, group, government, organization or media: one person, several, or a body."""
    one = singular(head)
    if one in body_words() or head in body_words():
        if sector in _STATE_BODIES:
            return "government"
        if sector == "MED":
            return "media"
        return "organization" if sector in _ORGANIZATIONS else "group"
    if head in ("police", "army", "military", "authorities"):
        return "government"
    if one in ("group", "media", "family", "crowd", "public", "crew", "staff", "people"):
        return "media" if one == "media" else "group"
    return "person" if one == head else "group"


def _key(name: str, kind: str, sector: str, head: str, country: str | None) -> str | None:
    """A key for what is one of its kind in a country: its government, army, police, parliament, and each ministry."""
    if country is None or kind != "government":
        return None
    match = _MINISTRY.search(name)
    if match:
        said = (match["a"] or match["b"]).lower()
        field = next((f for w, f in ministries().items() if re.search(rf"\b{w}\b", said)), None)
        return f"{country}.GOV.{field}" if field else None
    if re.search(r"\b(?:local|regional|city|provincial|state|district|county|town)\b", name.lower()):
        return None
    return (
        f"{country}.{sector}"
        if head in ("government", "army", "military", "police", "parliament", "administration")
        else None
    )
