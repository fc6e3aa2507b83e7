"""Documents to `Report`s: chooses how to read each, and turns one bad input into one `Failure`."""

from __future__ import annotations

import gzip
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Final, TypeAlias

from sayso.core.coded import Failure
from sayso.core.errors import InputError, OtherLanguage, SaysoError
from sayso.core.report import Report
from sayso.intake.document import LARGEST, Document
from sayso.intake.encoding import decode
from sayso.intake.feed import is_feed, read_feed
from sayso.intake.jsonl import read_line, read_lines, read_row
from sayso.intake.sources import BAD, documents, sentence
from sayso.intake.text import Given, read_text

_PAGE: Final = re.compile(r"<(?:!doctype\s+html|html|head|body|article|div|p|h1|meta|title)\b", re.IGNORECASE)
Seen: TypeAlias = Callable[[str, bytes, bool], None]
"""Told of each original: its source, its bytes (a page, a text, a feed, a line), and whether it is one whole report."""


def _ignore(*_: object) -> None:
    """Where nobody wants the originals."""


def reports(
    source: str | Path, *, allow_private: bool = False, stdin: BinaryIO | None = None
) -> Iterator[Report | Failure]:
    """The reports of a file, folder, archive, feed, address or ``-`` (standard input), in a fixed order.

    Never raises for a bad input: each gives one `Failure` with one sentence, and the others go on.
    ``allow_private`` lets addresses inside private networks be fetched; ``stdin`` stands for standard input in tests.
    """
    for item in documents(source, allow_private=allow_private, stdin=stdin):
        if isinstance(item, Failure):
            yield item
        else:
            yield from read_document(item)


def read_document(document: Document, seen: Seen = _ignore) -> Iterator[Report | Failure]:
    """The reports of one document, or why there are none. Never raises for what its bytes are."""
    try:
        yield from _line(document, seen) if document.kind == "line" else _bytes(document, seen)
    except BAD as error:
        yield Failure(document.source, sentence(error), isinstance(error, OtherLanguage))


def _line(document: Document, seen: Seen) -> Iterator[Report | Failure]:
    """The report of a JSON line; as UTF-8 and without its end, the line is an original of its own."""
    try:
        line = decode(document.data)
        seen(document.source, line.rstrip("\r\n").encode("utf-8", "surrogatepass"), False)
        yield read_line(line, document.columns)
    except SaysoError as error:
        reason = f"line {document.line}: {error}"
        yield Failure(document.source, reason, isinstance(error, OtherLanguage))


def _bytes(document: Document, seen: Seen) -> Iterator[Report | Failure]:
    """Reports of a document whose kind is given or told by its beginning."""
    data, source, kind = document.data, document.source, document.kind
    if data[:2] == b"\x1f\x8b":
        data = gzip.GzipFile(fileobj=io.BytesIO(data)).read(LARGEST + 1)
    if len(data) > LARGEST:
        raise InputError(f"larger than {LARGEST // 1_000_000} MB; split it into single reports.")
    if not data.strip(b" \t\r\n\0"):
        raise InputError("the file is empty.")
    text = decode(data, document.charset)
    file_name = None if document.url else document.name
    if kind in {None, "other", "json", "feed"}:
        kind = sniff(text)
    seen(source, data, kind in {"html", "text"})
    if kind == "jsonl":
        yield from _rows(text, document, seen)
    elif kind == "json":
        yield from _json(text, source, document.columns)
    elif kind == "feed":
        # Where the server named the charset, the one in the document's own declaration may be wrong.
        plain = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode() if document.charset else data
        yield from read_feed(plain, source)
    elif kind == "html":
        from sayso.intake.html import read_html

        yield read_html(text, url=document.url, file_name=file_name)
    else:
        yield read_text(text, Given(url=document.url, file_name=file_name))


def _rows(text: str, document: Document, seen: Seen) -> Iterator[Report | Failure]:
    def told() -> Iterator[str]:
        for line in text.split("\n"):
            seen(document.source, line.rstrip("\r\n").encode("utf-8", "surrogatepass"), False)
            yield line

    yield from read_lines(told(), document.source, document.columns)


def sniff(text: str) -> str:
    """``jsonl``, ``json``, ``feed``, ``html`` or ``text``, by how a document begins."""
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith(("{", "[")):
        line = start.split("\n", 1)[0]
        if is_json(line):
            return "jsonl" if line.startswith("{") else "json"
        if re.match(r'[{\[]\s*["{\[]', start) and is_json(start):
            return "json"
    if is_feed(start):
        return "feed"
    if (_PAGE.search(start[:3000]) and start.startswith("<")) or len(_PAGE.findall(start[:20_000])) > 4:
        return "html"
    return "text"


def is_json(text: str) -> bool:
    """Whether a text is JSON that can be read."""
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _json(text: str, source: str, columns: Mapping[str, str]) -> Iterator[Report | Failure]:
    whole = json.loads(text)
    for number, row in enumerate(whole if isinstance(whole, list) else [whole], 1):
        try:
            yield read_row(row, columns)
        except SaysoError as error:
            yield Failure(source, f"object {number}: {error}")
