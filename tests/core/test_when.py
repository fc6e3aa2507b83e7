import datetime as dt

import pytest

from sayso.core.errors import FormatError
from sayso.core.when import day_range, precision_of


@pytest.mark.parametrize(
    ("value", "first", "last", "precision"),
    [
        ("2022-01-06", (2022, 1, 6), (2022, 1, 6), "day"),
        ("2024-02", (2024, 2, 1), (2024, 2, 29), "month"),
        ("2023", (2023, 1, 1), (2023, 12, 31), "year"),
        ("2022-01-02/2022-01-07", (2022, 1, 2), (2022, 1, 7), "interval"),
        ("2011/2016-07", (2011, 1, 1), (2016, 7, 31), "interval"),
    ],
)
def test_ranges(value: str, first: tuple[int, int, int], last: tuple[int, int, int], precision: str) -> None:
    assert day_range(value) == (dt.date(*first), dt.date(*last))
    assert precision_of(value) == precision


@pytest.mark.parametrize(
    "value", ["", "2022-13", "2023-02-29", "2022-01-07/2022-01-02", "7 January", "2022-1-7"]
)
def test_what_is_no_time_is_refused(value: str) -> None:
    with pytest.raises(FormatError):
        day_range(value)
