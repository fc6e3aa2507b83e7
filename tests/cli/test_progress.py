"""Failures are always named; where a command stands is shown only on a terminal and only if wanted."""

from __future__ import annotations

import argparse
import io
import sys

import pytest

from sayso.cli.progress import Progress
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
