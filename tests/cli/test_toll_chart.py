"""The chart of tolls: a letter a claimant, withdrawn figures crossed, days from the first to the last."""

from __future__ import annotations

import pytest
from bench.reconcile_example import perfect

from sayso.cli.terminal import Style
from sayso.cli.toll_chart import render
from sayso.reconcile.filters import Filters
from sayso.reconcile.tolls import tolls_of

CODED = list(perfect().values())


def _chart(style: Style, **given: str) -> list[str]:
    return list(render(tolls_of(CODED, Filters(place="Kazakhstan", period="2022-01", **given)), style))


@pytest.mark.parametrize("width", [50, 80, 120])
def test_lines_fit(width: int) -> None:
    assert max(map(len, _chart(Style(width)))) <= width


def test_the_climb_of_one_claimant_goes_up_and_right() -> None:
    lines = _chart(Style(80), measure="arrested", of="people", claimant="interior ministry")
    rows = [line.split("│")[1] for line in lines if "│" in line]
    columns = [row.index("a") for row in reversed(rows) if "a" in row]
    assert len(columns) > 3
    assert columns == sorted(columns)
    assert rows[0].strip() == "a"
    assert rows[0].rstrip().endswith("a")
    assert any("9,900" in line for line in lines)
    assert any("7 Jan 2022" in line and "12 Jan 2022" in line for line in lines)


def test_a_withdrawn_figure_is_crossed_and_the_moment_named() -> None:
    text = "\n".join(_chart(Style(80), measure="killed", of="people", as_of="2022-01-15T20:00"))
    assert "× withdrawn" in text
    assert "as of 2022-01-15T20:00" in text
    assert [line for line in text.splitlines() if "│" in line][2].count("×") == 1


def test_plain_signs_where_the_terminal_has_no_others() -> None:
    text = "\n".join(_chart(Style(80, ascii=True), measure="killed"))
    assert text.isascii()
    assert "x withdrawn" in text


def test_a_toll_of_one_day_is_not_drawn() -> None:
    assert _chart(Style(80), measure="attackers") == []
