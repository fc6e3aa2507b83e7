"""Packed streams (gzip, bzip2, xz, Zstandard) unpacked as they are read, and bombs refused."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, BinaryIO, Final, cast

from sayso.core.errors import InputError, MissingExtra

_FREE: Final = 200_000_000
_MOST: Final = 200
"""News packs 4 to 20 fold; what unpacks to more than 200 times its size, after 200 MB, is made to fill a machine."""

_ZSTD: Final = b"\x28\xb5\x2f\xfd"
_DICTIONARY: Final = b"\x5d\x2a\x4d\x18"
_LARGEST_DICTIONARY: Final = 20_000_000
_WINDOW: Final = 1 << 27  # bytes that a Zstandard frame may ask to keep at hand
_PIECE: Final = 1 << 18
_SIP: Final = 1 << 9  # packed bytes at a time: no more than 16 MB come of them, whatever they are


def unpacked(stream: BinaryIO) -> BinaryIO:
    """The stream, unpacked if it begins as a packed one does, whatever its name.

    Reading it raises InputError where it unpacks to far more than pages do; MissingExtra for Zstandard without its
    library. A damaged stream raises what its library does: OSError, EOFError, zlib.error or lzma.LZMAError.
    """
    counted = _Counted(stream)
    packed = io.BufferedReader(counted, _PIECE)
    head = packed.peek(6)[:6]
    opener = next((how for magic, how in _OPENERS.items() if head.startswith(magic)), None)
    if opener is None:
        return packed
    return io.BufferedReader(_Guarded(opener(packed), counted), _PIECE)


class _Counted(io.RawIOBase):
    """A stream that knows how much was read from it; it is not closed with what reads it."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self.count += len(data)
        return len(data)


class _Guarded(io.RawIOBase):
    def __init__(self, stream: BinaryIO, packed: _Counted) -> None:
        super().__init__()
        self._stream, self._packed = stream, packed
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        self._count += len(data)
        if self._count > max(_FREE, _MOST * self._packed.count):
            raise InputError(f"it unpacks to more than {_MOST} times its size; it is not read further.")
        buffer[: len(data)] = data
        return len(data)


def _gzip(stream: BinaryIO) -> BinaryIO:
    import gzip

    return cast(BinaryIO, gzip.GzipFile(fileobj=stream))


def _bzip2(stream: BinaryIO) -> BinaryIO:
    import bz2

    return cast(BinaryIO, bz2.BZ2File(stream))


def _xz(stream: BinaryIO) -> BinaryIO:
    import lzma

    return cast(BinaryIO, lzma.LZMAFile(stream))


def _zstd(stream: BinaryIO) -> BinaryIO:
    """Zstandard, also with the dictionary in front that web archives may have.

    IIPC, "Use of Zstandard compression with WARC", 1.0: a skippable frame 0x184D2A5D holds the dictionary.
    """
    try:
        import zstandard
    except ModuleNotFoundError:
        raise MissingExtra(
            "Reading .zst needs the zstandard library: pip install 'sayso[archives]'."
        ) from None
    words = None
    if stream.read(0) == b"" and cast(io.BufferedReader, stream).peek(4)[:4] == _DICTIONARY:
        size = int.from_bytes(stream.read(8)[4:], "little")
        if size > _LARGEST_DICTIONARY:
            raise InputError("the dictionary of the archive is too large.")
        data = stream.read(size)
        if data.startswith(_ZSTD):
            data = zstandard.ZstdDecompressor().decompress(data, max_output_size=_LARGEST_DICTIONARY)
        words = zstandard.ZstdCompressionDict(data)
    unpacker = zstandard.ZstdDecompressor(dict_data=words, max_window_size=_WINDOW)
    return cast(BinaryIO, _Zstd(stream, unpacker.decompressobj))


class _Zstd(io.RawIOBase):
    """Frame after frame; one that breaks off is an EOFError (the library's own reader takes it for the end)."""

    def __init__(self, stream: BinaryIO, begin: Callable[[], Any]) -> None:
        super().__init__()
        self._stream, self._begin = stream, begin
        self._frame: Any = None
        self._packed = self._ready = b""
        self._given = 0

    def read(self, size: int = -1) -> bytes:
        while self._given == len(self._ready) and self._more():
            pass
        data = self._ready[self._given : self._given + size] if size >= 0 else self._ready[self._given :]
        self._given += len(data)
        return data

    def _more(self) -> bool:
        """Unpack a little more; false at the end."""
        import zstandard

        self._packed = self._packed or self._stream.read(_SIP)
        if not self._packed:
            if self._frame is not None:
                raise EOFError
            return False
        self._frame = self._frame or self._begin()
        try:
            self._ready, self._given = self._frame.decompress(self._packed), 0
        except zstandard.ZstdError:
            raise EOFError from None
        self._packed = b""
        if self._frame.eof:
            self._packed, self._frame = self._frame.unused_data, None
        return True


_OPENERS: Final[dict[bytes, Callable[[BinaryIO], BinaryIO]]] = {
    b"\x1f\x8b": _gzip,
    b"BZh": _bzip2,
    b"\xfd7zXZ\0": _xz,
    _ZSTD: _zstd,
    _DICTIONARY: _zstd,
}
