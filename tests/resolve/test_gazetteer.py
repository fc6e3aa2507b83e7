"""The gazetteer: names folded, look-ups, countries, precision, and what a broken file says."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.core.errors import InputError
from sayso.core.where import PRECISIONS
from sayso.resolve import gazetteer as module
from sayso.resolve.gazetteer import KINDS, Gazetteer, gazetteer
from sayso.resolve.gazetteer_names import fold, name_hash, without_article
from sayso.resolve.where_home import distance


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Deir ez-Zor", "deir ez zor"),
        ("St. Louis", "st louis"),
        ("Saint Louis", "st louis"),
        ("Sana'a", "sanaa"),
        ("Sana’a", "sanaa"),
        ("U.S.", "us"),
        ("W. Va.", "w va"),
        ("Şırnak", "sirnak"),
        ("Mount Sinjar", "mt sinjar"),
        ("Trinidad & Tobago", "trinidad & tobago"),
        ("  New   York ", "new york"),
    ],
)
def test_folding_makes_spellings_of_one_name_the_same(name: str, folded: str) -> None:
    assert fold(name) == folded


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_and_never_fails(name: str) -> None:
    assert fold(fold(name)) == fold(name)
    assert 0 <= name_hash(fold(name)) < 2**64


def test_arabic_articles_are_optional() -> None:
    assert without_article("al hasakah") == "hasakah"
    assert without_article("alma ata") == "alma ata"
    assert gazetteer().find("al-Raqqa")[0].place.row == gazetteer().find("Raqqa")[0].place.row


@pytest.mark.parametrize(
    ("name", "country", "usual"),
    [
        ("Alma-Ata", "KZ", "Almaty"),
        ("Nur-Sultan", "KZ", "Astana"),
        ("Nursultan", "KZ", "Astana"),
        ("Kiev", "UA", "Kyiv"),
        ("Odessa", "UA", "Odesa"),
        ("Bombay", "IN", "Mumbai"),
        ("Rangoon", "MM", "Yangon"),
        ("Kharkov", "UA", "Kharkiv"),
        ("Saigon", "VN", "Ho Chi Minh City"),
        ("Kobane", "SY", None),
        ("Tengiz", "KZ", "Tengiz"),
        ("Darfur", "SD", "Darfur"),
        ("Tahrir Square", "EG", "Tahrir Square"),
        ("Rafah crossing", "PS", "Rafah crossing"),
        ("Zaatari", "JO", None),
        ("Marseilles", "FR", "Marseille"),
        ("Muqdadiya", "IQ", None),
        ("Shejaiya", "PS", "Shujaiya"),
        ("Maikadra", "ET", "Mai Kadra"),
        ("Salahuddin", "IQ", None),
        ("Hadramout", "YE", None),
    ],
)
def test_historic_and_other_names_are_known(name: str, country: str, usual: str | None) -> None:
    found = [c.place for c in gazetteer().find(name) if c.place.country == country]
    assert found, name
    assert usual is None or usual in {p.name for p in found}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("U.S.", "US"), ("UK", "GB"), ("UAE", "AE"), ("DR Congo", "CD"), ("Ivory Coast", "CI"), ("Burma", "MM"),
        ("Swaziland", "SZ"),
        ("Czechia", "CZ"), ("Turkiye", "TR"), ("the Netherlands", "NL"), ("Palestinian Territories", "PS"),
        ("Kosovo", "XK"),
    ],
)  # fmt: skip
def test_short_forms_of_countries(name: str, code: str) -> None:
    best = gazetteer().find(name)[0]
    assert (best.place.kind, best.place.country) == ("country", code)


@pytest.mark.parametrize(
    ("word", "code"),
    [("Syrian", "SY"), ("Kazakh", "KZ"), ("Britons", "GB"), ("Dutch", "NL"), ("Congolese", "CD")],
)
def test_demonyms_are_adjectives_of_their_country(word: str, code: str) -> None:
    assert ("adjective", code) in {(c.match, c.place.country) for c in gazetteer().find(word)}


def test_nothing_is_known_of_a_word_that_names_no_place() -> None:
    assert gazetteer().find("Qwxyzzy") == ()
    assert gazetteer().find("") == ()


def test_candidates_come_most_populous_first_and_lie_on_the_globe() -> None:
    found = gazetteer().find("Springfield")
    assert len(found) > 10
    people = [c.place.population for c in found]
    assert people == sorted(people, reverse=True)
    for candidate in found:
        assert -90 <= candidate.place.lat <= 90
        assert -180 <= candidate.place.lon <= 180
        assert candidate.place.kind in KINDS
        assert candidate.place.precision in PRECISIONS


def test_towns_lie_in_their_areas_and_countries() -> None:
    paris = next(
        c.place for c in gazetteer().find("Paris") if c.place.country == "US" and c.place.population > 20_000
    )
    assert gazetteer().place(paris.admin1).name == "Texas"
    syria = gazetteer().country("SY")
    assert syria is not None
    assert syria.name == "Syria"
    capital = gazetteer().capital("SY")
    assert capital is not None
    assert capital.name == "Damascus"
    assert {"IQ", "TR", "JO", "LB"} <= gazetteer().neighbours("SY")
    assert gazetteer().country("ZZ") is None
    assert gazetteer().country(None) is None


def test_areas_have_points_inside_their_country() -> None:
    texas = next(c.place for c in gazetteer().find("Texas") if c.place.kind == "admin1")
    assert abs(texas.lat - 31.4) < 1
    assert abs(texas.lon + 99.3) < 1


def test_look_ups_are_quick() -> None:
    known = gazetteer()
    begin = time.process_time()
    for number in range(20_000):
        known.find(f"No Such Place {number}")
    assert time.process_time() - begin < 4


def test_a_missing_file_is_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setattr(module.resources, "files", lambda _package: tmp_path)
    gazetteer.cache_clear()
    try:
        with pytest.raises(InputError, match="make tables"):
            gazetteer()
    finally:
        monkeypatch.undo()
        gazetteer.cache_clear()
    assert isinstance(gazetteer(), Gazetteer)


@pytest.mark.parametrize(
    ("area", "country", "point"),
    [
        ("Eastern Visayas", "PH", (11.2, 125.0)),
        ("Northern Mindanao", "PH", (8.4, 124.6)),
        ("Souss-Massa", "MA", (30.4, -9.0)),
        ("Chukotka", "RU", (66.0, 175.0)),
        ("Hedmark", "NO", (61.3, 11.5)),
        ("Northamptonshire", "GB", (52.3, -0.9)),
    ],
)
def test_areas_lie_where_their_towns_do_also_where_a_country_was_divided_anew(
    area: str, country: str, point: tuple[float, float]
) -> None:
    found = next(
        c.place for c in gazetteer().find(area) if (c.place.kind, c.place.country) == ("admin1", country)
    )
    assert distance(point, (found.lat, found.lon)) < 300
