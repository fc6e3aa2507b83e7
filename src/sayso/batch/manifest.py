"""What became of each document, one JSON line each, written as it happens; and what a later run need not do again."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import IO, Any

from sayso.batch.work import FAILED, Done, sha256_of
from sayso.core.errors import InputError, UsageError
from sayso.intake.document import Document


def row(done: Done) -> dict[str, Any]:
    """The line of one document: where it is, its hash, what became of it, its reports and how many claims."""
    return {
        "source": done.address,
        "sha256": done.sha256,
        "status": done.status,
        "reports": [r.coded.report.id for r in done.read],
        "claims": done.claims,
        "reason": done.reason,
    }


@dataclass(slots=True)
class Earlier:
    """What an earlier run did: a document counts as done if its address and bytes are the same, as often as it came.

    ``counted``: documents by status; ``end``: how long its output was after the last line.
    """

    known: Counter[bytes] = field(default_factory=Counter)
    counted: Counter[str] = field(default_factory=Counter)
    end: int = 0

    def left(self, items: Iterable[Any]) -> Iterator[Any]:
        """The items without what was done; what could not be opened then is tried again."""
        known = self.known.copy()
        for item in items:
            key = _key(item.address, sha256_of(item)) if isinstance(item, Document) and known else b""
            if known[key] > 0:
                known[key] -= 1
                if not known[key]:
                    del known[key]
            else:
                yield item


def _key(address: str, sha256: str) -> bytes:
    return blake2b(f"{address}\0{sha256}".encode("utf-8", "surrogatepass"), digest_size=12).digest()


class Manifest:
    """Owns the file. Each line is on its way to the disk before the next document is told of."""

    def __init__(self, path: Path, *, resume: bool) -> None:
        """Begins a new file, or goes on with one after its last whole line. Raises UsageError where that cannot be."""
        self.earlier = Earlier()
        try:
            if resume and path.exists():
                self._file: IO[bytes] = path.open("r+b")
                self._file.seek(self._load())
                self._file.truncate()
            else:
                self._file = path.open("wb")
        except OSError as error:
            raise UsageError(f"The manifest {path} cannot be written: {error.strerror}.") from None
        self.path = path

    def write(self, done: Done, end: int = 0) -> None:
        """Note one document; ``end``: how long the output is now."""
        line = row(done) | ({"end": end} if end else {})
        self._file.write(json.dumps(line, ensure_ascii=True).encode() + b"\n")
        self._file.flush()

    def close(self) -> None:
        """Give the file back."""
        self._file.close()

    def _load(self) -> int:
        """Take in the lines of an earlier run; gives back where the last whole one ends."""
        at = 0
        for line in self._file:
            if not line.endswith(b"\n"):
                break
            try:
                given = json.loads(line)
                self.earlier.counted[given["status"]] += 1
                self.earlier.end = given.get("end", self.earlier.end)
                if given["sha256"] is not None:
                    self.earlier.known[_key(given["source"], given["sha256"])] += 1
            except (ValueError, KeyError, TypeError):
                self.close()
                raise InputError(f"{self._file.name} is no manifest of sayso; name another file.") from None
            at += len(line)
        return at


class Output:
    """Owns a file of JSON lines that goes on where an earlier run's manifest ends."""

    def __init__(self, path: Path, end: int) -> None:
        """Opens the file and cuts off what no manifest knows. Raises UsageError where it cannot be written."""
        try:
            self._file = path.open("r+b" if end else "wb")
            if end > self._file.seek(0, 2):
                self.close()
                raise UsageError(f"{path} is shorter than its manifest says; begin anew without --resume.")
            self._file.seek(end)
            self._file.truncate()
        except OSError as error:
            raise UsageError(f"{path} cannot be written: {error.strerror}.") from None

    def write(self, lines: Iterable[str]) -> int:
        """Append lines; gives back how long the file is now."""
        for line in lines:
            self._file.write(line.encode("utf-8", "backslashreplace") + b"\n")
        self._file.flush()
        return self._file.tell()

    def close(self) -> None:
        """Give the file back."""
        with suppress(OSError):
            self._file.close()


def troubled(done: Done) -> bool:
    """Whether something of the document failed that was worth reading."""
    return done.status == FAILED or any(not f.skipped for f in done.failures)
