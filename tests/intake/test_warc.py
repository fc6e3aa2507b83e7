import gzip
import io
import zlib
from pathlib import Path

import pytest
import zstandard
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.core.coded import Failure
from sayso.core.errors import InputError
from sayso.core.report import Report
from sayso.intake.document import Document
from sayso.intake.read import read_document, reports
from sayso.intake.sources import documents
from sayso.intake.warc import pages

LIMIT = 1_000_000


def record(
    block: bytes, kind: str = "response", url: str = "https://news.example/1", media: str = "application/http"
) -> bytes:
    head = f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Type: {media}"
    return f"{head}\r\nContent-Length: {len(block)}".encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def answer(
    body: bytes, headers: str = "", status: str = "200 OK", media: str = "text/html; charset=utf-8"
) -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{headers}\r\n".encode() + body


def read(data: bytes) -> list[Report | Failure]:
    found = pages(io.BytesIO(data), "a.warc", LIMIT)
    return [r for d in found for r in (read_document(d) if isinstance(d, Document) else [d])]


def chunked(body: bytes) -> bytes:
    pieces = [body[i : i + 700] for i in range(0, len(body), 700)]
    return b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in pieces) + b"0\r\n\r\n"


def test_the_pages_of_an_archive(page: str) -> None:
    data = page.encode()
    archive = (
        record(b"software: test\r\n", "warcinfo", media="application/warc-fields")
        + record(b"GET / HTTP/1.1\r\n\r\n", "request")
        + record(answer(data))
        + record(answer(b"", status="301 Moved"))
        + record(answer(b"\x89PNG", media="image/png"))
        + record(answer(chunked(data), "Transfer-Encoding: chunked\r\n"))
        + record(answer(gzip.compress(data), "Content-Encoding: gzip\r\n"))
        + record(answer(zlib.compress(data)[2:-4], "Content-Encoding: deflate\r\n"))
        + record(data, "resource", media="text/html")
    )
    results = read(archive)
    assert len(results) == 5
    assert all(r == results[0] for r in results)
    assert isinstance(results[0], Report)
    assert results[0].publisher == "The Daily Example"


def test_a_page_that_cannot_be_read_stops_nothing(page: str) -> None:
    archive = (
        record(answer(b"<p>Home</p>"))
        + record(answer(b"x", "Content-Encoding: br\r\n"))
        + record(answer(page.encode()))
    )
    empty, packed, good = read(archive)
    assert isinstance(empty, Failure)
    assert empty.source == "a.warc https://news.example/1"
    assert isinstance(packed, Failure)
    assert "br" in packed.reason
    assert isinstance(good, Report)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no HTML pages"),
        (b"<html>", "no WARC record where record 1"),
        (b"WARC/1.0\r\nWARC-Type: response\r\n\r\n", "no length"),
        (record(b"x" * 99)[:-80], "breaks off in record 1"),
        (record(answer(b"", status="404 Not Found")), "no HTML pages"),
    ],
)
def test_damage(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read(data)


def test_a_packed_page_that_unpacks_to_too_much() -> None:
    (result,) = read(record(answer(gzip.compress(b" " * (LIMIT + 1)), "Content-Encoding: gzip\r\n")))
    assert isinstance(result, Failure)
    assert "larger than" in result.reason


def test_packed_record_by_record_as_archives_are(tmp_path: Path, page: str) -> None:
    member = gzip.compress(record(answer(page.encode())))
    (tmp_path / "a.warc.gz").write_bytes(member * 2)
    assert [type(r) for r in reports(tmp_path)] == [Report, Report]


def written(page: bytes) -> list[bytes]:
    """Records as fastwarc writes them, of every kind that an archive of news holds."""
    packed, both = gzip.compress(page), "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"
    found = []
    for number, (kind, media, block) in enumerate((
        ("warcinfo", "application/warc-fields", b"software: test\r\n"),
        ("request", "application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n"),
        ("response", "application/http; msgtype=response", answer(page)),
        ("response", "application/http; msgtype=response", answer(b"{}", media="application/json")),
        ("response", "application/http", answer(chunked(page), "Transfer-Encoding: chunked\r\n")),
        ("response", "application/http", answer(packed, "content-encoding: gzip\r\n")),
        ("metadata", "application/warc-fields", b"fetchTimeMs: 12\r\n"),
        ("resource", "text/html; charset=utf-8", page),
        # The last: fastwarc 2.0 finds nothing after a record that it has both joined and unpacked.
        ("response", "application/http", answer(chunked(packed), both)),
    )):  # fmt: skip
        made = WarcRecord()
        made.init_headers(getattr(WarcRecordType, kind))
        made.headers["WARC-Target-URI"] = f"https://news.example/{number}"
        made.headers["Content-Type"] = media
        made.set_bytes_content(block)
        out = io.BytesIO()
        made.write(out, checksum_data=True)
        found.append(out.getvalue())
    return found


@pytest.mark.parametrize(
    ("ending", "pack"),
    [(".warc", bytes), (".warc.gz", gzip.compress), (".warc.zst", zstandard.ZstdCompressor().compress)],
)
def test_fastwarc_finds_the_same_pages(ending: str, pack: type[bytes], tmp_path: Path, page: str) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(b"".join(pack(one) for one in written(page.encode())))
    theirs = [
        (r.headers["WARC-Target-URI"], r.reader.read())
        for r in ArchiveIterator(str(path), parse_http=True, auto_decode="all", fsspec_args=False)
        if "html" in (r.http_content_type or r.headers["Content-Type"])
    ]
    ours = [(d.url, d.data) for d in documents(path) if isinstance(d, Document)]
    assert ours == theirs
    assert len(ours) == 5


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=200), st.booleans())
def test_any_bytes_are_a_sentence(data: bytes, whole: bool) -> None:
    try:
        results = read(
            data
            if whole
            else record(answer(data, "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"))
        )
    except InputError:
        return
    assert all(isinstance(r, Failure | Report) for r in results)
