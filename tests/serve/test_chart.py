"""Names in a toll's chart: each beside its figure, apart from the others, struck only where nothing of it stands."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from sayso.core.toll import Grade, Toll, TollEntry
from sayso.serve.chart import chart
from sayso.serve.stand import standing


def _entry(number: int, claimant: str, low: int, day: str, status: str = "current") -> TollEntry:
    return TollEntry(
        f"e{number}", claimant, low, low, str(low), "people", "total", None, day, status, "told so", (),
        Grade("single", "alone"),
    )  # fmt: skip


def _toll(*entries: TollEntry) -> Toll:
    return Toll("killed", "people", "Kazakhstan", entries)


def test_a_claimant_with_a_standing_figure_is_not_struck() -> None:
    drawn = chart(
        _toll(
            _entry(1, "the ministry", 40, "2022-01-09"), _entry(2, "the ministry", 50, "2022-01-09", "withdrawn"),
            _entry(3, "the agency", 45, "2022-01-10", "withdrawn"),
        )
    )  # fmt: skip
    assert drawn
    lines = {line.claimant: line for line in drawn.lines}
    assert not lines["the ministry"].gone
    assert lines["the agency"].gone
    assert (
        lines["the ministry"].points[-1].entry.low == 40
    )  # drawn last, on top of the one that was withdrawn


def test_names_stand_apart_and_inside() -> None:
    names = [f"the press service of district number {n}" for n in range(30)]
    for count in (2, 5, 9, 30):
        drawn = chart(
            _toll(*(_entry(n, name, 100 + n, f"2022-01-{n + 1:02}") for n, name in enumerate(names[:count])))
        )
        assert drawn
        named = [line for line in drawn.lines if line.label]
        assert named
        assert len(drawn.lines) == count
        for above, below in pairwise(named):
            assert below.label_y - above.label_y >= 14 * len(above.label) - 0.2
        assert all(3 <= line.label_y <= drawn.height - 10 for line in named)


def test_a_lone_name_stands_at_its_figure() -> None:
    drawn = chart(
        _toll(_entry(1, "the ministry", 50, "2022-01-09"), _entry(2, "the ministry", 100, "2022-01-12"))
    )
    assert drawn
    assert drawn.lines[0].label == ("the ministry",)
    assert abs(drawn.lines[0].label_y - drawn.lines[0].points[-1].y) < 4


def test_a_part_of_a_figure_is_no_end_of_its_range() -> None:
    whole = _entry(1, "the ministry", 230, "2022-01-15")
    toll = _toll(whole, replace(_entry(2, "the ministry", 19, "2022-01-15"), part_of="e1"))
    assert standing(toll) == ("230", [whole])
