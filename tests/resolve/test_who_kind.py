"""What somebody is, from the name alone."""

from __future__ import annotations

import pytest

from sayso.resolve.who_kind import Sort, country_in, person_sort, sort_of


@pytest.mark.parametrize(
    ("name", "setting", "sort"),
    [
        ("Russia's defense ministry", None, Sort("government", "MIL", "RU", "RU.GOV.defense")),
        ("the interior ministry", "KZ", Sort("government", "GOV", "KZ", "KZ.GOV.interior")),
        ("the interior ministry", None, Sort("government", "GOV", None, None)),
        ("the Kazakh government", None, Sort("government", "GOV", "KZ", "KZ.GOV")),
        ("Moscow", None, Sort("government", "GOV", "RU", "RU.GOV")),
        ("Russia", "KZ", Sort("government", "GOV", "RU", "RU")),
        ("Reuters", None, Sort("media", "MED", "GB", "MEDIA.REUTERS")),
        ("state television", "KZ", Sort("media", "MED", "KZ", None)),
        ("a police spokesman", None, Sort("person", "COP", None, None)),
        ("police officers", None, Sort("group", "COP", None, None)),
        ("protesters", None, Sort("group", "OPP", None, None)),
        ("Syrian rebels", None, Sort("group", "REB", "SY", None)),
        ("civilians", None, Sort("group", "CVL", None, None)),
        ("the CSTO", None, Sort("organization", "IGO", None, "CSTO")),
        (
            "Council of the Collective Security Treaty Organization",
            None,
            Sort("organization", "IGO", None, None),
        ),
        ("houses", None, Sort("thing", None, None, None)),
        ("Jane Bloggs", None, Sort("person", None, None, None)),
        ("the city of Glumbo", None, Sort(None, None, None, None)),
        ("zorblats", None, Sort(None, None, None, None)),
    ],
)
def test_sorts(name: str, setting: str | None, sort: Sort) -> None:
    assert sort_of(name, setting) == sort


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("Russia's defense ministry", "RU"),
        ("the Saudi Arabian embassy", "SA"),
        ("White House spokeswoman", "US"),
        ("talks of Russia and Ukraine", None),
        ("the interior ministry", None),
    ],
)
def test_country_in(words: str, iso: str | None) -> None:
    assert country_in(words) == iso


@pytest.mark.parametrize(
    ("title", "sector", "country"),
    [
        ("Russian Foreign Minister", "GOV", "RU"),
        ("Gen.", "MIL", None),
        ("White House spokeswoman", "GOV", "US"),
        ("police spokesman", "COP", None),
        ("U.S. Sen.", "LEG", "US"),
        ("", None, None),
    ],
)
def test_titles(title: str, sector: str | None, country: str | None) -> None:
    assert person_sort(title) == Sort("person", sector, country)
