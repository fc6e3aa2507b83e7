"""The tables of actors: their form, and names that could be mistaken."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest

from sayso.resolve.howmany_tokens import word_set
from sayso.resolve.who_tables import (
    body_named,
    body_words,
    gender_of,
    generic,
    given_names,
    land_named,
    ministries,
    titles,
)

SECTORS = word_set("GOV MIL COP REB PTY JUD LEG MED NGO IGO CVL BUS SPY OPP CRM EDU UNI REF")
TYPES = {"person", "group", "government", "organization", "media", "thing"}


def _rows() -> list[dict[str, str]]:
    text = files("sayso.resolve").joinpath("actors", "bodies.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_every_body_has_a_key_of_its_own_and_known_codes() -> None:
    rows = _rows()
    assert len(rows) > 300
    assert len({r["key"] for r in rows}) == len(rows)
    for row in rows:
        assert row["type"] in TYPES, row
        assert row["sector"] in SECTORS, row
        assert row["country"] == "" or len(row["country"]) == 2, row


def test_no_name_stands_for_two_bodies() -> None:
    seen: dict[str, str] = {}
    for row in _rows():
        for name in (row["name"], *row["aliases"].split("|")):
            if name:
                assert seen.setdefault(name, row["key"]) == row["key"], name


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("the CSTO", "CSTO"), ("Collective Security Treaty Organization", "CSTO"), ("ISIS", "IS"),
        ("Daesh", "IS"), ("Islamic State group", "IS"), ("the Syrian Observatory for Human Rights", "SOHR"),
        ("Reuters", "MEDIA.REUTERS"), ("AFP", "MEDIA.AFP"), ("the White House", "US.WH"),
        ("Hezbollah", "LB.HEZBOLLAH"), ("Kremlin", "RU.GOV"), ("IS", "IS"),
        ("WHO", "UN.WHO"), ("UN", "UN"), ("is", None),
        ("who", None), ("un", None), ("the times", None),
        ("AP", "MEDIA.AP"), ("ap", None), ("Smith", None),
        ("", None), ("memorial", None),
    ],
)  # fmt: skip
def test_bodies_by_name(name: str, key: str | None) -> None:
    found = body_named(name)
    assert (found.key if found else None) == key


@pytest.mark.parametrize(
    ("word", "iso", "how"),
    [
        ("Kazakhstan", "KZ", "name"), ("Kazakh", "KZ", "adjective"), ("Syrians", "SY", "adjective"),
        ("Moscow", "RU", "capital"), ("Washington", "US", "capital"), ("Georgia", "GE", "name"),
        ("U.S.", "US", "name"), ("Britain", "GB", "name"),
    ],
)  # fmt: skip
def test_countries(word: str, iso: str, how: str) -> None:
    land = land_named(word)
    assert land is not None
    assert (land.iso, land.how) == (iso, how)


@pytest.mark.parametrize(
    "word", ["", "us", "moscow", "Almaty", "Soviet Union", "Ministry", "Smith", "Turkey-based"]
)
def test_no_countries(word: str) -> None:
    assert land_named(word) is None


def test_genders() -> None:
    assert gender_of("Jane") == "f"
    assert gender_of("Mr.") == "m"
    assert gender_of("Xyzzy") is None


def test_word_tables_hold_lower_case_words() -> None:
    for table in (titles(), given_names(), body_words(), generic(), ministries()):
        assert table
        assert all(word == word.lower() and word.strip() for word in table)
