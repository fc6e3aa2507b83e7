"""Children read in order; one that crashes or hangs costs the document that it was at."""

from __future__ import annotations

import dataclasses
import os
import signal
import threading
import time
from collections.abc import Callable

import pytest

from sayso.batch import child as child_module
from sayso.batch.child import Child
from sayso.batch.run import chunks, run
from sayso.batch.work import How, Worker
from sayso.core.coded import Failure
from sayso.core.errors import UsageError
from sayso.intake.document import Document

Make = Callable[[int], Document]


def test_several_children_give_what_one_worker_gives_in_the_same_order(how: How, document: Make) -> None:
    items = [document(i) if i != 5 else Failure("gone.html", "there is no such file.") for i in range(21)]
    expected = Worker(how, 1).do([d for d in items if isinstance(d, Document)])
    found = list(run(items, how, 2))
    assert found[5].status == "failed"
    assert found[:5] + found[6:] == expected


def test_documents_go_by_eights_and_large_ones_in_smaller_company(document: Make) -> None:
    small = [document(i) for i in range(20)]
    assert [len(c) for c in chunks(small)] == [8, 8, 4]
    large = [Document("x", b"x" * 3_000_000)] * 3
    assert [len(c) for c in chunks(large)] == [2, 1]


def test_a_child_that_is_killed_is_replaced_and_what_it_had_is_read_again(how: How, document: Make) -> None:
    child = Child(how, 1)
    try:
        (before,) = child.do([document(0)])
        assert child._process is not None
        os.kill(child._process.pid, signal.SIGKILL)
        after = child.do([document(0), document(1)])
    finally:
        child.close()
    assert after[0] == before
    assert [d.status for d in after] == ["done", "done"]


def test_a_child_that_hangs_is_ended(how: How, document: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child_module, "_GRACE", 1.0)
    child = Child(how, 1)
    try:
        child.do([document(0)])
        monkeypatch.setattr(child, "_how", dataclasses.replace(how, seconds=0.5))
        process = child._process
        assert process is not None
        os.kill(process.pid, signal.SIGSTOP)
        start = time.monotonic()
        (done,) = child.do([document(1)])
        assert time.monotonic() - start < 30
        assert done.status == "failed"
        assert "took longer than" in (done.reason or "")
        monkeypatch.setattr(child, "_how", how)
        (next_one,) = child.do([document(2)])
    finally:
        child.close()
    assert process.poll() is not None
    assert next_one.status == "done"


def test_a_reader_that_does_not_exist_is_told_at_once(document: Make) -> None:
    with pytest.raises(UsageError, match="Unknown reader"):
        list(run([document(0)], How(reader="none"), 1))


def test_closing_ends_the_children(how: How, document: Make) -> None:
    running = run((document(i % 9) for i in range(10_000)), how, 2)
    next(running)
    before = threading.active_count()
    running.close()  # type: ignore[attr-defined]
    assert threading.active_count() <= before
