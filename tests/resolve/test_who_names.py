"""Names as strings: titles taken off, edges tidied, what is a person's name and what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.resolve.who_names import initials, looks_personal, person_name, surname, tidy, without_article


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Deputy Foreign Minister Alexander Bloggs", "Alexander Bloggs"),
        ("White House spokeswoman Jane Bloggs", "Jane Bloggs"),
        ("Gen. Michael Bloggs", "Michael Bloggs"),
        ("Lieutenant Colonel Thomas Bloggs", "Thomas Bloggs"),
        ("the group's leader, Ahmed Bloggs", None),
        ("opposition leader Morgan Bloggs", "Morgan Bloggs"),
        ("Jane Bloggs, a spokeswoman for the ministry", "Jane Bloggs"),
        ("Jane Bloggs", "Jane Bloggs"),
        ("President Bloggs", "Bloggs"),
        ("Pope Francis", "Pope Francis"),
        ("Sixteen-year-old Kevin Bloggs", "Kevin Bloggs"),
        ("Iranian Reza Bloggs", "Reza Bloggs"),
        ("Martin Luther King", "Martin Luther King"),
        ("a police spokesman", None),
        ("the interior ministry", None),
        ("Syrian Observatory for Human Rights", None),
        ("the convoy of President Jane Bloggs", None),
        ("supporters of candidate Karim Bloggs", None),
        ("President Bloggs, Secretary Smith and Senator Jones", None),
        ("the General Staff", None),
        ("Russia", None),
        ("Islamic State", None),
        ("Moscow", None),
        ("", None),
    ],
)
def test_person_name(words: str, name: str | None) -> None:
    assert person_name(words) == name


@pytest.mark.parametrize(
    ("words", "bare"),
    [
        ("  the  ministry,", "the ministry"),
        ('"terrorists"', "terrorists"),
        ("Russia's", "Russia"),
        ("Islamic State (IS)", "Islamic State (IS)"),
        ("the group)", "the group"),
        ("“the group”", "the group"),
        ("the U.N.", "the U.N."),
        ("", ""),
        ("...", ""),
    ],
)
def test_tidy(words: str, bare: str) -> None:
    assert tidy(words) == bare


def test_small_parts() -> None:
    assert without_article("the army") == "army"
    assert surname("Bashar al-Bloggs Jr.") == "bloggs"
    assert initials("Collective Security Treaty Organization") == "CSTO"
    assert looks_personal("Jane Bloggs")
    assert not looks_personal("Interior Ministry")


@given(st.text(max_size=80))
def test_any_words_are_taken(words: str) -> None:
    name = person_name(words)
    assert name is None or name.strip()
    assert tidy(tidy(words)) is not None
    surname(words)
    initials(words)
