"""``sayso review``: shows undecided claims one by one, in their words, and takes a person's decision about each.

It reads plain lines, so that it works in a pipe as on a terminal.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sayso.cli.terminal import Style
    from sayso.core.decision import Decision
    from sayso.record.queue import Waiting
    from sayso.records import Record

_EXAMPLES: Final = """\
answers, each on a line:
  c           confirm: the claim is right
  e SLOT VALUE   correct a slot (kind, stance, actor, target, place, when, figure, says), - empties it; kept at once,
              the claim is shown anew and may be corrected further: c or s goes on
  r           reject: there is no such claim
  s           skip: later (an empty line too)
  u           undo the last decision and go back to it
  q           quit; what was decided is kept

exit status: 0 done, also at the end of input; 2 wrong use"""
_HELP: Final = "c confirm · e SLOT VALUE correct · r reject · s skip · u undo · q quit"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``sayso review``."""
    from sayso.cli.decide import add_by
    from sayso.cli.filters import add_filters

    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    add_filters(parser)
    add_by(parser)
    parser.add_argument("--limit", metavar="NUMBER", type=int, help="at most so many claims")
    parser.add_argument("--list", action="store_true", help="print the queue and decide nothing")


def run(args: argparse.Namespace) -> int:
    """Go through the queue; gives back 0. Raises UsageError, RecordError."""
    from sayso.cli.card import shown
    from sayso.cli.decide import name_of
    from sayso.cli.filters import filters_of
    from sayso.cli.terminal import style_for
    from sayso.core.errors import UsageError
    from sayso.records import Record

    if args.limit is not None and args.limit < 1:
        raise UsageError(f"--limit {args.limit}: it takes a number from 1 on.")
    style = style_for(sys.stdout, args.verbose)
    filters = filters_of(args)
    by = name_of(args.by)
    with Record.open(args.record, make=False) as record:
        waiting = record.queue(filters)[: args.limit]
        if args.list:
            for number, each in enumerate(waiting, 1):
                for line in shown(each, number, len(waiting), style):
                    print(style.signs(line))
        else:
            Review(record, by, waiting, style).run()
    return 0


class Review:
    """One sitting: the queue, where in it the person is, and what was decided in it."""

    def __init__(self, record: Record, by: str, waiting: list[Waiting], style: Style) -> None:
        self.record = record
        self.by = by
        self.waiting = waiting
        self.style = style
        self.at = 0
        self.seen: int | None = None
        self.taken: list[tuple[int, Waiting, Decision]] = []

    def run(self) -> None:
        """Ask until the queue, the input or the person ends it; then tell what was decided."""
        from sayso.cli.card import shown

        while self.at < len(self.waiting) or self._back():
            if self.seen != self.at:
                for line in shown(self.waiting[self.at], self.at + 1, len(self.waiting), self.style):
                    print(self.style.signs(line))
            self.seen = self.at
            answer = _line(self.style.signs(f"[{_HELP}] "))
            if answer is None or answer in {"q", "quit"}:
                break
            self._answer(answer)
        number = len(self.taken)
        left = len(self.waiting) - self.at
        print(f"{number} {'decision' if number == 1 else 'decisions'} by {self.by}; {left} left in the queue")

    def _back(self) -> bool:
        """At the end of the queue the last decision can still be undone; True if it was."""
        return (
            bool(self.taken)
            and _line("End of the queue. [u undo, q quit] ") in {"u", "undo"}
            and self._undo()
        )

    def _answer(self, line: str) -> None:
        """Do what the line says."""
        from sayso.core.errors import SaysoError

        verb, _, rest = line.partition(" ")
        try:
            if verb in {"c", "confirm"}:
                self._take("confirm", why=rest.strip())
                self.at += 1
            elif verb in {"r", "reject"}:
                self._take("reject", why=rest.strip() or _asked("why (may be empty): "))
                self.at += 1
            elif verb in {"e", "correct"}:
                self._correct(rest.strip())
            elif verb in {"s", "skip", ""}:
                self.at += 1
            elif verb in {"u", "undo"}:
                self._undo()
            else:
                print(self.style.signs(f"{line[:40]!r} is no answer: {_HELP}."))
        except SaysoError as error:
            print(error)

    def _take(self, verb: str, why: str = "", slot: str | None = None, value: str | None = None) -> None:
        here = self.waiting[self.at]
        decision = self.record.take(verb, here.said.claim.id, by=self.by, why=why, slot=slot, value=value)
        self.taken.append((self.at, here, decision))

    def _correct(self, rest: str) -> None:
        from sayso.core.decided import SLOTS, correct
        from sayso.core.errors import FormatError

        slot, _, words = rest.partition(" ")
        slot = slot or _asked(f"slot ({', '.join(SLOTS)}): ")
        if slot not in SLOTS:
            raise FormatError(f"A claim has no slot {slot!r} to correct; it has {', '.join(SLOTS)}.")
        words = words.strip() or _asked("value (- for none): ")
        if not words:
            raise FormatError("No value was given; the claim stays as it is.")
        value = None if words == "-" else words
        here = self.waiting[self.at]
        claim = correct(here.said.claim, slot, value)  # refused before the reason is asked for
        self._take("correct", _asked("why (may be empty): "), slot, value)
        self.waiting[self.at] = replace(here, said=replace(here.said, claim=claim), because="corrected")
        self.seen = None

    def _undo(self) -> bool:
        if not self.taken:
            print("Nothing was decided in this sitting.")
            return False
        at, before, decision = self.taken.pop()
        self.record.take("undo", decision.id, by=self.by)
        self.at = at
        self.waiting[at] = before
        self.seen = None
        return True


def _line(prompt: str) -> str | None:
    """A line of the input without its end; None where the input ends."""
    print(prompt, end="", flush=True)
    line = sys.stdin.readline()
    if not line or not sys.stdin.isatty():
        print()  # what was typed, if anything was, is not shown by a pipe
    return line.strip() if line else None


def _asked(prompt: str) -> str:
    return _line(prompt) or ""
