"""What a long command says on standard error: failures at once, and where it stands if that is a terminal."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.core.coded import Failure


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
