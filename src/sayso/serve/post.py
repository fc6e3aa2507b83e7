"""What is posted becomes reports of the record: by its type, through the same intake as a file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from sayso.core.arrival import Arrival
from sayso.core.coded import Failure
from sayso.core.errors import SaysoError
from sayso.intake.arrivals import arrivals
from sayso.pipeline import Options, dated
from sayso.record.write import Added
from sayso.records import Record

_SOURCE: Final = "posted"
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
        came = [_posted(item, folder, published) for item in arrivals(path)]
    return list(record.taking_in(came, Options()))


def _posted(item: Arrival | Failure, folder: str, published: str | None) -> Arrival | Failure:
    """Without a trace of where the program keeps its files."""
    if isinstance(item, Failure):
        return Failure(_SOURCE, item.reason.replace(folder, "").lstrip("/ "))
    return replace(item, report=dated(item.report, published), source=_SOURCE, address=None)
