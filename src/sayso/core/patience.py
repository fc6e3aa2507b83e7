"""A limit of time for what is done with one report: what takes longer is broken off where it is.

The clock is the system's alarm, so nothing is started for it and ordinary reports pay nothing. It rings in the main
thread and between two steps of Python: code in C that never comes back is ended by whoever waits (`sayso.batch.child`).
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final, TypeVar

from sayso.core.coded import Failure

SECONDS: Final = 60.0
"""The longest that commands let one report take, unless they are told otherwise."""

_AGAIN: Final = 5.0  # seconds until it rings again, where whatever it rang in has swallowed the first
_END: Final = object()
T = TypeVar("T")


class TooLong(BaseException):
    """A report took too long; the message is a sentence. No Exception: whoever handles any error must let it pass."""


def too_long(seconds: float) -> str:
    """The sentence for what was broken off."""
    return f"reading it took longer than {seconds:g} s; raise --time-limit if it is worth that."


@contextmanager
def time_limit(seconds: float | None) -> Iterator[None]:
    """Raises TooLong where what is done inside takes longer; None: however long it takes.

    Elsewhere than in the main thread, and where the system has no alarm, there is no limit.
    """
    if seconds is None or not has_alarm():
        yield
        return
    armed = True

    def ring(_signal: int, _frame: FrameType | None) -> None:
        if armed:
            raise TooLong(too_long(seconds))

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    try:
        yield
    finally:
        armed = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def has_alarm() -> bool:
    """Whether a limit can be kept here."""
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


def within(seconds: float | None, start: Callable[[], Iterable[T]]) -> Iterator[T]:
    """The items of what ``start`` gives back; raises TooLong where one of them takes longer to come. The time that
    passes between two askings does not count."""
    items: Iterator[T] | None = None
    while True:
        with time_limit(seconds):
            items = iter(start()) if items is None else items
            item = next(items, _END)
        if item is _END:
            return
        yield item  # type: ignore[misc]


def patiently(
    seconds: float | None,
    start: Callable[[], Iterable[T | Failure]],
    source: str,
    line: int | None = None,
) -> Iterator[T | Failure]:
    """As `within`, but one that takes too long is a failure of ``source``, and the last that comes."""
    try:
        yield from within(seconds, start)
    except TooLong as error:
        yield Failure(source, str(error)).of(source, line)
