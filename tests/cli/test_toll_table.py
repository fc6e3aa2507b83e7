"""The table of tolls: fits, tells standing without colour, names what withdrew a figure."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bench.reconcile_example import perfect

from sayso.cli.terminal import Style
from sayso.cli.toll_table import render
from sayso.core.toll import Toll
from sayso.reconcile.filters import Filters
from sayso.reconcile.tolls import tolls_of

CODED = list(perfect().values())
TITLES = {c.report.id: c.report.title or "" for c in CODED}


def _tolls(**given: str) -> tuple[Toll, ...]:
    return tolls_of(CODED, Filters(place="Kazakhstan", period="2022-01", **given))


@pytest.mark.parametrize("width", [60, 80, 120])
def test_lines_fit(width: int) -> None:
    lines = list(render(_tolls(), Style(width), TITLES))
    assert max(map(len, lines)) <= width
    assert len(lines) > 60


def test_withdrawn_figure_shows_the_notice_and_the_bar_its_standing() -> None:
    text = "\n".join(render(_tolls(measure="killed", of="people"), Style(100), TITLES))
    assert "withdrawn 12 Jan 2022" in text
    assert "WITHDRAWAL-Kazakh count of 164 killed was a technical error" in text
    assert "×××" in text
    assert "\x1b" not in text


def test_reports_that_tell_a_figure_as_denied_are_counted_without_the_notice() -> None:
    lines = "\n".join(render(_tolls(measure="killed", of="people"), Style(100), TITLES))
    assert lines.count("told as not holding by 4 reports") == 1


def test_as_of_is_named_and_changes_the_standing() -> None:
    text = "\n".join(render(_tolls(measure="killed", of="people", as_of="2022-01-10"), Style(80), TITLES))
    assert "as of 2022-01-10" in text
    assert "withdrawn" not in text


def test_dispute_stands_under_its_toll_once() -> None:
    text = " ".join("\n".join(render(_tolls(measure="arrested"), Style(80))).split())
    assert text.count("no number fits both") == 1


def test_words_of_several_words_are_shown_whole_in_the_room_of_the_bar() -> None:
    toll = _tolls(measure="killed", of="people")[0]
    vague = replace(toll.entries[0], low=None, high=None, text="tens of thousands", status="current")
    lines = list(render([replace(toll, entries=(vague,), disputes=())], Style(80)))
    assert "tens of thousands" in lines[1]
    assert lines[1].rstrip().endswith("current")
    assert max(map(len, lines)) <= 80


def test_things_are_headed_in_the_words_of_the_reports() -> None:
    toll = _tolls(measure="killed", of="people")[0]
    entry = replace(toll.entries[0], of="static caravans")
    heading = next(render([replace(toll, of="caravan and static", entries=(entry,), disputes=())], Style(80)))
    assert "static caravans" in heading


def test_plain_signs_where_the_terminal_has_no_others() -> None:
    text = "\n".join(render(_tolls(measure="arrested"), Style(80, ascii=True)))
    assert "####" in text
    assert text.isascii()
