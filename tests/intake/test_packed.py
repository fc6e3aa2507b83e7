"""Packed streams come out as they went in; bombs and damage are told, never swallowed whole."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable

import pytest
import zstandard

from sayso.core.errors import InputError
from sayso.intake.packed import unpacked

DATA = b"".join(b"line %d of the test\n" % i for i in range(5000))
PACKERS: list[Callable[[bytes], bytes]] = [
    gzip.compress, bz2.compress, lzma.compress, zstandard.ZstdCompressor().compress, lambda data: data
]  # fmt: skip


@pytest.mark.parametrize("pack", PACKERS)
def test_what_was_packed_comes_out_whole_and_line_by_line(pack: Callable[[bytes], bytes]) -> None:
    assert unpacked(io.BytesIO(pack(DATA))).read() == DATA
    assert list(unpacked(io.BytesIO(pack(DATA)))) == DATA.splitlines(keepends=True)


@pytest.mark.parametrize("pack", PACKERS[:4])
def test_pieces_packed_one_after_the_other_are_one_stream(pack: Callable[[bytes], bytes]) -> None:
    assert unpacked(io.BytesIO(pack(DATA) + pack(b"more"))).read() == DATA + b"more"


@pytest.mark.parametrize("pack", PACKERS[:4])
def test_damage_is_an_error_of_reading(pack: Callable[[bytes], bytes]) -> None:
    packed = pack(DATA)
    for data in (packed[: len(packed) // 2], packed[:40] + b"\xff" * 40 + packed[80:]):
        with pytest.raises((OSError, EOFError, zlib.error, lzma.LZMAError)):
            unpacked(io.BytesIO(data)).read()


def test_a_bomb_is_refused_while_little_of_it_is_in_memory() -> None:
    bomb = gzip.compress(bytes(300_000_000), 9)
    assert len(bomb) < 300_000
    stream = unpacked(io.BytesIO(bomb))
    pieces = iter(lambda: len(stream.read(1 << 20)), 0)
    taken: list[int] = []
    with pytest.raises(InputError, match="unpacks to more than 200 times"):
        taken.extend(pieces)
    assert 190_000_000 < sum(taken) < 210_000_000


def test_zstandard_with_a_dictionary_in_front_as_web_archives_have_it() -> None:
    words = zstandard.ZstdCompressionDict(
        b"line of the test " * 100, dict_type=zstandard.DICT_TYPE_RAWCONTENT
    )
    packer = zstandard.ZstdCompressor(dict_data=words)
    frames = packer.compress(DATA) + packer.compress(b"more")
    for kept in (words.as_bytes(), zstandard.ZstdCompressor().compress(words.as_bytes())):
        head = b"\x5d\x2a\x4d\x18" + len(kept).to_bytes(4, "little") + kept
        assert unpacked(io.BytesIO(head + frames)).read() == DATA + b"more"


def test_an_empty_stream_is_empty() -> None:
    assert unpacked(io.BytesIO(b"")).read() == b""
