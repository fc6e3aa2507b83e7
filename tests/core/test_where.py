"""Places: names as one writes them."""

from __future__ import annotations

import pytest

from sayso.core.where import cased


@pytest.mark.parametrize(
    ("told", "written"),
    [
        ("NUR-SULTAN", "Nur-Sultan"),
        ("ST. JOHN'S", "St. John's"),
        ("Almaty", "Almaty"),
        ("UAE", "UAE"),
        ("al-Bab", "al-Bab"),
    ],
)
def test_capitals_of_a_dateline_are_written_out(told: str, written: str) -> None:
    assert cased(told) == written
