"""Anything that holds reports to `Report`s: chooses how to read it, and turns one bad input into one `Failure`."""

from __future__ import annotations

import gzip
import io
import json
import re
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Final, TypeAlias

from sayso.core.coded import Failure
from sayso.core.errors import InputError, SaysoError
from sayso.core.report import Report
from sayso.intake.encoding import decode
from sayso.intake.feed import is_feed, read_feed
from sayso.intake.jsonl import read_lines, read_row
from sayso.intake.text import Given, read_text
from sayso.intake.warc import read_warc

LARGEST: Final = 20_000_000  # bytes of one page, text or line, after decompression
_KINDS: Final = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html", ".mhtml": "other",
    ".txt": "text", ".text": "text",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json",
    ".rss": "feed", ".atom": "feed", ".xml": "feed",
    ".warc": "warc",
}  # fmt: skip
_IN_FOLDERS: Final = frozenset({"html", "text", "jsonl", "feed", "warc"})
_PAGE: Final = re.compile(r"<(?:!doctype\s+html|html|head|body|article|div|p|h1|meta|title)\b", re.IGNORECASE)
_BAD: Final = (SaysoError, OSError, ValueError, EOFError, zlib.error)
STANDARD_INPUT: Final = "standard input"
Seen: TypeAlias = Callable[[str, bytes, bool], None]
"""Told of each original: its source, its bytes (a page, a text, a feed, a line), and whether it is one whole report."""


def _ignore(*_: object) -> None:
    """Where nobody wants the originals."""


def reports(
    source: str | Path, *, allow_private: bool = False, stdin: BinaryIO | None = None, seen: Seen = _ignore
) -> Iterator[Report | Failure]:
    """The reports of a file, folder, feed, address or ``-`` (standard input), in a fixed order.

    Never raises for a bad input: each gives one `Failure` with one sentence, and the others go on.
    ``allow_private`` lets addresses inside private networks be fetched; ``stdin`` stands for standard input in tests;
    ``seen`` is called with each original before its reports come.
    """
    name = str(source)
    try:
        if name == "-":
            yield from _piped(stdin or sys.stdin.buffer, seen)
        elif re.match(r"https?://", name, re.IGNORECASE):
            yield from _address(name, allow_private, seen)
        elif Path(name).is_dir():
            yield from _folder(Path(name), seen)
        else:
            yield from _file(Path(name), seen)
    except _BAD as error:
        yield Failure(STANDARD_INPUT if name == "-" else name, _sentence(error))


def _piped(stream: BinaryIO, seen: Seen) -> Iterator[Report | Failure]:
    """Standard input: JSON lines one by one, however many, anything else as one document."""
    first = stream.readline(LARGEST + 1)
    if first.lstrip(b"\xef\xbb\xbf \t").startswith(b"{") and _is_json(decode(first)):
        yield from _rows(chain([decode(first)], _lines(stream)), STANDARD_INPUT, seen)
    else:
        yield from _bytes(first + stream.read(LARGEST + 1 - len(first)), STANDARD_INPUT, seen)


def _folder(folder: Path, seen: Seen) -> Iterator[Report | Failure]:
    files = [
        p
        for p in sorted(folder.rglob("*"))
        if p.is_file() and _kind(p) in _IN_FOLDERS and not _hidden(p, folder)
    ]
    if not files:
        raise InputError("the folder holds no reports (.html, .txt, .jsonl, .xml feeds, plain or .gz).")
    for path in files:
        try:
            yield from _file(path, seen)
        except _BAD as error:
            yield Failure(str(path), _sentence(error))


def _hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _kind(path: Path) -> str | None:
    suffixes = [s.lower() for s in path.suffixes]
    if suffixes and suffixes[-1] == ".gz":
        suffixes.pop()
    return _KINDS.get(suffixes[-1]) if suffixes else None


def _file(path: Path, seen: Seen) -> Iterator[Report | Failure]:
    if not path.exists():
        raise InputError("there is no such file or folder.")
    kind = _kind(path)
    with _opened(path) as stream:
        if kind == "jsonl":
            yield from _rows(_lines(stream), str(path), seen)
        elif kind == "warc":
            yield from read_warc(stream, str(path), LARGEST, seen)
        else:
            yield from _bytes(_whole(stream), str(path), seen, kind)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """The file, unpacked if it is a gzip file whatever its name; a pipe is opened once."""
    with path.open("rb") as stream:
        if stream.peek(2)[:2] == b"\x1f\x8b":
            with gzip.GzipFile(fileobj=stream) as unpacked:
                yield unpacked  # type: ignore[misc]
        else:
            yield stream


