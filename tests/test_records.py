"""The whole way from files into a record and back, with the reader that needs no model."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

import sayso
from sayso import Filters, Options, Record
from sayso.core.coded import Failure
from sayso.core.decision import Decision
from sayso.core.errors import InputError, RecordError
from sayso.core.reading import Reading
from sayso.core.report import Report
from sayso.reader.lexicon import read as lexicon
from sayso.record.write import Added

STORY = """Depot fire in Northport kills {dead}

The health ministry said on Tuesday that {dead} dock workers had been killed in Algiers.
Police arrested more than 40 people.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two stories, the second in two versions of one address, and an empty file."""
    made = tmp_path / "stories"
    made.mkdir()
    (made / "a.txt").write_text(STORY.format(dead=12), encoding="utf-8")
    rows = [
        {"text": STORY.format(dead=dead), "url": "https://mail.example/b", "published": f"2022-03-0{day}"}
        for day, dead in ((2, 14), (3, 15))
    ]
    (made / "b.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (made / "c.txt").write_bytes(b"")
    return made


def _options(**more: object) -> Options:
    return Options(reader="lexicon", **more)  # type: ignore[arg-type]


def test_files_go_in_once_and_versions_supersede(folder: Path, tmp_path: Path) -> None:
    with Record.open(tmp_path / "r.sayso") as record:
        first = record.add(folder, _options(published="2022-03-02"))
        assert [i.status for i in first if isinstance(i, Added)] == ["added", "added", "supersedes"]
        assert [i.source.endswith("c.txt") for i in first if isinstance(i, Failure)] == [True]
        again = record.add([folder / "a.txt", folder / "b.jsonl"], _options())
        assert [i.status for i in again if isinstance(i, Added)] == ["unchanged"] * 3
        found = record.claims(Filters(measures=("killed",)))
        assert [s.claim.figure.low for s in found if s.claim.figure] == [12, 15]
        assert [h.report.published for h in record.reports()] == ["2022-03-02", "2022-03-03"]
        assert record.original(record.reports()[0].report.id) == (folder / "a.txt").read_bytes()
        assert record.audit().damage == ()


def test_what_is_stored_is_what_is_read(folder: Path, tmp_path: Path) -> None:
    read = [c for c in sayso.read(folder / "a.txt", _options()) if not isinstance(c, Failure)]
    with Record.open(tmp_path / "r.sayso") as record:
        record.add(folder / "a.txt", _options())
        assert record.coded() == read


def test_a_changed_file_is_a_new_version(folder: Path, tmp_path: Path) -> None:
    story = folder / "a.txt"
    with Record.open(tmp_path / "r.sayso") as record:
        record.add(story, _options())
        story.write_text(STORY.format(dead=13), encoding="utf-8")
        [added] = record.add(story, _options())
        assert isinstance(added, Added)
        assert added.status == "supersedes"
        assert [s.claim.figure.low for s in record.claims(Filters(kinds=("kill",))) if s.claim.figure] == [13]


def test_what_is_known_is_not_read_again(folder: Path, tmp_path: Path) -> None:
    calls: list[int] = []

    def reader(reports: Sequence[Report]) -> Sequence[Reading]:
        calls.append(len(reports))
        return lexicon(reports)

    with Record.open(tmp_path / "r.sayso") as record:
        for _ in range(2):
            record.add(folder, Options(reader=reader))
    assert sum(calls) == 3


def test_a_reader_that_fails_on_one_report_stops_no_other(folder: Path, tmp_path: Path) -> None:
    def reader(reports: Sequence[Report]) -> Sequence[Reading]:
        if any("14" in report.text for report in reports):
            raise InputError("unreadable.")
        return lexicon(reports)

    with Record.open(tmp_path / "r.sayso") as record:
        done = record.add(folder, Options(reader=reader))
        assert [isinstance(item, Added) for item in done] == [True, False, True, False]
        assert len(record.reports()) == 2


def test_characters_that_no_database_keeps_fail_alone(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    texts = [STORY.format(dead=12) + "\ud800", STORY.format(dead=12)]
    rows.write_text("\n".join(json.dumps({"text": text}) for text in texts), encoding="utf-8")
    with Record.open(tmp_path / "r.sayso") as record:
        bad, good = record.add(rows, _options())
    assert isinstance(bad, Failure)
    assert "no database keeps" in bad.reason
    assert isinstance(good, Added)


def test_sources_are_counted_by_claimant(folder: Path, tmp_path: Path) -> None:
    with Record.open(tmp_path / "r.sayso") as record:
        record.add(folder, _options())
        by_name = {source.name or "": source for source in record.sources()}
        ministry = next(s for name, s in by_name.items() if "health ministry" in name)
        assert (ministry.claims, ministry.reports, ministry.relayed, ministry.own) == (2, 2, 0, False)
        assert dict(ministry.kinds) == {"kill": 2}
        assert [(day, f.low) for day, f in ministry.figures] == [("2022-03-03", 15), (None, 12)]


def test_the_kind_of_a_source_is_what_a_person_decided(folder: Path, tmp_path: Path) -> None:
    with Record.open(tmp_path / "r.sayso") as record:
        record.add(folder, _options())

        def kinds() -> dict[str, tuple[str | None, bool]]:
            return {s.name or "": (s.kind, s.decided) for s in record.sources() if not s.own}

        before = kinds()
        assert set(before.values()) == {("official", False)}
        taken = record.take("source_kind", "the health ministry", by="A. Desk", value="monitor")
        after = kinds()
        assert [after[name] for name in before if "health ministry" in name] == [("monitor", True)]
        record.take("undo", taken.id, by="A. Desk")
        assert kinds() == before


def test_reading_again_keeps_what_a_person_confirmed(folder: Path, tmp_path: Path) -> None:
    def blind(reports: Sequence[Report]) -> Sequence[Reading]:
        return [Reading(report, model="blind-1") for report in reports]

    with Record.open(tmp_path / "r.sayso") as record:
        record.add(folder / "a.txt", _options())
        before = [s.claim for s in record.claims()]
        record.decide(Decision("confirm", (before[0].id,), "desk", "2022-03-05T10:00:00Z"))
        assert [c for c in record.reread(_options()) if c] == []
        [looked] = record.reread(Options(reader=blind), keep=False)
        assert not isinstance(looked, Failure)
        assert len(record.claims()) == len(before)
        [done] = record.reread(Options(reader=blind))
        assert done == looked
        assert [s.claim for s in record.claims()] == before[:1]
        assert len(record.decisions()) == 1
        record.decide(Decision("reject", (before[0].id,), "desk", "2022-03-06T10:00:00Z"))
        assert [c.claims for c in record.decided()] == [()]


def test_a_record_that_is_not_there_is_made_only_if_allowed(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="no record"):
        Record.open(tmp_path / "r.sayso", make=False)
    Record.open(tmp_path / "r.sayso").close()
    Record.open(tmp_path / "r.sayso", make=False).close()
