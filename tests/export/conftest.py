"""The example crisis with its listed claims in a record, and what exports are made from."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from bench.reconcile_example import perfect

from sayso.core.arrival import Arrival
from sayso.export.gather import Bundle, happenings, items_of
from sayso.record import write
from sayso.records import Record


@pytest.fixture(scope="session")
def crisis(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the example; tests that change it copy it."""
    path = tmp_path_factory.mktemp("export") / "crisis.sayso"
    with Record.open(path, clock=lambda: dt.datetime(2022, 3, 20, tzinfo=dt.UTC)) as record:
        for name, coded in perfect().items():
            write.add(record.store, Arrival(coded.report, name, coded.report.text.encode()), coded, "listed")
    return path


@pytest.fixture(scope="session")
def bundle(crisis: Path) -> Bundle:
    """All claims of the record, with incidents and tolls."""
    with Record.open(crisis, make=False) as record:
        return happenings(Bundle(items_of(record.claims(), record.decisions())), record.world())
