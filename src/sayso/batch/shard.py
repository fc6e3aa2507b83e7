"""One shard to one table and one manifest: written under other names, then renamed, so that what is there is whole."""

from __future__ import annotations

import atexit
import json
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import uuid4

from sayso import __version__
from sayso.batch.child import Child
from sayso.batch.manifest import row
from sayso.batch.plan import Shard, fingerprint
from sayso.batch.run import chunks, coming
from sayso.batch.table import Table
from sayso.batch.work import Done, How, failed
from sayso.core.errors import InputError
from sayso.intake.document import Document


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of a shard, the last line of its manifest; counts of documents, then of reports and claims.

    ``fingerprint``: of what was read and how; ``seconds``: how long that took.
    """

    shard: str
    done: int
    skipped: int
    failed: int
    reports: int
    claims: int
    fingerprint: str
    sayso: str
    seconds: float


def table_of(shard: Shard, out: Path) -> Path:
    """Where the shard's table stands when it is whole."""
    return out / f"{shard.name}.parquet"


def manifest_of(shard: Shard, out: Path) -> Path:
    """Where its manifest stands; it comes last, so that where it is, the shard is done."""
    return out / f"{shard.name}.manifest.jsonl"


def finished(shard: Shard, out: Path, how: How) -> Summary | None:
    """The summary of an earlier run over the same bytes in the same way; None if there is none."""
    try:
        *_, last = manifest_of(shard, out).read_bytes().splitlines()
        summary = Summary(**json.loads(last))
        same = summary.fingerprint == fingerprint(shard, how) and table_of(shard, out).exists()
    except (OSError, ValueError, TypeError):
        return None
    return summary if same else None


def work(shard: Shard, out: Path, how: How) -> Summary:
    """Read the shard and write both files; if they are there and fit, nothing is read.

    Raises InputError where a file is gone or cannot be written. A worker may end at any point: what it leaves is a
    ``.part`` file that nobody takes for a result.
    """
    if (before := finished(shard, out, how)) is not None:
        return before
    begun = time.monotonic()
    attempt = uuid4().hex[:8]
    table, manifest = (out / f".{shard.name}.{attempt}.{end}.part" for end in ("parquet", "manifest"))
    counted = dict.fromkeys(("done", "skipped", "failed", "reports", "claims"), 0)
    try:
        mark = fingerprint(shard, how)
        with closing(Table(table)) as rows, manifest.open("wb") as lines:
            for done in _all(shard, how):
                rows.write(done)
                lines.write(json.dumps(row(done)).encode() + b"\n")
                counted[done.status] += 1
                counted["reports"] += len(done.read)
                counted["claims"] += done.claims
            seconds = round(time.monotonic() - begun, 2)
            summary = Summary(shard.name, **counted, fingerprint=mark, sayso=__version__, seconds=seconds)
            lines.write(json.dumps(asdict(summary)).encode() + b"\n")
        table.replace(table_of(shard, out))
        manifest.replace(manifest_of(shard, out))
    except OSError as error:
        raise InputError(
            f"{error.filename or shard.name}: {error.strerror or type(error).__name__}."
        ) from None
    finally:
        for left in (table, manifest):
            with suppress(OSError):
                left.unlink()
    return summary


def clear(shard: Shard, out: Path) -> None:
    """Remove what attempts that were ended left of a shard that is done."""
    for left in out.glob(f".{shard.name}.*.part"):
        with suppress(OSError):
            left.unlink()


def _all(shard: Shard, how: How) -> Iterator[Done]:
    for chunk in chunks(coming(shard.paths, how)):
        have = [item for item in chunk if isinstance(item, Document)]
        found = iter(_children.do(how, have) if have else [])
        yield from (next(found) if isinstance(item, Document) else failed(item) for item in chunk)


class _Kept:
    """Owns the child of this process: the model is loaded once, however many shards come."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._how: How | None = None
        self._child: Child | None = None

    def do(self, how: How, documents: list[Document]) -> list[Done]:
        with self._lock:
            if self._child is None or self._how != how:
                self.close()
                self._how, self._child = how, Child(how, 1)
            return self._child.do(documents)

    def close(self) -> None:
        if self._child is not None:
            self._child.close()
            self._child = None


_children = _Kept()
atexit.register(_children.close)
