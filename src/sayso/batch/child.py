"""A process of its own that reads documents: what hangs or crashes there is ended, and costs one document.

Parent and child speak pickles over the child's standard input and output; nobody else can reach these.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import IO, Final

from sayso.batch.work import Done, How, Worker, failed
from sayso.core.errors import SaysoError
from sayso.core.patience import too_long
from sayso.intake.document import Document

MEMORY: Final = 6_000_000_000
"""Bytes of address space that a child may take, where the system can limit it."""

_GRACE: Final = 15.0
_START: Final = 60.0
_GONE: Final = (OSError, EOFError, pickle.UnpicklingError)
_CRASHED: Final = "the process that read it ended at once (out of memory, or a defect); the others go on."


class Child:
    """Owns one child, which is started when it is first needed and again after a crash."""

    def __init__(self, how: How, threads: int | None) -> None:
        self._how, self._threads = how, threads
        self._process: subprocess.Popen[bytes] | None = None
        self._rang = False

    def do(self, documents: Sequence[Document]) -> list[Done]:
        """As `Worker.do`; documents that end the child are told apart by reading each alone. Raises SaysoError where
        the child cannot begin (no such reader)."""
        limit = _GRACE + 2 * self._how.seconds * len(documents)
        with suppress(*_GONE):
            self._start()
            return self._ask(documents, limit)
        self.close()
        if len(documents) > 1:
            return [done for document in documents for done in self.do([document])]
        return [failed(documents[0], too_long(self._how.seconds) if self._rang else _CRASHED)]

    def close(self) -> None:
        """End the child."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _start(self) -> None:
        if self._process is not None:
            return
        command = [sys.executable, "-m", "sayso.batch.child"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._rang = False
        ready = self._exchange((self._how, self._threads, sys.path), _START)
        if isinstance(ready, SaysoError):
            self.close()
            raise ready

    def _ask(self, documents: Sequence[Document], limit: float) -> list[Done]:
        answer = self._exchange(list(documents), limit)
        assert isinstance(answer, list)
        return answer

    def _exchange(self, message: object, limit: float) -> object:
        """Send and wait for the answer; a child that takes longer than ``limit`` seconds is ended."""
        process = self._process
        assert process is not None
        assert process.stdin is not None
        assert process.stdout is not None

        def ring() -> None:
            self._rang = True
            process.kill()

        alarm = threading.Timer(limit, ring)
        alarm.daemon = True
        alarm.start()
        try:
            _send(process.stdin, message)
            return pickle.load(process.stdout)
        finally:
            alarm.cancel()


def main() -> None:
    """The child: says that it is ready, then answers until its parent is gone."""
    incoming, outgoing = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints must not print into the answers
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupted parent ends us itself
    _limit_memory()
    with suppress(EOFError, BrokenPipeError):
        how, threads, sys.path[:] = pickle.load(incoming)
        try:
            worker = Worker(how, threads)
        except SaysoError as error:
            _send(outgoing, error)
            return
        _send(outgoing, "ready")
        while True:
            _send(outgoing, worker.do(pickle.load(incoming)))


def _send(stream: IO[bytes], message: object) -> None:
    pickle.dump(message, stream, pickle.HIGHEST_PROTOCOL)
    stream.flush()


def _limit_memory() -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        limit = MEMORY if most == resource.RLIM_INFINITY else min(MEMORY, most)
        resource.setrlimit(resource.RLIMIT_AS, (limit, most))


if __name__ == "__main__":
    main()
