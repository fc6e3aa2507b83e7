"""One original as it came out of its file, archive or table, before anything in it is parsed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

LARGEST: Final = 20_000_000  # bytes of one page, text or line, after decompression


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes that hold a report, or several (a feed, a JSON list).

    ``source``: the path or address as given, for a member of an archive ``archive#member``. ``kind``: ``html``,
    ``text``, ``json``, ``feed``, ``line`` (one JSON line), or None where the bytes must tell. ``url``, ``charset``:
    what an archive or server says of them. ``line``: its number in a file of lines. ``columns``: field of a report →
    its name in the JSON. ``name``: of the file itself, which may hold a date.
    """

    source: str
    data: bytes
    kind: str | None = None
    url: str | None = None
    charset: str | None = None
    line: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    name: str | None = None

    @property
    def address(self) -> str:
        """The source, with the number of the line where it has one: each document its own."""
        return self.source if self.line is None else f"{self.source}#{self.line}"


def original(document: Document) -> bytes:
    """The bytes that a record keeps of it: a line without its end."""
    return document.data.rstrip(b"\r\n") if document.kind == "line" else document.data
