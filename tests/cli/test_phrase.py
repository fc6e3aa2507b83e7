from __future__ import annotations

import dataclasses

import pytest

from sayso.cli import phrase
from sayso.core.coded import CodedReport
from sayso.core.figure import Figure
from sayso.core.span import Span


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2022-01-06", "6 Jan 2022"),
        ("2022-01", "Jan 2022"),
        ("2022", "2022"),
        ("2022-01-02/2022-01-07", "2–7 Jan 2022"),
        ("2021-12-30/2022-01-07", "30 Dec 2021 – 7 Jan 2022"),
        ("2022-01-30/2022-02-01", "30 Jan – 1 Feb 2022"),
        ("2022-01-06/2022-01-06", "6 Jan 2022"),
        ("2021-11/2022", "Nov 2021 – 2022"),
    ],
)
def test_a_time_is_said_as_one_reads_it(value: str, words: str) -> None:
    assert phrase.value_words(value) == words


@pytest.mark.parametrize(
    ("text", "low", "high", "form", "words"),
    [
        ("26", 26, 26, "exact", "26"),
        ("more than 3,700", 3700, None, "at_least", "3,700+"),
        ("up to 40", None, 40, "at_most", "up to 40"),
        ("20 to 30", 20, 30, "range", "20–30"),
        ("about 150", 150, 150, "about", "about 150"),
        ("dozens", None, None, "vague", "dozens"),
    ],
)
def test_a_number_keeps_its_bounds(
    text: str, low: int | None, high: int | None, form: str, words: str
) -> None:
    assert phrase.number_words(Figure(Span(0, len(text), text), low, high, "killed", form=form)) == words


def test_a_figure_tells_of_whom_and_for_which_day(coded: CodedReport) -> None:
    figure = coded.claims[0].figure
    assert figure is not None
    assert phrase.figure_words(figure) == "12 killed (dock workers), in all, as of 1 Mar 2022"


@pytest.mark.parametrize(
    ("of", "shown"), [("people", False), ("arrests", False), ("arrested students", True)]
)
def test_what_is_counted_is_left_out_where_it_says_nothing_new(of: str, shown: bool) -> None:
    words = phrase.figure_words(Figure(Span(0, 2, "40"), 40, 40, "arrested", of))
    assert (of in words) is shown


def test_the_say_so_chain_is_told_from_the_inside_out(coded: CodedReport) -> None:
    said = [phrase.says_words(c.says) for c in coded.claims]
    assert said == [
        "health ministry",
        "State radio → relayed by Harbour Gazette",
        "unnamed (“it was said”)",
        "army spokesman",
        phrase.OWN_VOICE,
    ]


def test_what_the_claims_own_words_do_not_name_stands_in_brackets(coded: CodedReport) -> None:
    places = [phrase.place_words(c.place) for c in coded.claims if c.place]
    assert places == ["Northport", "[Northport]", "the square"]


def test_runs_keep_text_order_and_number_every_claim_once(coded: CodedReport) -> None:
    runs = list(phrase.runs(reversed(coded.claims)))
    assert [n for run in runs for n, _ in run.claims] == [1, 2, 3, 4, 5]
    assert [c for run in runs for _, c in run.claims] == list(coded.claims)


def test_clean_takes_out_what_could_steer_a_terminal() -> None:
    assert phrase.clean("a\x1b[31m\tb\u202ec\u200b\x07 \n d\ud800é") == "a[31m bc dé"


@pytest.mark.parametrize(
    ("name", "words"),
    [("dock workers", ""), ('12 "dock workers"', ""), ("the night shift", "→ the night shift")],
)
def test_a_target_that_the_figure_names_is_not_named_twice(coded: CodedReport, name: str, words: str) -> None:
    claim = coded.claims[0]
    assert claim.target is not None
    renamed = dataclasses.replace(claim, target=dataclasses.replace(claim.target, name=name))
    assert phrase.parties_words(renamed) == words
