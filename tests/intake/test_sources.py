"""Archives, lists, tables and lines: each report has its own address, each poison costs itself alone."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import lzma
import tarfile
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from sayso.core.coded import Failure
from sayso.core.errors import UsageError
from sayso.core.report import Report
from sayso.intake.document import LARGEST, Document
from sayso.intake.read import read_document, reports
from sayso.intake.sources import documents
from sayso.intake.table import columns


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def tarred(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return out.getvalue()


@pytest.fixture
def members(page: str, body: tuple[str, ...]) -> dict[str, bytes]:
    """A page, a packed page, a text, two lines, a web archive, and members that hold no reports."""
    head = "WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: https://news.example/9\r\nContent-Type: text/html\r\n"
    archive = f"{head}Content-Length: {len(page.encode())}\r\n\r\n{page}\r\n\r\n".encode()
    return {
        "a/1.html": page.encode(),
        "a/2022-03-04.html.gz": gzip.compress(page.encode()),
        "a/t.txt": body[0].encode(),
        "a/b.jsonl": "\n".join(json.dumps({"text": p}) for p in body[1:3]).encode(),
        "c.warc.gz": gzip.compress(archive),
        "style.css": b"p {}",
        ".hidden.html": page.encode(),
        "__MACOSX/a/1.html": b"\0\0",
    }


ADDRESSES = [
    "a/1.html", "a/2022-03-04.html.gz", "a/t.txt", "a/b.jsonl#1", "a/b.jsonl#2",
    "c.warc.gz https://news.example/9",
]  # fmt: skip


def addresses(path: Path) -> list[str]:
    found = list(documents(path))
    assert all(isinstance(d, Document) for d in found), found
    assert all(isinstance(r, Report) for d in found if isinstance(d, Document) for r in read_document(d))
    return [d.address for d in found if isinstance(d, Document)]


def test_each_member_of_a_zip_is_a_report_with_its_address(tmp_path: Path, members: dict[str, bytes]) -> None:
    path = zipped(tmp_path / "news.zip", members)
    assert addresses(path) == [f"{path}#{name}" for name in ADDRESSES]


@pytest.mark.parametrize(
    ("ending", "pack"),
    [
        (".tar", bytes), (".tar.gz", gzip.compress), (".tgz", gzip.compress), (".tar.xz", lzma.compress),
        (".tar.zst", zstandard.ZstdCompressor().compress),
    ],
)  # fmt: skip
def test_so_is_each_member_of_a_tar_however_packed(
    ending: str, pack: Callable[[bytes], bytes], tmp_path: Path, members: dict[str, bytes]
) -> None:
    path = tmp_path / f"news{ending}"
    path.write_bytes(pack(tarred(members)))
    assert addresses(path) == [f"{path}#{name}" for name in ADDRESSES]


def test_archives_in_a_folder_are_read_too(tmp_path: Path, members: dict[str, bytes]) -> None:
    zipped(tmp_path / "b.zip", members)
    (tmp_path / "a.tar.gz").write_bytes(gzip.compress(tarred(members)))
    assert len(addresses(tmp_path)) == 2 * len(ADDRESSES)


def test_bad_members_of_a_zip_cost_themselves_alone(tmp_path: Path, page: str) -> None:
    good = page.encode()
    path = zipped(
        tmp_path / "a.zip",
        {
            "1.html": good, "../../etc/2.html": good, "/3.html": good, "4.html": b"x" * (LARGEST + 1),
            "5.zip": b"PK", "6.html": good, "7.html": good,
        },
    )  # fmt: skip
    data = bytearray(path.read_bytes())
    at = data.index(b"6.html") + 30
    data[at : at + 40] = b"\xff" * 40
    path.write_bytes(data)
    found = {d.source.split("#")[1]: d for d in documents(path)}
    assert [name for name, d in found.items() if isinstance(d, Document)] == ["1.html", "7.html"]
    reasons = {name: d.reason for name, d in found.items() if isinstance(d, Failure)}
    assert "leads out of the archive" in reasons["../../etc/2.html"]
    assert "leads out of the archive" in reasons["/3.html"]
    assert "larger than 20 MB" in reasons["4.html"]
    assert "archive inside an archive" in reasons["5.zip"]
    assert "damaged" in reasons["6.html"]


def test_links_devices_and_names_that_lead_out_of_a_tar(tmp_path: Path, page: str) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, kind in (
            ("l.html", tarfile.SYMTYPE),
            ("h.html", tarfile.LNKTYPE),
            ("d.html", tarfile.CHRTYPE),
        ):
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = kind, "/etc/passwd"
            archive.addfile(entry)
        for name in ("../up.html", "good.html"):
            entry = tarfile.TarInfo(name)
            entry.size = len(page.encode())
            archive.addfile(entry, io.BytesIO(page.encode()))
    (tmp_path / "a.tar").write_bytes(out.getvalue())
    *bad, good = documents(tmp_path / "a.tar")
    assert [type(d) for d in bad] == [Failure] * 4
    assert isinstance(good, Document)
    assert good.source.endswith("a.tar#good.html")


def test_a_tar_that_breaks_off_or_has_an_endless_header_keeps_what_came_before(
    tmp_path: Path, page: str
) -> None:
    whole = tarred({f"{i}.html": page.encode() for i in range(3)})
    (tmp_path / "cut.tar").write_bytes(whole[: len(whole) // 2])
    header = tarfile.TarInfo("pax")
    header.type, header.size = tarfile.XHDTYPE, 8_000_000_000
    end = tarred({"0.html": page.encode()}).rstrip(b"\0")
    end += b"\0" * (-len(end) % 512)
    (tmp_path / "pax.tar").write_bytes(end + header.tobuf(tarfile.USTAR_FORMAT) + b"x" * 5_000_000)
    for name in ("cut.tar", "pax.tar"):
        first, *_, last = documents(tmp_path / name)
        assert isinstance(first, Document)
        assert isinstance(last, Failure)
        assert "damaged or breaks off" in last.reason


def test_a_bomb_in_a_tar_is_cut_off_in_bounded_memory(tmp_path: Path) -> None:
    entry = tarfile.TarInfo("a.warc")
    entry.size = 600_000_000
    packer = zstandard.ZstdCompressor().compressobj()
    with (tmp_path / "a.tar.zst").open("wb") as out:
        out.write(packer.compress(entry.tobuf()))
        for _ in range(300):
            out.write(packer.compress(bytes(1_000_000)))
        out.write(packer.flush())
    tracemalloc.start()
    start = time.perf_counter()
    found = list(documents(tmp_path / "a.tar.zst"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [type(d) for d in found] == [Failure] * 2
    assert "unpacks to more than" in str(found[1])
    assert peak < 80_000_000
    assert time.perf_counter() - start < 20


def test_a_line_of_100_mb_and_a_binary_line_cost_themselves_alone(
    tmp_path: Path, body: tuple[str, ...]
) -> None:
    good = json.dumps({"text": body[0]}).encode()
    with (tmp_path / "a.jsonl").open("wb") as out:
        out.write(good + b"\n")
        for _ in range(100):
            out.write(b'{"text": "' + b"x" * 1_000_000)
        out.write(b"\n\0\0\0\1\n" + good + b"\n")
    first, long, binary, last = reports(tmp_path / "a.jsonl")
    assert isinstance(first, Report)
    assert first == last
    assert isinstance(long, Failure)
    assert long.reason == "line 2: larger than 20 MB."
    assert isinstance(binary, Failure)
    assert binary.reason.startswith("line 3: ")


@pytest.mark.parametrize(
    "poison",
    [
        "<div>" * 200_000 + "word " * 50,
        "<p>" + "<b><i>" * 50_000 + "the army said " * 30,
        "<p>" + "a" * 2_000_000,
        "<script>" * 100_000,
        "<!--" * 100_000 + "<p>the army said",
        "<p>" + "By " * 100_000,
        "<p>" + "1,000,000," * 60_000 + " people of the town were said to be there.",
        "<p>" + " " * 1_000_000 + "the army said it on Friday",
        "<p>The army said \udcff\0 that it had closed the bridge in the town.</p>" * 20,
    ],
    ids=["deep", "deep-inline", "long-word", "open-scripts", "open-comments", "by-lines", "digits", "spaces", "bytes"],
)  # fmt: skip
def test_poisoned_pages_take_bounded_time(poison: str, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(
        b"<html><body><article>" + poison.encode("utf-8", "surrogateescape") + b"</article></body></html>"
    )
    start = time.process_time()
    (found,) = reports(tmp_path / "a.html")
    assert time.process_time() - start < 20
    assert isinstance(found, Report | Failure)


def test_a_table_with_columns_of_its_own_names(tmp_path: Path, body: tuple[str, ...]) -> None:
    table = pa.table({
        "body": [body[0], None, body[1]],
        "headline": ["Bridge closed", "None", "Water fails"],
        "day": [dt.date(2022, 3, 4), None, dt.date(2022, 3, 5)],
        "publisher": ["The Daily Example"] * 3,
        "views": [1, 2, 3],
    })  # fmt: skip
    pq.write_table(table, tmp_path / "a.parquet")
    chosen = columns("text=body, title=headline,published=day")
    docs = list(documents(tmp_path / "a.parquet", columns=chosen))
    found = [r for d in docs if isinstance(d, Document) for r in read_document(d)]
    first, empty, last = found
    assert isinstance(first, Report)
    assert (first.text, first.title, first.published, first.publisher) == (
        body[0], "Bridge closed", "2022-03-04", "The Daily Example"
    )  # fmt: skip
    assert isinstance(empty, Failure)
    assert empty.reason.startswith("line 2: ")
    assert isinstance(last, Report)
    (missing,) = documents(tmp_path / "a.parquet")
    assert isinstance(missing, Failure)
    assert "has no column text; it has body, headline" in missing.reason
    (tmp_path / "b.parquet").write_bytes(b"PAR1 and no table")
    (broken,) = documents(tmp_path / "b.parquet")
    assert isinstance(broken, Failure)
    assert "Parquet" in broken.reason


def test_json_lines_with_keys_of_their_own(tmp_path: Path, body: tuple[str, ...]) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"body": body[0], "id": "x-1"}))
    (doc,) = documents(tmp_path / "a.jsonl", columns={"text": "body"})
    assert isinstance(doc, Document)
    (found,) = read_document(doc)
    assert isinstance(found, Report)
    assert (found.text, found.id) == (body[0], "x-1")


@pytest.mark.parametrize("given", ["body", "body=text", "text=", "=x"])
def test_columns_that_cannot_be_meant(given: str) -> None:
    with pytest.raises(UsageError, match="write it like"):
        columns(given)


def test_the_layout_of_common_crawl_news(tmp_path: Path, members: dict[str, bytes]) -> None:
    month = tmp_path / "crawl-data" / "CC-NEWS" / "2021" / "11"
    month.mkdir(parents=True)
    for day in ("01", "02"):
        (month / f"CC-NEWS-202111{day}-1.warc.gz").write_bytes(members["c.warc.gz"])
    names = [f"crawl-data/CC-NEWS/2021/11/CC-NEWS-202111{day}-1.warc.gz" for day in ("02", "01", "03")]
    (month / "warc.paths.gz").write_bytes(gzip.compress("\n".join(names).encode()))
    second, first, missing = documents(month / "warc.paths.gz")
    assert isinstance(second, Document)
    assert "20211102" in second.source
    assert isinstance(first, Document)
    assert isinstance(missing, Failure)
    assert "no such file" in missing.reason
    assert len(list(documents(tmp_path))) == 2
    (month / "far.paths").write_text("s3://bucket/a.warc.gz\n")
    (far,) = documents(month / "far.paths")
    assert isinstance(far, Failure)
    assert "download" in far.reason
