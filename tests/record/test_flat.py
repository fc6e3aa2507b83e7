"""Claims as rows."""

from __future__ import annotations

import pytest

from sayso.record.flat import COLUMNS, flat
from sayso.record.read import Held, Said

from .conftest import toll


@pytest.fixture
def found() -> list[Said]:
    made = toll(publisher="The Northport Mail")
    home = Held(1, made.report, "x.txt", "2022-03-02T00:00:00Z", "2022-03-05T09:30:00Z")
    return [Said(claim, home, "m-1") for claim in made.claims]


def test_a_row_has_every_column(found: list[Said]) -> None:
    kill, arrest = map(flat, found)
    assert tuple(kill) == tuple(arrest) == COLUMNS
    assert (kill["low"], kill["high"], kill["claimants"], kill["first"]) == (
        12,
        12,
        "health ministry",
        "2022-03-01",
    )
    assert (arrest["low"], arrest["high"], arrest["when"], arrest["target"]) == (40, None, None, None)
