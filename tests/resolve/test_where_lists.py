"""Lists of first-level areas."""

from __future__ import annotations

import pytest

from sayso.resolve.gazetteer import gazetteer
from sayso.resolve.where_home import Hints
from sayso.resolve.where_lists import listed_areas
from sayso.resolve.where_rank import Ranker, Toponym, shipped_weights


def toponyms(text: str, *names: str) -> list[Toponym]:
    found, at = [], 0
    for name in names:
        at = text.index(name, at)
        found.append(Toponym(at, at + len(name), name, gazetteer().find(name)))
        at += len(name)
    return found


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("in Oregon, Ohio, New York, and Idaho", "Oregon Ohio New York Idaho"),
        ("in Oregon, Wyoming, Ohio or Pennsylvania", "Oregon Wyoming Ohio Pennsylvania"),
        ("in Oregon, Ohio and Lyon", ""),
        ("in Oregon and Ohio", ""),
        ("in Oregon. Ohio, too. Idaho as well", ""),
        ("in Aleppo, Homs and Idlib", ""),
    ],
)
def test_a_list_has_areas_of_one_country(text: str, listed: str) -> None:
    known = ["New York" if n == "York" else n for n in _names(text)]
    names = toponyms(text, *known)
    assert " ".join(names[i].name for i in sorted(listed_areas(text, names))) == listed


def _names(text: str) -> list[str]:
    return [w.strip(",.") for w in text.split() if w[0].isupper() and w != "New"]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Cases were told of in Georgia, Oklahoma, Pennsylvania and Wisconsin.", "Oklahoma", "admin1"),
        ("Cases were told of in Ohio, New York, Oregon and Idaho.", "New York", "admin1"),
        ("She was in New York and in Paris.", "New York", "city"),
    ],
)
def test_a_listed_name_is_the_area(text: str, name: str, kind: str) -> None:
    names = toponyms(text, *(["New York" if n == "York" else n for n in _names(text) if gazetteer().find(n)]))
    choices = Ranker(gazetteer(), shipped_weights()).resolve(text, names, Hints())
    chosen = choices[[n.name for n in names].index(name)]
    assert chosen is not None
    assert chosen.place.kind == kind