def _whole(stream: BinaryIO) -> bytes:
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise InputError(f"larger than {LARGEST // 1_000_000} MB; split it into single reports.")
    return data


def _lines(stream: BinaryIO) -> Iterator[str]:
    """Lines of any encoding that keeps line feeds; UTF-16 is read whole."""
    head = stream.read(4)
    rest: BinaryIO = stream
    if b"\0" in head or head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        yield from decode(head + _whole(stream)).split("\n")
        return
    first = True
    while line := (head if first else b"") + rest.readline(LARGEST + 1):
        first = False
        if len(line) > LARGEST:
            raise InputError(f"a line is larger than {LARGEST // 1_000_000} MB.")
        yield decode(line)


def _rows(lines: Iterable[str], source: str, seen: Seen) -> Iterator[Report | Failure]:
    """Reports of JSON lines; each line, as UTF-8 and without its end, is an original of its own."""

    def told() -> Iterator[str]:
        for line in lines:
            seen(source, line.rstrip("\r\n").encode("utf-8", "surrogatepass"), False)
            yield line

    yield from read_lines(told(), source)


def _bytes(
    data: bytes,
    source: str,
    seen: Seen,
    kind: str | None = None,
    *,
    url: str | None = None,
    charset: str | None = None,
) -> Iterator[Report | Failure]:
    """Reports of one document whose kind is given or told by its beginning."""
    if len(data) > LARGEST:
        raise InputError(f"larger than {LARGEST // 1_000_000} MB; split it into single reports.")
    if data[:2] == b"\x1f\x8b":
        data = _whole(gzip.GzipFile(fileobj=io.BytesIO(data)))  # type: ignore[arg-type]
    if not data.strip(b" \t\r\n\0"):
        raise InputError("the file is empty.")
    text = decode(data, charset)
    file_name = None if url or source == STANDARD_INPUT else source
    if kind in {None, "other", "json", "feed"}:
        kind = sniff(text)
    seen(source, data, kind in {"html", "text"})
    if kind == "jsonl":
        yield from _rows(text.split("\n"), source, seen)
    elif kind == "json":
        yield from _json(text, source)
    elif kind == "feed":
        # Where the server named the charset, the one in the document's own declaration may be wrong.
        yield from read_feed(re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode() if charset else data, source)
    elif kind == "html":
        from sayso.intake.html import read_html

        yield read_html(text, url=url, file_name=file_name)
    else:
        yield read_text(text, Given(url=url, file_name=file_name))


def sniff(text: str) -> str:
    """``jsonl``, ``json``, ``feed``, ``html`` or ``text``, by how a document begins."""
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith(("{", "[")):
        line = start.split("\n", 1)[0]
        if _is_json(line):
            return "jsonl" if line.startswith("{") else "json"
        if re.match(r'[{\[]\s*["{\[]', start) and _is_json(start):
            return "json"
    if is_feed(start):
        return "feed"
    if (_PAGE.search(start[:3000]) and start.startswith("<")) or len(_PAGE.findall(start[:20_000])) > 4:
        return "html"
    return "text"


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _json(text: str, source: str) -> Iterator[Report | Failure]:
    whole = json.loads(text)
    for number, row in enumerate(whole if isinstance(whole, list) else [whole], 1):
        try:
            yield read_row(row)
        except SaysoError as error:
            yield Failure(source, f"object {number}: {error}")


def _address(url: str, allow_private: bool, seen: Seen) -> Iterator[Report | Failure]:
    from sayso.intake.fetch import Fetcher

    got = Fetcher(allow_private=allow_private).fetch(url)
    kind = "text" if got.media_type == "text/plain" else "html" if "html" in got.media_type else None
    yield from _bytes(got.data, url, seen, kind, url=got.url, charset=got.charset)


def _sentence(error: Exception) -> str:
    if isinstance(error, SaysoError):
        return str(error)
    if isinstance(error, PermissionError):
        return "this file may not be read (no permission)."
    if isinstance(error, gzip.BadGzipFile | EOFError | zlib.error):
        return "the .gz file is damaged and cannot be unpacked."
    if isinstance(error, OSError):
        return f"this cannot be read ({error.strerror or type(error).__name__})."
    return "this name is no path that can be read."
