"""Adding: once only, versions by address, nothing lost but the report in flight, a writer beside readers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.core.errors import FormatError
from sayso.record.audit import audit
from sayso.record.open import Store, open_store
from sayso.record.read import coded, counts, held, original, said
from sayso.record.search import Filters
from sayso.record.write import add, known

from .conftest import arrival, toll

_URL = "https://mail.example/depot"


def _add(store: Store, dead: int = 12, **more: str) -> str:
    made = toll(dead, **more)
    return add(store, arrival(made), made, "m-1").status


def test_the_same_bytes_change_nothing(store: Store) -> None:
    assert _add(store) == "added"
    before = coded(store)
    assert _add(store) == "unchanged"
    assert coded(store) == before
    assert counts(store) == (1, 2)


def test_the_same_bytes_are_known_whatever_is_made_of_them_today(store: Store) -> None:
    made = toll()
    add(store, arrival(made), made, "m-1")
    otherwise = replace(made.report, publisher="The Northport Mail")
    same = replace(arrival(made), report=otherwise)
    assert known(store, [same, replace(same, position=2), replace(same, original=b"others")]) == [
        True,
        False,
        False,
    ]
    assert known(store, [replace(arrival(made), original=b"others")]) == [True]


def test_a_new_version_of_an_address_supersedes(store: Store) -> None:
    assert _add(store, 12, url=_URL) == "added"
    made = toll(14, url=_URL, updated="2022-03-03T08:00:00+01:00")
    added = add(store, arrival(made), made, "m-1")
    assert (added.status, added.other) == ("supersedes", toll(12, url=_URL).report.id)
    assert [s.claim.figure.low for s in said(store) if s.claim.figure] == [14, 40]
    assert len(held(store)) == 1
    assert len(held(store, Filters(versions=True))) == 2
    assert _add(store, 12, url=_URL) == "unchanged"


def test_a_version_that_comes_late_does_not_supersede_the_newer_one(store: Store) -> None:
    assert _add(store, 14, url=_URL, updated="2022-03-03") == "added"
    assert _add(store, 12, url=_URL) == "older"
    assert [s.claim.figure.low for s in said(store) if s.claim.figure] == [14, 40]


def test_files_without_address_are_versions_of_their_file(store: Store) -> None:
    first, second = toll(12), toll(14)
    add(store, arrival(first, address="file:///a.txt"), first, "m")
    assert add(store, arrival(second, address="file:///a.txt"), second, "m").status == "supersedes"
    third = toll(15)
    assert add(store, arrival(third), third, "m").status == "added"


def test_a_given_id_names_the_series(store: Store) -> None:
    for dead, status in ((12, "added"), (14, "supersedes")):
        made = toll(dead)
        made = replace(made, report=replace(made.report, id="story-7"))
        assert add(store, arrival(made), made, "m").status == status
    assert [h.report.id for h in held(store, Filters(versions=True))] == ["story-7", "story-7"]


def test_original_bytes_come_back_and_are_kept_once(store: Store) -> None:
    one, two = toll(12), toll(14)
    data = b"\x00\xff both in one feed" * 100
    add(store, arrival(one, data), one, "m")
    add(store, arrival(two, data, position=2), two, "m")
    assert original(store, one.report.id) == original(store, two.report.id) == data
    assert audit(store).originals == 1
    assert original(store, "nothing") is None


def test_what_no_database_keeps_is_refused_and_nothing_is_written(store: Store) -> None:
    made = toll()
    bad = replace(made, report=replace(made.report, title="half \ud800"))
    with pytest.raises(FormatError, match="title"):
        add(store, arrival(bad), bad, "m")
    figure = made.claims[0].figure
    assert figure is not None
    huge = replace(made.claims[0], figure=replace(figure, low=10**30, high=10**30))
    with pytest.raises(FormatError, match="too large"):
        add(store, arrival(made), replace(made, claims=(huge,)), "m")
    assert counts(store) == (0, 0)


_WRITER = """
import sys, time
from dataclasses import replace
from sayso.core.coded import CodedReport
from sayso.core.arrival import Arrival
from sayso.core.report import Report, Part
from sayso.core.claim import Claim
from sayso.record.open import open_store
from sayso.record.write import add
with open_store(sys.argv[1], make=True) as store:
    for number in range(int(sys.argv[2])):
        text = f"Report {number} tells of a strike at the docks."
        report = Report(f"r{number}", text, (Part("body", 0, len(text)),))
        at = text.index("strike")
        words = report.cut(0, len(text)), report.cut(at, at + 6)
        claims = [Claim(f"c{number}-{i}", "protest", *words) for i in range(20)]
        add(store, Arrival(report, "-", text.encode()), CodedReport(report, tuple(claims)), "m")
        print(number, flush=True)
"""


def _writer(address: str | Path, number: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(address), str(number)], stdout=subprocess.PIPE, text=True
    )


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL here")
@pytest.mark.parametrize("delay", [0.0, 0.003, 0.011])
def test_killing_the_writer_loses_at_most_the_report_in_flight(address: str, delay: float) -> None:
    with _writer(address, 10_000) as writer:
        assert writer.stdout is not None
        for line in writer.stdout:
            if int(line) >= 5:
                break
        time.sleep(delay)
        os.kill(writer.pid, signal.SIGKILL)
        done = [int(line) for line in writer.stdout if line.endswith("\n")]
    last = done[-1] if done else 5
    with open_store(address) as store:
        found = coded(store)
        assert len(found) in {last + 1, last + 2}
        assert [c.report.id for c in found] == [f"r{n}" for n in range(len(found))]
        assert {len(c.claims) for c in found} == {20}
        assert audit(store).damage == ()
        assert _add(store) == "added"


def test_readers_work_beside_a_writer_and_see_whole_reports(address: str) -> None:
    open_store(address, make=True).close()
    with _writer(address, 60) as writer, open_store(address) as store:
        assert writer.stdout is not None
        for line in writer.stdout:
            if int(line) % 10 == 0:
                found = coded(store)
                assert len(found) > int(line)
                assert {len(c.claims) for c in found} == {20}
        assert writer.wait() == 0
        assert len(coded(store)) == 60


def test_two_writers_do_not_stand_in_each_others_way(address: str) -> None:
    open_store(address, make=True).close()
    with _writer(address, 12) as one, _writer(address, 12) as two:
        assert (one.wait(), two.wait()) == (0, 0)
    with open_store(address) as store:
        assert counts(store) == (12, 240)
        assert audit(store).damage == ()
