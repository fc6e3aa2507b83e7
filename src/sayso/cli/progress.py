"""What a long command says on standard error: failures at once, and where it stands if that is a terminal."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sayso.core.coded import Failure

_BAR: Final = 20
_OFTEN: Final = 0.1  # seconds between two drawings of the line


class Progress:
    """Counts failures and shows one line that is written over; nothing but failures where it is not wanted."""

    def __init__(self, args: argparse.Namespace, *, prints_here: bool) -> None:
        self.failed = 0
        self._quiet = args.quiet
        # Where the results themselves appear on the terminal, they are the progress.
        self._shows = sys.stderr.isatty() and not args.quiet and not (prints_here and sys.stdout.isatty())

    def fail(self, failure: Failure) -> None:
        """Name an input that failed, with its reason."""
        from sayso.cli.phrase import clean

        self.failed += 1
        reason, source = clean(failure.reason), clean(failure.source)
        self._say(reason if source in reason else f"{source}: {reason}")

    def tell(self, message: str) -> None:
        """A message that is no failure; left out with --quiet."""
        if not self._quiet:
            self._say(message)

    def show(self, words: str) -> None:
        """Where the command stands."""
        if self._shows:
            failed = f", {self.failed} failed" if self.failed else ""
            sys.stderr.write(f"\r\x1b[K{words}{failed}")
            sys.stderr.flush()

    def close(self) -> None:
        """Clear the line."""
        if self._shows:
            sys.stderr.write("\r\x1b[K")

    def _say(self, message: str) -> None:
        self.close()
        sys.stdout.flush()  # what was printed before it should also stand before it
        print(f"sayso: {message}", file=sys.stderr)


class Pace:
    """How fast a run goes and when it may end, by the share of it that is done."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._start: float | None = None
        self._from = 0.0
        self._drawn = 0.0

    def due(self) -> bool:
        """Whether the line was last drawn long enough ago."""
        now = self._clock()
        if now - self._drawn < _OFTEN:
            return False
        self._drawn = now
        return True

    def words(self, count: int, share: float | None) -> str:
        """A bar, ``count`` documents, how many a second, and the time left; ``share`` (0 to 1) is None if unknown.

        The first call is the start: what was passed over before it says nothing about the pace.
        """
        now = self._clock()
        if self._start is None:
            self._start, self._from = now, share or 0.0
        spent = now - self._start
        rate = f" · {count / spent:,.1f}/s" if spent > 1 else ""
        if share is None:
            return f"{count:,} read{rate}"
        share = min(1.0, share)
        filled = round(_BAR * share)
        bar = "█" * filled + "░" * (_BAR - filled)
        gone = share - self._from
        left = f" · {duration(spent * (1 - share) / gone)} left" if spent > 1 and gone > 0 else ""
        return f"{bar} {100 * share:.0f} % · {count:,} read{rate}{left}"


def duration(seconds: float) -> str:
    """Seconds in two units at most: ``45 s``, ``3 min``, ``2 h 10 min``, ``3 d 4 h``."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    if minutes < 90:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h {minutes} min"
    days, hours = divmod(hours, 24)
    return f"{days} d {hours} h"
