"""Web archives (WARC 1.0 and 1.1, ISO 28500:2017) to documents: the HTML pages that they hold."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from sayso.core.coded import Failure
from sayso.core.errors import InputError, SaysoError
from sayso.intake.document import Document

_LONGEST_LINE: Final = 65_536
_MOST_FIELDS: Final = 200
_CHUNK: Final = 1 << 20
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its fields by lower-cased name, and its block, empty where it was too large to be a page."""

    number: int
    fields: dict[str, str]
    block: bytes

    @property
    def url(self) -> str | None:
        """The address that the record was taken from."""
        return self.fields.get("warc-target-uri", "").strip("<> ") or None


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
    number = 0
    while line := stream.readline(_LONGEST_LINE):
        if not line.strip():
            continue
        number += 1
        if not line.startswith(b"WARC/"):
            raise InputError(f"no WARC record where record {number} should begin; the archive is damaged.")
        fields = _fields(stream)
        length = fields.get("content-length", "")
        if not length.isdigit():
            raise InputError(f"record {number} of the archive gives no length; the archive is damaged.")
        wanted = fields.get("warc-type") in {"response", "resource"} and int(length) <= largest
        block = _block(stream, int(length), wanted)
        if block is None:
            raise InputError(f"the archive breaks off in record {number}.")
        if fields.get("warc-type") in {"response", "resource"}:
            yield Record(number, fields, block)


def _fields(stream: BinaryIO) -> dict[str, str]:
    found: dict[str, str] = {}
    for _ in range(_MOST_FIELDS):
        line = stream.readline(_LONGEST_LINE).decode("utf-8", "replace").strip()
        if not line:
            break
        name, _, value = line.partition(":")
        found.setdefault(name.strip().lower(), value.strip())
    return found


def _block(stream: BinaryIO, length: int, wanted: bool) -> bytes | None:
    """The next ``length`` bytes, thrown away unless wanted; None where the stream ends before."""
    kept = bytearray()
    while length:
        data = stream.read(min(length, _CHUNK))
        if not data:
            return None
        length -= len(data)
        if wanted:
            kept += data
    return bytes(kept)


def _page(record: Record, largest: int) -> tuple[bytes, str | None] | None:
    """Bytes and charset of the record's HTML page, or None if it holds none."""
    if record.fields.get("warc-type") == "resource":
        kind, body, headers = record.fields.get("content-type", ""), record.block, dict[str, str]()
    elif "http" in record.fields.get("content-type", "application/http"):
        head, _, body = record.block.partition(b"\r\n\r\n")
        status, *rest = head.decode("latin-1").split("\r\n")
        if not re.match(r"HTTP/[\d.]+ 200\b", status):
            return None
        headers = {n.strip().lower(): v.strip() for n, _, v in (line.partition(":") for line in rest)}
        kind = headers.get("content-type", "")
    else:
        return None
    if "html" not in kind.lower():
        return None
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _joined(body)
    charset = _CHARSET.search(kind)
    return _unpacked(body, headers.get("content-encoding", "").lower(), largest), charset[
        1
    ] if charset else None


def _joined(body: bytes) -> bytes:
    """The chunks of RFC 9112, 7.1 put together; a body that some archivers stored joined already is given back."""
    found = bytearray()
    position = 0
    while size := re.compile(rb"([0-9A-Fa-f]{1,8})[^\r\n]{0,200}\r\n").match(body, position):
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
