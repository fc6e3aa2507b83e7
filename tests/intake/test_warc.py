import gzip
import io
import tracemalloc
import zlib
from contextlib import nullcontext
from pathlib import Path

import pytest
import zstandard
from fastwarc.warc import WarcRecord, WarcRecordType
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
        # Its own decoding finds nothing after a record that is both chunked and packed (2.0.1).
        ("response", "application/http", answer(chunked(packed), both)),
        ("response", "application/http", answer(chunked(page), "Transfer-Encoding: chunked\r\n")),
        ("response", "application/http", answer(packed, "content-encoding: gzip\r\n")),
        ("metadata", "application/warc-fields", b"fetchTimeMs: 12\r\n"),
        ("resource", "text/html; charset=utf-8", page),
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
@pytest.mark.parametrize("together", [False, True])
def test_archives_as_the_library_writes_them(
    ending: str, pack: type[bytes], together: bool, tmp_path: Path, page: str
) -> None:
    path, made = tmp_path / f"a{ending}", written(page.encode())
    path.write_bytes(pack(b"".join(made)) if together else b"".join(map(pack, made)))
    found = [(d.url, d.data, d.charset) for d in documents(path) if isinstance(d, Document)]
    assert found == [(f"https://news.example/{n}", page.encode(), "utf-8") for n in (2, 4, 5, 6, 8)]


R = record(answer(b"<p>Home</p>"))


@pytest.mark.parametrize(
    ("data", "found", "said"),
    [
        (R + b"junk\r\n" + R, 1, "no WARC record where record 2"),
        (R + b"\r\n\r\n" + R, 2, None),
        (R[:-4] + R, 2, None),
        (R + R[:-20], 1, "breaks off in record 2"),
        (R + R[:90], 1, "record 2 of the archive gives no length"),
        (R.replace(b"Length: ", b"Length: 9") + R, 0, "breaks off in record 1"),
        (R.replace(b"Length: ", b"Length: 1") + R, 1, "no WARC record where record 2"),
        (R.replace(b"Length: ", b"Length: -") + R, 0, "gives no length"),
        (R.replace(b"Length: ", b"Length: 9" + b"0" * 30) + R, 0, "gives no length"),
        (R.replace(b"Length: ", b"Length: 00") + R, 2, None),
        (R.replace(b"WARC-Type", b"Warc-type").replace(b"-URI", b"-Uri") + R, 2, None),
        (b"WARC/1.1\r\n" + b"X: aaaaaaaa\r\n" * 50_000 + R, 0, "no WARC record where record 1"),
        (record(b"Hello\r\n\r\n") + record(b"") + R, 1, None),
        (record(answer(b"x", "X: " + "a" * 300_000 + "\r\n")) + R, 2, None),
        (R.replace(b"\r\n", b"\n"), 0, "no length"),
    ],
)
def test_what_archives_get_wrong(data: bytes, found: int, said: str | None) -> None:
    come: list[Document | Failure] = []
    archive = pages(io.BytesIO(data), "a.warc", LIMIT)
    with pytest.raises(InputError, match=said) if said else nullcontext():
        come.extend(archive)
    # What came before the damage is kept: extend takes each as it comes.
    assert len(come) == found


class Endless(io.RawIOBase):
    """A page of any length in a record of that length, and one good record after it; nothing of it is in memory."""

    def __init__(self, length: int) -> None:
        super().__init__()
        head = answer(b"")
        self._head = record(head).split(b"Content-Length")[0] + f"Content-Length: {length}\r\n\r\n".encode()
        self._head += head
        self._left, self._tail = length - len(head), b"\r\n\r\n" + R

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if not self._head and self._left:
            given = min(size, self._left)
            self._left -= given
            return b"x" * given
        name = "_head" if self._head else "_tail"
        data = getattr(self, name)
        setattr(self, name, data[size:])
        return bytes(data[:size])


def test_a_page_of_two_gigabytes_is_told_and_never_in_memory() -> None:
    tracemalloc.start()
    large, good = pages(Endless(2_000_000_000), "a.warc", LIMIT)  # type: ignore[arg-type]
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(large, Failure)
    assert "larger than 1 MB" in large.reason
    assert isinstance(good, Document)
    assert most < 10_000_000


@pytest.mark.parametrize(
    "error", [OSError(5, "no"), EOFError(), zlib.error("x"), InputError("it is a bomb.")]
)
def test_errors_of_the_stream_come_through(error: Exception) -> None:
    class Breaks(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            data = super().read(size)
            if not data:
                raise error
            return data

    with pytest.raises(type(error)) as raised:
        list(pages(Breaks(R + R[:-20]), "a.warc", LIMIT))
    assert raised.value is error


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
