"""Web archives (WARC 1.0 and 1.1, ISO 28500:2017) to documents: the HTML pages that they hold.

fastwarc finds the records and reads their heads. Streams come to it unpacked and guarded (`packed`), and bodies are
joined and unpacked here, one by one: docs/why/2026-11-26-web-archives.md says why.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final

from sayso.core.coded import Failure
from sayso.core.errors import InputError, SaysoError
from sayso.intake.document import Document

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_LONGEST_HEAD: Final = 1 << 18
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_SIZE: Final = re.compile(rb"([0-9A-Fa-f]{1,8})[^\r\n]{0,200}\r\n")


@dataclass(frozen=True, slots=True)
class Record:
    """One response or resource: its number in the archive, type, address, media type, and its block.

    ``whole``: false where the block is longer than a page may be; its first 256 KB are kept.
    """

    number: int
    kind: str
    url: str | None
    media: str
    block: bytes
    whole: bool


def pages(stream: BinaryIO, source: str, largest: int) -> Iterator[Document | Failure]:
    """A document or failure for each HTML page of an unpacked archive, in its order; pages over ``largest`` bytes fail.

    Records of other kinds, other media types and answers other than 200 are passed over. Raises InputError where the
    archive is damaged or holds no page at all.
    """
    empty = True
    for record in records(stream, largest):
        name = f"{source} {record.url or f'record {record.number}'}"
        try:
            page = _page(record, largest)
        except SaysoError as error:
            empty = False
            yield Failure(name, str(error))
            continue
        if page is not None:
            empty = False
            yield Document(name, page[0], "html", url=record.url, charset=page[1])
    if empty:
        raise InputError("the archive holds no HTML pages.")


def records(stream: BinaryIO, largest: int) -> Iterator[Record]:
    """The archive's response and resource records. Raises InputError at the first thing that is no record."""
    from fastwarc.warc import ArchiveIterator

    number, forward = 0, _Forward(stream)
    try:
        for found in ArchiveIterator(
            forward, parse_http=False, stream_detect=False, fsspec_args=False, max_header_len=_LONGEST_HEAD
        ):
            number += 1
            record = _record(found, number, largest)
            if record.kind in {"response", "resource"}:
                yield record
    except OSError:
        if forward.failed:
            raise
        raise InputError(
            f"no WARC record where record {number + 1} should begin; the archive is damaged."
        ) from None


class _Forward:
    """What fastwarc asks of a stream, of one that only goes forward: its own errors are told from the library's."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._at = 0
        self.failed = False

    def read(self, size: int = -1) -> bytes:
        self.failed = True
        data = self._stream.read(size)
        self.failed = False
        self._at += len(data)
        return data

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:  # noqa: ARG002, the library asks for these names
        raise io.UnsupportedOperation("seek")

    def close(self) -> None:
        """Whoever opened the stream closes it."""


def _record(found: WarcRecord, number: int, largest: int) -> Record:
    """The record, its block read to the end. The library takes a length that it cannot read for none, and a block
    that breaks off for whole; here both are errors."""
    headers, length = found.headers, found.content_length
    if (headers.get("Content-Length") or "none").lstrip("0") != str(length).lstrip("0"):
        raise InputError(
            f"record {number} of the archive gives no length that can be read; the archive is damaged."
        )
    kind = (headers.get("WARC-Type") or "").lower()
    whole = length <= largest
    wanted = (length if whole else _LONGEST_HEAD) if kind in {"response", "resource"} else 0
    block = found.reader.read(wanted) if wanted else b""
    if len(block) + found.reader.consume() < length:
        raise InputError(f"the archive breaks off in record {number}.")
    url = (headers.get("WARC-Target-URI") or "").strip("<> ") or None
    return Record(number, kind, url, headers.get("Content-Type") or "application/http", block, whole)


def _page(record: Record, largest: int) -> tuple[bytes, str | None] | None:
    """Bytes and charset of the record's HTML page, or None if it holds none."""
    from fastwarc.warc import HeaderMap

    headers, body, media = HeaderMap(), record.block, record.media
    if record.kind == "response":
        if "http" not in media:
            return None
        try:
            body = body[headers.parse(io.BytesIO(body)) :]
        except OSError:
            raise InputError(
                "the head of the server's answer is longer than any is; the page is not read."
            ) from None
        if headers.status_code != 200:
            return None
        media = headers.get("Content-Type") or ""
    if "html" not in media.lower():
        return None
    if not record.whole:
        raise InputError(f"larger than {largest // 1_000_000} MB.")
    if "chunked" in (headers.get("Transfer-Encoding") or "").lower():
        body = _joined(body)
    charset = _CHARSET.search(media)
    encoding = (headers.get("Content-Encoding") or "").strip().lower()
    return _unpacked(body, encoding, largest), charset[1] if charset else None


def _joined(body: bytes) -> bytes:
    """The chunks of RFC 9112, 7.1 put together; a body that some archivers stored joined already is given back."""
    found = bytearray()
    position = 0
    while size := _SIZE.match(body, position):
        start, length = size.end(), int(size[1], 16)
        if length == 0:
            return bytes(found)
        found += body[start : start + length]
        position = start + length + 2
    return bytes(found) or body


def _unpacked(body: bytes, encoding: str, largest: int) -> bytes:
    if encoding in {"", "identity"} or not body or body.lstrip()[:1] == b"<":
        return body
    if encoding not in {"gzip", "x-gzip", "deflate"}:
        raise InputError(f"the page is packed with {encoding[:20]}, which is not read; archive it unpacked.")
    for window in (47, -15):  # gzip or zlib by its head, then bare deflate
        try:
            unpacker = zlib.decompressobj(window)
            data = unpacker.decompress(body, largest + 1)
        except zlib.error:
            continue
        if len(data) > largest:
            raise InputError(f"larger than {largest // 1_000_000} MB.")
        return data
    raise InputError("the page is packed and damaged.")
