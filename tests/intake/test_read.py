import gzip
import io
import json
from pathlib import Path

import pytest

from sayso.core.coded import Failure
from sayso.core.report import Report
from sayso.intake.read import LARGEST, reports, sniff


def one(source: object, **options: object) -> Report | Failure:
    (result,) = reports(source, **options)  # type: ignore[arg-type]
    return result


def reason(source: object, **options: object) -> str:
    result = one(source, **options)
    assert isinstance(result, Failure)
    assert "Traceback" not in result.reason
    assert result.reason.endswith((".", ").", "?"))
    return result.reason


@pytest.fixture
def folder(tmp_path: Path, page: str, body: tuple[str, ...]) -> Path:
    """A page, a packed text, two lines, a feed, a broken page, and files that are no reports."""
    (tmp_path / "a").mkdir()
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "x.txt").write_text(body[0])
    (tmp_path / "a" / "2.html").write_text(page)
    (tmp_path / "a" / "1-2022-03-04.txt.gz").write_bytes(gzip.compress(body[0].encode()))
    (tmp_path / "b.jsonl").write_text(
        "\n".join([json.dumps({"text": body[1]}), "{", json.dumps({"text": body[2]})])
    )
    (tmp_path / "c.html").write_bytes(b"\x89PNG\0\0\0")
    (tmp_path / "d.rss").write_text(
        f"<rss><channel><item><title>T</title><description>{body[3]}</description></item></channel></rss>"
    )
    (tmp_path / "notes.pdf").write_bytes(b"%PDF")
    return tmp_path


def test_a_folder_in_order_and_one_bad_input_stops_nothing(folder: Path, body: tuple[str, ...]) -> None:
    results = list(reports(folder))
    kinds = [type(r).__name__ for r in results]
    assert kinds == ["Report", "Report", "Report", "Failure", "Report", "Failure", "Report"]
    first, second, _, line, _, picture, _ = results
    assert isinstance(first, Report)
    assert (first.text, first.published) == (body[0], "2022-03-04")
    assert isinstance(second, Report)
    assert second.publisher == "The Daily Example"
    assert isinstance(line, Failure)
    assert (line.source, line.reason[:8]) == (str(folder / "b.jsonl"), "line 2: ")
    assert isinstance(picture, Failure)
    assert "binary" in picture.reason
    assert results == list(reports(str(folder)))


def test_a_missing_file_an_empty_folder_and_an_archive(tmp_path: Path) -> None:
    assert "no such file" in reason(tmp_path / "none.html")
    assert "holds no reports" in reason(tmp_path)
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(b"WARC/1.0"))
    assert "no length" in reason(tmp_path / "a.warc.gz")


@pytest.mark.parametrize("name", ["a.html", "a.txt", "a.jsonl", "a", "a.xml", "a.json"])
def test_empty_binary_and_damaged_files(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    for data in (b"\x89PNG\r\n\0\0\0", gzip.compress(b"x" * 1000)[:-9], b"\x1f\x8bnot packed"):
        path.write_bytes(data)
        assert all(isinstance(r, Failure) and r.reason.endswith(".") for r in reports(path))
    path.write_bytes(b"")
    assert not [r for r in reports(path) if isinstance(r, Report)]


def test_a_file_that_is_too_large_is_refused_and_so_is_a_small_one_that_unpacks_to_it(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"<p>" + b"x" * LARGEST)
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(b"x" * (LARGEST + 1)))
    assert "larger than" in reason(tmp_path / "a.html")
    assert "larger than" in reason(tmp_path / "b.txt.gz")


def test_standard_input_is_told_apart(page: str, body: tuple[str, ...]) -> None:
    html = one("-", stdin=io.BytesIO(page.encode()))
    assert isinstance(html, Report)
    assert html.publisher == "The Daily Example"
    text = one("-", stdin=io.BytesIO(body[0].encode("utf-16")))
    assert isinstance(text, Report)
    assert text.text == body[0]
    lines = io.BytesIO("\n".join([*(json.dumps({"text": p}) for p in body), "{"]).encode())
    *good, bad = reports("-", stdin=lines)
    assert [r.text for r in good if isinstance(r, Report)] == list(body)
    assert isinstance(bad, Failure)
    assert bad.reason.startswith("line 5: ")
    assert "empty" in reason("-", stdin=io.BytesIO(b""))


def test_json_whole_and_lines_of_other_encodings(tmp_path: Path, body: tuple[str, ...]) -> None:
    rows = [{"text": p} for p in body[:2]]
    (tmp_path / "a.json").write_text(json.dumps(rows, indent=2))
    (tmp_path / "b.jsonl").write_bytes("\r\n".join(json.dumps(r) for r in rows).encode("utf-8-sig"))
    (tmp_path / "c.jsonl").write_bytes("\n".join(json.dumps(r) for r in rows).encode("utf-16"))
    expected = list(reports(tmp_path / "a.json"))
    assert [r.text for r in expected if isinstance(r, Report)] == list(body[:2])
    assert list(reports(tmp_path / "b.jsonl")) == expected
    assert list(reports(tmp_path / "c.jsonl")) == expected


def test_text_keeps_its_newline_characters(tmp_path: Path, body: tuple[str, ...]) -> None:
    text = f"Bridge closed\r\n\r\n{body[0]}\r\n"
    (tmp_path / "a.txt").write_bytes(text.encode())
    result = one(tmp_path / "a.txt")
    assert isinstance(result, Report)
    assert result.text == text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('{"text": "x"}\n{"text": "y"}', "jsonl"),
        ('[{"text": "x"}]', "json"),
        ('{\n "text": "x"\n}', "json"),
        ("[Reuters] The army said so.", "text"),
        ("{The army said so.", "text"),
        ("<!DOCTYPE html><html>", "html"),
        ("\n<div><p>One</p></div>", "html"),
        ("<?xml version='1.0'?><rss>", "feed"),
        ("The army <p> said so.", "text"),
    ],
)
def test_sniff(text: str, kind: str) -> None:
    assert sniff(text) == kind


def test_an_address_inside_is_refused_in_a_sentence() -> None:
    assert "private or loopback" in reason("http://127.0.0.1:9/x")


def test_a_name_that_is_no_path() -> None:
    assert reason("a\0b")
    assert reason("x" * 5000)
