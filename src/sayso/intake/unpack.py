"""Compressed answers of servers, unpacked piece by piece; one that ends too early is noticed, not taken for whole."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Any, Final

import urllib3

_PIECE: Final = 1 << 20
_GZIP: Final = 31  # zlib's number for a gzip header and the largest window
_ZLIB: Final = 15


def unpacked(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The chunks as they were before the server's ``Content-Encoding``: gzip, deflate or none.

    Raises urllib3's DecodeError for what is damaged, cut short or packed in another way. No piece is larger than 1 MB,
    so that whoever counts them can stop a bomb.
    """
    name = encoding.strip().lower()
    if name in {"", "identity"}:
        yield from chunks
    elif name in {"gzip", "x-gzip", "deflate"}:
        yield from _inflated(chunks, plain=name == "deflate")
    else:
        raise urllib3.exceptions.DecodeError(f"unknown encoding {name[:20]}")


def _inflated(chunks: Iterable[bytes], *, plain: bool) -> Iterator[bytes]:
    unpacker: Any = None
    rest = b""
    for chunk in chunks:
        rest += chunk
        while rest:
            if unpacker is None and len(rest) < 2:
                break  # the header is not there yet
            if (
                unpacker is None or unpacker.eof
            ):  # gzip files may follow each other, and zeros may fill up the last
                if unpacker is not None and not rest.strip(b"\0"):
                    rest = b""
                    break
                unpacker = zlib.decompressobj(_wbits(rest, plain=plain))
            try:
                yield unpacker.decompress(rest, _PIECE)
            except zlib.error:
                raise urllib3.exceptions.DecodeError("damaged") from None
            rest = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
    if rest or not (unpacker is None or unpacker.eof):
        raise urllib3.exceptions.DecodeError("cut short")


def _wbits(start: bytes, *, plain: bool) -> int:
    """Some servers send deflate with zlib's header, as they should, and some without."""
    if not plain:
        return _GZIP
    return _ZLIB if start[0] & 0x0F == 8 and (start[0] << 8 | start[1]) % 31 == 0 else -_ZLIB
