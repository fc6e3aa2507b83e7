"""Many documents through a few children, in order: what became of each, as it comes."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO, Final

from sayso.batch.child import Child
from sayso.batch.work import Done, How, failed
from sayso.core.coded import Failure
from sayso.intake.document import Document
from sayso.intake.sources import Meter, documents, unmetered

_AT_ONCE: Final = 8
_LARGE: Final = 4_000_000
"""Documents go to a child by eights, or fewer where they are this many bytes together."""

Coming = Document | Failure


def coming(
    sources: Iterable[str | Path], how: How, meter: Meter = unmetered, stdin: BinaryIO | None = None
) -> Iterator[Coming]:
    """The documents of all sources; ``meter`` is told of the bytes that were read of their files."""
    for source in sources:
        yield from documents(source, allow_private=how.private, columns=how.columns, meter=meter, stdin=stdin)


def run(items: Iterable[Coming], how: How, jobs: int = 1) -> Iterator[Done]:
    """What became of each document, in their order, read in ``jobs`` processes. Close it to end them.

    Raises SaysoError where the reader cannot be had.
    """
    with _Children(how, jobs) as children, ThreadPoolExecutor(jobs) as pool:
        waiting: deque[Future[list[Done]]] = deque()
        for chunk in chunks(items):
            waiting.append(pool.submit(children.do, chunk))
            while len(waiting) > 2 * jobs or (waiting and waiting[0].done()):
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def chunks(items: Iterable[Coming]) -> Iterator[list[Coming]]:
    """A few at a time, by number and size."""
    chunk: list[Coming] = []
    size = 0
    for item in items:
        chunk.append(item)
        size += len(item.data) if isinstance(item, Document) else 0
        if len(chunk) == _AT_ONCE or size > _LARGE:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


class _Children:
    """Owns a child for each thread that asks for one."""

    def __init__(self, how: How, jobs: int) -> None:
        self._make: Callable[[], Child] = lambda: Child(how, None if jobs == 1 else 1)
        self._own = threading.local()
        self._all: list[Child] = []

    def __enter__(self) -> _Children:
        return self

    def __exit__(self, *_: object) -> None:
        for child in self._all:
            child.close()

    def do(self, chunk: Sequence[Coming]) -> list[Done]:
        """What became of each; what failed before it was a document passes through."""
        found = iter(
            self._child().do(have) if (have := [d for d in chunk if isinstance(d, Document)]) else []
        )
        return [next(found) if isinstance(item, Document) else failed(item) for item in chunk]

    def _child(self) -> Child:
        if not hasattr(self._own, "child"):
            self._own.child = self._make()
            self._all.append(self._own.child)
        child: Child = self._own.child
        return child
