"""Failures are always named; where a command stands is shown only on a terminal and only if wanted."""

from __future__ import annotations

import argparse
import io
import sys

import pytest

from sayso.cli.progress import Pace, Progress, duration
from sayso.core.coded import Failure


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _run(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, *, quiet: bool = False) -> str:
    monkeypatch.setattr(sys, "stderr", stream)
    progress = Progress(argparse.Namespace(quiet=quiet), prints_here=False)
    progress.show("3 read")
    progress.fail(Failure("a.txt", "a.txt: the file is\nempty."))
    progress.fail(Failure("b.txt", "the file is empty."))
    progress.tell("done")
    progress.show("4 read")
    progress.close()
    assert progress.failed == 2
    return stream.getvalue()


def test_nothing_but_sentences_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = _run(monkeypatch, io.StringIO())
    assert shown == "sayso: a.txt: the file is empty.\nsayso: b.txt: the file is empty.\nsayso: done\n"


def test_a_terminal_shows_where_the_command_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = _run(monkeypatch, _Terminal())
    assert "\r\x1b[K3 read\r\x1b[K" in shown
    assert shown.endswith("4 read, 2 failed\r\x1b[K")


def test_quiet_leaves_only_failures(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = _run(monkeypatch, _Terminal(), quiet=True)
    assert [line.split(":")[1].strip() for line in shown.splitlines()] == ["a.txt", "b.txt"]
    assert "\x1b" not in shown


def test_the_pace_shows_rate_and_time_left_by_what_was_done_since_it_began() -> None:
    now = [0.0]
    pace = Pace(lambda: now[0])
    assert pace.words(0, 0.2) == "████░░░░░░░░░░░░░░░░ 20 % · 0 read"
    now[0] = 100.0
    # A fifth was passed over at once; 40 hundredths took 100 s, so the other 40 will too.
    assert pace.words(300, 0.6) == "████████████░░░░░░░░ 60 % · 300 read · 3.0/s · 2 min left"
    assert pace.words(300, 1.2).startswith("████████████████████ 100 %")
    assert pace.words(300, None) == "300 read · 3.0/s"


def test_the_line_is_drawn_ten_times_a_second_at_most() -> None:
    now = [5.0]
    pace = Pace(lambda: now[0])
    assert pace.due()
    now[0] = 5.05
    assert not pace.due()
    now[0] = 5.2
    assert pace.due()


@pytest.mark.parametrize(
    ("seconds", "words"), [(45, "45 s"), (200, "3 min"), (7800, "2 h 10 min"), (273_700, "3 d 4 h")]
)
def test_durations_in_two_units(seconds: float, words: str) -> None:
    assert duration(seconds) == words
