"""What volumes cost follows from the rate that was measured; without one the page says so."""

from __future__ import annotations

import pytest
from docs.generate import tables, volume


def test_hours_and_tables_follow_from_what_was_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    known = dict(zip((volume.RATE, *volume.KEPT), (20_000, 50.0, 5.0), strict=True))
    monkeypatch.setattr(volume, "measured", known.get)
    monkeypatch.setattr(
        volume, "VOLUMES", (volume.Volume("much", 128_000_000), volume.Volume("a bit", 400_000))
    )
    much, bit = volume.page().splitlines()[-2:]
    assert much == "| much | 128,000,000 | 6,400 | 4 days | 6.4 TB / 640.0 GB |"
    assert bit == "| a bit | 400,000 | 20 | 19 minutes | 20.0 GB / 2.0 GB |"


def test_what_was_not_measured_is_not_made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(volume, "measured", lambda _: None)
    assert volume.page().startswith("*Not measured yet")
    assert tables.measured("no such measurement") is None
