"""Compressed answers: whole, in pieces, of several members, damaged, cut short, or a bomb."""

from __future__ import annotations

import gzip
import zlib
from itertools import islice

import pytest
from urllib3.exceptions import DecodeError

from sayso.intake.unpack import unpacked

DATA = b"The harbour was closed for the night. " * 400
RAW = zlib.compressobj(wbits=-15)


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(DATA)),
        ("X-GZIP", gzip.compress(DATA)),
        ("gzip", gzip.compress(DATA[:100]) + gzip.compress(DATA[100:])),
        ("gzip", gzip.compress(DATA) + b"\0\0\0"),
        ("deflate", zlib.compress(DATA)),
        ("deflate", RAW.compress(DATA) + RAW.flush()),
        ("", DATA),
        ("identity", DATA),
    ],
)
@pytest.mark.parametrize("size", [1, 7, 100_000])
def test_it_comes_back(encoding: str, packed: bytes, size: int) -> None:
    pieces = [packed[i : i + size] for i in range(0, len(packed), size)]
    assert b"".join(unpacked(pieces, encoding)) == DATA


@pytest.mark.parametrize(
    "data", [gzip.compress(DATA)[:-9], gzip.compress(DATA)[:40], b"\x1f\x8bnot gzip", b"words"]
)
def test_what_is_damaged_or_cut_short_is_told(data: bytes) -> None:
    with pytest.raises(DecodeError):
        list(unpacked([data], "gzip"))


def test_an_unknown_packing_is_told() -> None:
    with pytest.raises(DecodeError, match="br"):
        list(unpacked([b"x"], "br"))


def test_a_bomb_comes_in_small_pieces() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert max(map(len, islice(unpacked([bomb], "gzip"), 5))) <= 1 << 20
