"""What takes too long is broken off, alone, wherever it is; what is quick pays nothing and loses nothing."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator

import pytest

from sayso.core.coded import Failure
from sayso.core.patience import TooLong, has_alarm, patiently, time_limit, within

pytestmark = pytest.mark.skipif(not has_alarm(), reason="this system has no alarm")


def busy(seconds: float) -> int:
    """Works so long, and lets nobody but the alarm end it."""
    end, count = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        try:
            count += 1
        except Exception:
            count = 0
    return count


def busy_twice(seconds: float) -> None:
    """Swallows what ends it once."""
    try:
        busy(seconds)
    except TooLong:
        busy(seconds)


def slow_at(number: int) -> Iterator[int]:
    for each in range(5):
        if each == number:
            busy(20)
        yield each


def test_what_takes_too_long_is_broken_off_with_a_sentence() -> None:
    start = time.monotonic()
    with pytest.raises(TooLong, match=r"took longer than 0\.1 s; raise --time-limit"), time_limit(0.1):
        busy(20)
    assert time.monotonic() - start < 5


def test_an_error_swallowed_where_it_rang_rings_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.core.patience._AGAIN", 0.1)
    with pytest.raises(TooLong), time_limit(0.1):
        busy_twice(20)


def test_what_is_quick_leaves_the_alarm_as_it_was() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with time_limit(0.2):
        pass
    assert signal.getsignal(signal.SIGALRM) == before
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    time.sleep(0.3)


def test_each_item_has_its_own_time_and_the_askers_does_not_count() -> None:
    coming = within(0.2, lambda: slow_at(3))
    found = []
    for _ in range(3):
        time.sleep(0.15)
        found.append(next(coming))
    assert found == [0, 1, 2]
    with pytest.raises(TooLong):
        next(coming)


def test_without_a_limit_and_in_other_threads_all_comes() -> None:
    assert list(within(None, lambda: range(3))) == [0, 1, 2]
    found: list[int] = []
    thread = threading.Thread(target=lambda: found.extend(within(0.1, lambda: (n for n in [busy(0.3), 0]))))
    thread.start()
    thread.join()
    assert len(found) == 2


def test_what_begins_too_slowly_is_a_failure_of_its_source() -> None:
    results = list(patiently(0.1, lambda: [busy(20)], "a.html"))
    assert results == [
        Failure("a.html", "reading it took longer than 0.1 s; raise --time-limit if it is worth that.")
    ]


def test_errors_come_through() -> None:
    with pytest.raises(ZeroDivisionError):
        list(patiently(1, lambda: [1 // 0], "a.html"))
