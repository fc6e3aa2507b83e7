import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.intake.moments import Moment, find_day, parse


@pytest.mark.parametrize(
    ("value", "day", "time"),
    [
        ("2022-01-07T10:32:00+06:00", "2022-01-07", "2022-01-07T10:32:00+06:00"),
        ("2022-01-07T23:30:00Z", "2022-01-07", "2022-01-07T23:30:00Z"),
        ("2022-01-07T10:32:00.123456-0500", "2022-01-07", "2022-01-07T10:32:00-05:00"),
        ("2022-01-07 10:32:00", "2022-01-07", None),
        ("2022-01-07", "2022-01-07", None),
        ("20220107", "2022-01-07", None),
        ("January 7, 2022 10:32 GMT", "2022-01-07", "2022-01-07T10:32:00Z"),
        ("Jan. 7, 2022, 4:05 p.m. EST", "2022-01-07", "2022-01-07T16:05:00-05:00"),
        ("Fri, 07 Jan 2022 10:32:00 +0000", "2022-01-07", "2022-01-07T10:32:00Z"),
        ("7th of January 2022", "2022-01-07", None),
        ("7.1.2022", "2022-01-07", None),
        ("25/04/2022", "2022-04-25", None),
        ("04/25/2022", "2022-04-25", None),
    ],
)
def test_dates_as_pages_write_them(value: str, day: str, time: str | None) -> None:
    assert parse(value) == Moment(day, time)


@pytest.mark.parametrize(
    "value", ["", "Friday", "03/04/2022", "31 February 2022", "2022", "0001-01-01", "may 2022", "x" * 500]
)
def test_what_is_no_single_day_is_none(value: str) -> None:
    assert parse(value) is None


def test_the_first_date_of_a_text_and_its_place() -> None:
    text = "Updated on 3 May 2021, first published 2021-05-02"
    day, start, end = find_day(text) or ("", 0, 0)
    assert (day, text[start:end]) == ("2021-05-03", "3 May 2021")


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_a_moment_or_none(text: str) -> None:
    moment = parse(text)
    assert moment is None or len(moment.day) == 10
