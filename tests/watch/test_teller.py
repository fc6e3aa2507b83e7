"""Alerts over restarts, kills and failing sinks: each is told once, none is lost."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest
from bench.reconcile_example import perfect
from tests.watch.site import Bench

from sayso.core.arrival import Arrival
from sayso.record.write import add
from sayso.watch.rules_file import Rules, parse
from sayso.watch.sinks import SinkError
from sayso.watch.state import State
from sayso.watch.teller import Teller

CODED = perfect()
RULES = """
[[sink]]
name = "log"
as = "log"
file = "alerts.jsonl"
[[sink]]
name = "feed"
as = "atom"
file = "alerts.atom"
[[rule]]
name = "rises"
when = "rises"
measure = "arrested"
[[rule]]
name = "gone"
when = "withdrawn"
to = ["log"]
[[rule]]
name = "words"
when = "claim"
text = "airport"
"""


def _hold(bench: Bench, first: str, last: str) -> None:
    """The example's reports of these days come into the record."""
    for name, coded in CODED.items():
        if first <= name[:10] <= last:
            add(bench.record.store, Arrival(coded.report, name, coded.report.text.encode()), coded, "hand")


def _teller(bench: Bench) -> Teller:
    """As after a restart."""
    bench.close()
    bench._reopen()
    return Teller(bench.record, bench.state, _rules(bench), bench.settings, bench.told.append)


def _rules(bench: Bench) -> Rules:
    return parse(RULES, "rules", bench.folder)


def _logged(bench: Bench) -> list[dict[str, str]]:
    path = bench.folder / "alerts.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def test_what_was_there_before_is_no_news(bench: Bench) -> None:
    _hold(bench, "2022-01-06", "2022-01-08")
    teller = _teller(bench)
    teller.begin()
    assert teller.look() == ([], 0)
    _hold(bench, "2022-01-09", "2022-01-12")
    found, _ = teller.look()
    assert {each.rule for each in found} == {"rises", "gone", "words"}
    assert teller.deliver() == 0
    assert {row["id"] for row in _logged(bench)} == {each.id for each in found}
    again = _teller(bench)
    again.begin()
    assert (again.look(), again.deliver()) == (([], 0), 0)
    assert len(_logged(bench)) == len(found)


def test_an_empty_record_begins_with_its_first_round(bench: Bench) -> None:
    teller = _teller(bench)
    teller.begin()
    _hold(bench, "2022-01-06", "2022-01-08")
    found, passed = teller.look()
    assert found == []
    assert passed > 3
    _hold(bench, "2022-01-09", "2022-01-09")
    assert teller.look()[0] != []


def test_from_the_start_if_asked(bench: Bench) -> None:
    _hold(bench, "2022-01-06", "2022-01-08")
    teller = _teller(bench)
    teller.begin(from_start=True)
    found, passed = teller.look()
    assert passed == 0
    assert any("4,404" in each.words for each in found)


def test_a_sink_that_fails_is_tried_later_and_loses_nothing(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    _hold(bench, "2022-01-06", "2022-01-08")
    teller = _teller(bench)
    teller.begin()
    _hold(bench, "2022-01-09", "2022-01-10")
    found, _ = teller.look()

    def broken(*_: object) -> None:
        raise SinkError("the log is on fire.")

    with monkeypatch.context() as patch:
        patch.setattr("sayso.watch.sinks.write_log", broken)
        assert teller.deliver() == 1
        bench.now += 10
        assert teller.deliver() == 0  # not yet tried again
    assert bench.problems() == ["the log is on fire; it is tried again later."]
    assert _logged(bench) == []
    _hold(bench, "2022-01-12", "2022-01-12")
    teller = _teller(bench)
    more, _ = teller.look()
    bench.now += 60
    assert teller.deliver() == 0
    assert [row["id"] for row in _logged(bench)] == [each.id for each in (*found, *more)]


@pytest.mark.parametrize("at", range(1, 30, 4))
def test_ended_at_any_write_nothing_is_lost_and_the_log_has_each_once(
    bench: Bench, at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    _hold(bench, "2022-01-06", "2022-01-08")
    teller = _teller(bench)
    teller.begin()
    _hold(bench, "2022-01-09", "2022-01-09")
    left = [at]
    run, run_all = State.run, State.run_all

    class Killed(BaseException):
        pass

    def count() -> None:
        left[0] -= 1
        if left[0] == 0:
            raise Killed

    monkeypatch.setattr(State, "run", lambda *a: (count(), run(*a))[1])
    monkeypatch.setattr(State, "run_all", lambda *a: (count(), run_all(*a))[1])
    with contextlib.suppress(Killed):
        teller.look()
        teller.deliver()
    monkeypatch.undo()
    teller = _teller(bench)
    teller.look()
    teller.deliver()
    ids = [row["id"] for row in _logged(bench)]
    assert len(ids) == len(set(ids)) == 2
    assert bench.state.rows("SELECT count(*) FROM outbox")[0][0] == 0


def test_the_feed_is_there_before_the_first_alert_and_holds_its_rules_alone(bench: Bench) -> None:
    _hold(bench, "2022-01-06", "2022-01-08")
    teller = _teller(bench)
    teller.begin()
    path = bench.folder / "alerts.atom"
    assert b"<entry>" not in path.read_bytes()
    _hold(bench, "2022-01-09", "2022-01-12")
    teller.look()
    teller.deliver()
    titles = path.read_text()
    assert "<title>rises</title>" in titles
    assert "<title>gone</title>" not in titles


def test_reports_that_others_add_are_told_too_and_a_reading_anew_is_no_news(
    bench: Bench, tmp_path: Path
) -> None:
    _hold(bench, "2022-01-06", "2022-01-08")
    teller = _teller(bench)
    teller.begin()
    list(bench.record.reread(bench.options))
    assert teller.look() == ([], 0)
    (tmp_path / "new.txt").write_text(
        "TARAZ, Jan 20, 2022 (Coast Wire) - The interior ministry said on Thursday that 12,000 people had been "
        "arrested in Kazakhstan since the unrest began, and it named no places.\n"
    )
    bench.record.add(tmp_path / "new.txt", bench.options)
    found, _ = teller.look()
    assert any("12,000" in each.words for each in found)
