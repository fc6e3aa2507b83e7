"""Which nouns stand behind a country's adjective, and which of them tell whose harm it was."""

import re

import pytest

from sayso.resolve.deeds import DEED, RAID

HARM = [
    "attack",
    "raid",
    "strike",
    "airstrike",
    "shelling",
    "bombing",
    "bombardment",
    "assault",
    "invasion",
    "incursion",
]
MORE = [
    "offensive",
    "operation",
    "siege",
    "blockade",
    "fire",
    "missile",
    "rocket",
    "shell",
    "withdrawal",
    "retreat",
]
BY = ["air", "drone", "missile", "rocket", "artillery", "ground", "military", "naval"]


@pytest.mark.parametrize("ending", ["", "s"])
@pytest.mark.parametrize("before", ["", *(f"{word} " for word in BY)])
def test_what_does_harm_is_a_deed_too(before: str, ending: str) -> None:
    for noun in HARM:
        assert re.fullmatch(RAID, before + noun + ending)
        assert re.fullmatch(DEED, before + noun + ending)
    for noun in MORE:
        assert re.fullmatch(RAID, before + noun + ending) is None
        assert re.fullmatch(DEED, before + noun + ending)


@pytest.mark.parametrize(
    "words", ["raider", "strikers", "air", "sea raid", "attack helicopter", "firefight", "Raid"]
)
def test_nothing_else_is(words: str) -> None:
    assert re.fullmatch(RAID, words) is None
    assert re.fullmatch(DEED, words) is None
