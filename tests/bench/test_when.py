"""The classes by which the bench tells apart expressions of time."""

from __future__ import annotations

import pytest
from bench.when import class_of


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("now", "now and then"),
        ("three days ago", "ago and later"),
        ("Tuesday", "weekday"),
        ("early Friday morning", "clock and part of day"),
        ("9 June 2021", "date with a year"),
        ("1998", "year or decade"),
        ("last\nweek", "last, this, next"),
        ("the third quarter", "quarter or half"),
        ("two weeks", "length"),
        ("Ramadan", "other"),
    ],
)
def test_an_expression_has_its_class(words: str, name: str) -> None:
    assert class_of(words) == name
