"""What one document comes to; none that is slow or broken costs another."""

from __future__ import annotations

import dataclasses
import json
import time
from collections.abc import Callable

import pytest

from sayso.batch import work
from sayso.batch.work import Done, How, Worker
from sayso.core.report import Report
from sayso.intake.document import Document

Make = Callable[[int], Document]
FRENCH = "Le ministère a dit que les soldats ont quitté la ville et que le pont est fermé depuis jeudi dans la région."


def line(text: str) -> Document:
    return Document("b.jsonl", json.dumps({"text": text}).encode(), "line", line=7)


def test_done_skipped_failed_each_with_its_reason_and_hash(how: How, document: Make) -> None:
    good, foreign, broken, empty = Worker(how, 1).do(
        [document(1), line(FRENCH), line(""), Document("c", b"[]")]
    )
    assert (good.status, good.address, good.reason) == ("done", "a.jsonl#2", None)
    assert good.claims == len(good.read[0].coded.claims) > 1
    assert good.read[0].model.startswith("lexicon")
    assert good.sha256 is not None
    assert len(good.sha256) == 64
    assert foreign.status == "skipped"
    assert "French" in (foreign.reason or "")
    assert (broken.status, broken.reason) == ("failed", "line 7: the text is empty.")
    assert (empty.status, empty.reason) == ("failed", "there is no report in it.")


def test_the_day_of_the_command_and_originals_as_wanted(how: How) -> None:
    text = "Soldiers killed 12 people in Aleppo, the ministry said, and closed the bridge that leads to the market."
    given = dataclasses.replace(how, published="2021-02-03", originals=False, layers=True)
    (done,) = Worker(given, 1).do([line(text)])
    (read,) = done.read
    assert read.coded.report.published == read.arrival.report.published == "2021-02-03"
    assert read.arrival.original is None
    assert read.coded.layers is not None


def test_a_document_over_the_limit_of_time_fails_alone(
    how: How, document: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(report: Report) -> bool:
        if "depot 2." in report.text:
            time.sleep(30)
        return True

    monkeypatch.setattr("sayso.intake.first_pass.may_tell", slow)
    limited = dataclasses.replace(how, seconds=0.5, first_pass=True)
    first, second, third = Worker(limited, 1).do([document(i) for i in (1, 2, 3)])
    assert [d.status for d in (first, second, third)] == ["done", "failed", "done"]
    assert "took longer than 0.5 s" in (second.reason or "")


def test_a_report_over_the_limit_while_it_is_read_fails_alone(
    how: How, document: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = Worker(dataclasses.replace(how, seconds=0.3), 1)
    real = worker._reader

    def slow(reports: list[Report]) -> object:
        if any("depot 2." in r.text for r in reports):
            time.sleep(30)
        return real(reports)

    monkeypatch.setattr(worker, "_reader", slow)
    done = worker.do([document(i) for i in (1, 2, 3)])
    assert [d.status for d in done] == ["done", "failed", "done"]


def test_what_the_first_pass_leaves_out_is_skipped(
    how: How, document: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.intake.first_pass.may_tell", lambda report: "depot 2." not in report.text)
    given = dataclasses.replace(how, first_pass=True)
    done: list[Done] = Worker(given, 1).do([document(1), document(2)])
    assert [(d.status, d.reason) for d in done] == [("done", None), ("skipped", work.NO_WORD)]
