"""What is packed comes back equal."""

from __future__ import annotations

from sayso.core.incident import Copy
from sayso.core.toll import Toll
from sayso.record.sources import Source
from sayso.records import Record
from sayso.serve.packed import pack, unpack


def test_tolls_sources_and_copies_come_back(record: Record) -> None:
    for toll in record.tolls():
        assert unpack(Toll, pack(toll)) == toll
    for source in record.sources():
        assert unpack(Source, pack(source)) == source
    copy = Copy("a", "b", "copy", 0.5, "the same words \ud800")
    assert unpack(Copy, pack(copy)) == copy
