"""Names, places, dates and numbers as one writes them."""

from __future__ import annotations

import pytest

from sayso.brief import words


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("interior ministry", "the interior ministry"),
        ("police spokeswoman", "a police spokeswoman"),
        ("official of the coast guard", "the official of the coast guard"),
        ("eyewitness", "an eyewitness"),
        ("witnesses", "witnesses"),
        ("state television", "state television"),
        ("local media", "local media"),
        ("authorities", "the authorities"),
        ("Ministry of Health", "the Ministry of Health"),
        ("Russia's defence ministry", "Russia's defence ministry"),
        ("Red Cross", "Red Cross"),
        ("Coast Wire (own voice)", "Coast Wire, naming no source,"),
        ("own voice", "a report that names no source"),
        ("unnamed", "an unnamed source"),
        ("the coroner", "the coroner"),
    ],
)
def test_claimants(label: str, said: str) -> None:
    assert words.claimant_words(label) == said


def test_an_own_voice_in_a_list() -> None:
    assert words.plain_claimant("Coast Wire (own voice)") == "Coast Wire (no source named)"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2022-01-06", "on 6 January 2022"),
        ("2022-01", "in January 2022"),
        ("2022", "in 2022"),
        ("2022-01-02/2022-01-07", "between 2 and 7 January 2022"),
        ("2022-01-30/2022-02-02", "between 30 January and 2 February 2022"),
        ("2021-12-30/2022-01-02", "between 30 December 2021 and 2 January 2022"),
        ("2022-01-02/2022-01-02", "on 2 January 2022"),
    ],
)
def test_times(value: str, said: str) -> None:
    assert words.time_words(value) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Almaty, Kazakhstan", "in Almaty, Kazakhstan"),
        ("Almaty airport, Kazakhstan", "at Almaty airport, Kazakhstan"),
        ("Netherlands", "in the Netherlands"),
        ("Dallas, United States", "in Dallas, the United States"),
        (None, ""),
    ],
)
def test_places(name: str | None, said: str) -> None:
    assert words.place_words(name) == said


def test_counts_and_lists() -> None:
    assert [words.count_words(n, "report") for n in (0, 1, 3, 1200)] == [
        "no reports", "one report", "three reports", "1,200 reports",
    ]  # fmt: skip
    assert [words.listed(x) for x in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


def test_who_relays_is_named_once_however_it_is_written() -> None:
    chains = [("ministry", "State agencies"), ("ministry", "state agencies", "Coast Wire"), ("ministry", "?")]
    assert words.via_words(chains) == "via state agencies and Coast Wire"


def test_quotes_within_quotes_are_single() -> None:
    assert words.quoted('“armed men” had been "dealt with",') == "‘armed men’ had been ‘dealt with’"
    assert words.quoted('cut short"') == "cut short"


def test_moments() -> None:
    assert words.moment_words("2022-01-08") == "8 January 2022"
    assert words.moment_words("2022-01-08T14:30:00+02:00") == "8 January 2022, 12:30 UTC"


def test_invisible_characters_are_left_out() -> None:
    assert words.clean("a\u202eb\x1b[31m\n c") == "ab[31m c"
