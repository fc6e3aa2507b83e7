"""The tables of actors: bodies and their other names, words of titles and bodies, given names, names of countries."""

from __future__ import annotations

import csv
import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

from sayso.resolve.gazetteer import gazetteer

_FOLDER: Final = "actors"


@dataclass(frozen=True, slots=True)
class Body:
    """One row of ``actors/bodies.csv``: a body or group that reports of many countries name, with its stable key."""

    key: str
    name: str
    type: str
    sector: str
    country: str | None


@cache
def bodies() -> dict[str, Body]:
    """Every name and alias, as it stands, to its body."""
    text = files("sayso.resolve").joinpath(_FOLDER, "bodies.csv").read_text(encoding="utf-8")
    found = {}
    for row in csv.DictReader(text.splitlines()):
        body = Body(row["key"], row["name"], row["type"], row["sector"], row["country"] or None)
        for alias in (row["name"], *row["aliases"].split("|")):
            if alias:
                found[alias] = body
    return found


@cache
def _folded() -> dict[str, Body]:
    """Names of two words or seven letters and more, in lower case; short ones must keep their capitals ("WHO")."""
    return {fold(a): b for a, b in bodies().items() if " " in fold(a) or len(fold(a)) > 6}


def fold(name: str) -> str:
    """A name for look-up: lower case, plain apostrophes and single blanks, no leading article."""
    plain = " ".join(name.replace("’", "'").lower().split())
    return plain.removeprefix("the ")


_AFTER_NAME: Final = re.compile(
    r"\s(?:news )?(?:group|agency|newspaper|television|militants|fighters|rebels|forces|troops|terrorists|members|"
    r"insurgents|jihadists|gunmen|organi[sz]ation)$"
)


@lru_cache(maxsize=20_000)
def body_named(name: str) -> Body | None:
    """The body of this name or alias ("the CSTO", "Islamic State group"), or None."""
    bare = " ".join(name.replace("’", "'").split())
    bare = re.sub(r"^(?:[Tt]he)\s", "", bare)
    for form in (
        bare,
        _AFTER_NAME.sub("", bare),
    ):
        found = bodies().get(form) or (None if form.islower() else _folded().get(fold(form)))
        if found is not None:
            return found
    return None


@cache
def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(files("sayso.resolve").joinpath(_FOLDER, name).read_text(encoding="utf-8"))


@cache
def titles() -> frozenset[str]:
    """Words that may stand before a person's name, in lower case without dots."""
    return frozenset(_toml("roles.toml")["titles"]["words"].split()) | kept_titles()


@cache
def before_titles() -> frozenset[str]:
    """Lower-case words that may stand before a title ("former prime minister …")."""
    return frozenset(_toml("roles.toml")["titles"]["before"].split()) | titles()


@cache
def kept_titles() -> frozenset[str]:
    """Titles that stay part of the name where one word follows ("Pope Francis")."""
    return frozenset(_toml("roles.toml")["titles"]["kept"].split())


@cache
def _gendered() -> dict[str, str]:
    names, roles = _toml("first_names.toml"), _toml("roles.toml")["titles"]
    pairs = [(w, "m") for w in (names["male"] + " " + roles["male"]).split()]
    return dict(pairs + [(w, "f") for w in (names["female"] + " " + roles["female"]).split()])


_NO_GIVEN: Final = frozenset(("may", "will", "hope", "faith", "art", "chase", "and"))
"""Given names that are words too: they tell no person by themselves."""


@cache
def given_names() -> frozenset[str]:
    """Given names in lower case, those of known gender and the ones that tell persons from places."""
    names = _toml("first_names.toml")
    more = files("sayso.resolve").joinpath("tables", "given_names.txt").read_text(encoding="utf-8")
    return frozenset((names["male"] + " " + names["female"] + " " + more.lower()).split()) - _NO_GIVEN


def gender_of(word: str) -> str | None:
    """``m`` or ``f`` for a given name or gendered title in any case; None if neither table has it."""
    return _gendered().get(word.lower().strip(".,"))


@cache
def body_words() -> dict[str, str]:
    """The last word of a body's name, in lower case, to its sector ("ministry" → GOV)."""
    return {w: sector for sector, words in _toml("roles.toml")["bodies"].items() for w in words.split()}


@cache
def generic() -> dict[str, frozenset[str]]:
    """Nouns that refer back to a body or group ("agency") and the sectors that they fit."""
    return {noun: frozenset(fits.split()) for noun, fits in _toml("roles.toml")["generic"].items()}


@cache
def ministries() -> dict[str, str]:
    """The field of a ministry as written ("defence", "foreign affairs") to the one used in keys."""
    table = _toml("roles.toml")["ministries"]
    return {w.replace("-", " "): field for field, words in table.items() for w in words.split()}


@dataclass(frozen=True, slots=True)
class Land:
    """A country that a word names: ``how`` is name, adjective or capital."""

    iso: str
    name: str
    how: str


@lru_cache(maxsize=20_000)
def land_named(word: str) -> Land | None:
    """The country of a name ("Kazakhstan"), adjective or demonym ("Kazakh"), or capital ("Moscow"); else None."""
    if not word or not word[0].isupper():
        return None
    if word in _GONE:
        return None
    if word in _OWN:
        return _OWN[word]
    places = gazetteer()
    for candidate in places.find(word)[:4]:
        place = candidate.place
        if place.country is None:
            continue
        if candidate.match == "adjective":
            return Land(place.country, place.name, "adjective")
        if place.kind == "country" and candidate.match in ("name", "alternate"):
            return Land(place.country, place.name, "name")
        if place.kind in ("city", "admin1"):
            capital = places.capital(place.country)
            if capital is not None and (capital.name == word or word == place.name == capital.name):
                return Land(place.country, capital.name, "capital")
    return None


_GONE: Final = frozenset(("Soviet Union", "USSR", "Soviet", "Yugoslavia", "Yugoslav", "Czechoslovakia"))
"""States that are no more: the gazetteer has them as other names of their heirs."""

_OWN: Final = {
    "Georgia": Land("GE", "Georgia", "name"),
    "Jordan": Land("JO", "Jordan", "name"),
    "Washington": Land("US", "Washington", "capital"),
    "Brussels": Land("BE", "Brussels", "capital"),
    "Kiev": Land("UA", "Kyiv", "capital"),
    "Kyiv": Land("UA", "Kyiv", "capital"),
    "Nur-Sultan": Land("KZ", "Nur-Sultan", "capital"),
    "Pyongyang": Land("KP", "Pyongyang", "capital"),
    "Tel Aviv": Land("IL", "Tel Aviv", "capital"),
}
"""Names that the gazetteer gives to a better known place, and capitals as reports write them."""
