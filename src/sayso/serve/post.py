"""What is posted becomes reports of the record: by its type, through the same intake as a file."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from sayso.core.coded import Failure
from sayso.core.errors import SaysoError
from sayso.pipeline import Options
from sayso.record.write import Added
from sayso.records import Record

TYPES: Final = {
    "text/plain": "posted.txt",
    "text/html": "posted.html",
    "application/x-ndjson": "posted.jsonl",
    "application/jsonl": "posted.jsonl",
}


class UnknownType(SaysoError):
    """What was sent is of a type that is not read."""


def add_posted(record: Record, data: bytes, kind: str, published: str | None = None) -> list[Added | Failure]:
    """Read ``data`` (of the media type ``kind``) into the record; gives back what became of each report.

    Its name on disk is ours and of one use: no name that was sent is ever a path. Raises UnknownType.
    """
    name = TYPES.get(kind.split(";")[0].strip().lower())
    if name is None:
        raise UnknownType(f"A report is posted as {', '.join(TYPES)}.")
    with TemporaryDirectory(prefix="sayso-") as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        found = record.add(path, Options(published=published))
    return [_nameless(each, folder) for each in found]


def _nameless(each: Added | Failure, folder: str) -> Added | Failure:
    """A reason tells nothing of where the program keeps its files."""
    if isinstance(each, Failure):
        return Failure("posted", each.reason.replace(folder, "").lstrip("/ "))
    return each
