import datetime as dt

import pytest

from sayso.core.errors import FormatError
from sayso.core.report import Part, Report

TEXT = "Bridge closed\n\nThe bridge was closed on Monday."


def test_parts_are_found_by_offset() -> None:
    report = Report("r", TEXT, (Part("title", 0, 13), Part("body", 15, len(TEXT))), published="2023-05-02")
    assert report.part_at(3) == "title"
    assert report.part_at(14) is None
    assert report.part_at(20) == "body"
    assert report.day == dt.date(2023, 5, 2)


def test_credits_and_noise_are_not_readable() -> None:
    report = Report("r", TEXT, (Part("credit", 0, 13), Part("body", 15, 20), Part("noise", 21, 30)))
    assert [p.part for p in report.readable()] == ["body"]


@pytest.mark.parametrize("parts", [(Part("body", 0, 99),), (Part("body", 0, 9), Part("body", 5, 12))])
def test_parts_must_fit_and_not_overlap(parts: tuple[Part, ...]) -> None:
    with pytest.raises(FormatError):
        Report("r", TEXT, parts)


def test_unknown_part_and_wrong_day_are_refused() -> None:
    with pytest.raises(FormatError, match="sidebar"):
        Part("sidebar", 0, 3)
    with pytest.raises(FormatError, match="yesterday"):
        Report("r", TEXT, (), published="yesterday")
