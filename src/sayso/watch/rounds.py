"""Rounds of a watch: sources asked, articles and files added to the record, what happened told as it happens."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from sayso.core.coded import Failure
from sayso.intake.fetch import Fetcher
from sayso.pipeline import Options
from sayso.record.write import Added
from sayso.records import Record
from sayso.watch import articles, files
from sayso.watch.articles import Got
from sayso.watch.backoff import is_due
from sayso.watch.given import Given
from sayso.watch.poll import note, poll
from sayso.watch.robots import KeptRules
from sayso.watch.settings import Settings
from sayso.watch.state import State

_PASSES: Final = 3
"""An index names sitemaps, and those name pages: so often sources that became due within a round are asked."""


@dataclass(slots=True)
class Round:
    """What a round did, counted. ``failed``: sources, articles and files that failed in it, each told."""

    asked: int = 0
    named: int = 0
    added: int = 0
    unchanged: int = 0
    failed: int = 0


@dataclass(slots=True)
class Watcher:
    """A record, its watch's state, and what is watched. ``tell`` is given each report added and each failure."""

    record: Record
    state: State
    given: Given
    settings: Settings = field(default_factory=Settings)
    options: Options = field(default_factory=Options)
    tell: Callable[[Added | Failure], None] = lambda _: None
    fetcher: Fetcher = field(init=False)

    def __post_init__(self) -> None:
        self.fetcher = Fetcher(
            allow_private=self.settings.private,
            limits=self.settings.limits,
            rules=KeptRules(self.state),
            now=self.settings.clock,
        )
        now = self.settings.clock()
        with self.state.writing():
            for address in self.given.addresses:
                self.state.run("INSERT OR IGNORE INTO sources (address, due) VALUES (?, ?)", address, now)

    def round(self) -> Round:
        """Ask every source that is due, then add every article and file that is. Raises RecordError.

        Killed at any moment, the next round goes on where this one was: what is named is noted with the source's
        validators in one step, and is done only when the record has it.
        """
        done = Round()
        for _ in range(_PASSES):
            rows = self._due()
            for row in rows:
                self._ask(row, done)
            if not rows:
                break
        self._read_articles(done)
        self._read_files(done)
        return done

    def next_due(self) -> float:
        """Seconds until something is due, at most as long as between two looks at a source."""
        now = self.settings.clock()
        moments = [row["due"] for row in self._sources()]
        moments += [
            r[0] for r in self.state.rows("SELECT min(due) FROM articles WHERE due IS NOT NULL") if r[0]
        ]
        moments += [r[0] for r in self.state.rows("SELECT min(due) FROM outbox") if r[0]]
        ahead = min((m - now for m in moments), default=self.settings.every_s)
        longest = min(self.settings.every_s, 60.0) if self.given.paths else self.settings.every_s
        return max(1.0, min(ahead, longest))

    def _sources(self) -> list[sqlite3.Row]:
        """The sources that are given now, and the sitemaps that they name."""
        wanted = set(self.given.addresses)
        rows = self.state.rows("SELECT * FROM sources ORDER BY due, address")
        for _ in range(_PASSES):
            wanted |= {row["address"] for row in rows if row["parent"] in wanted}
        return [row for row in rows if row["address"] in wanted]

    def _due(self) -> list[sqlite3.Row]:
        now = self.settings.clock()
        return [row for row in self._sources() if is_due(row["due"], now)]

    def _ask(self, row: sqlite3.Row, done: Round) -> None:
        address = row["address"]
        polled = poll(self.fetcher, address, row["etag"], row["last_modified"])
        done.asked += 1
        done.named += note(self.state, address, polled, self.settings, self.settings.clock())
        if polled.problem is not None:
            done.failed += 1
            self.tell(Failure(address, polled.problem))

    def _read_articles(self, done: Round) -> None:
        """All that are due by now; a few are fetched, read together, and noted one by one."""
        now = self.settings.clock()
        while rows := articles.due(self.state, now):
            found = [(row, articles.get(self.fetcher, row, self.settings)) for row in rows]
            self._add(found, done)

    def _add(self, found: Sequence[tuple[sqlite3.Row, Got]], done: Round) -> None:
        coming = self.record.taking_in([g.arrival for _, g in found if g.arrival is not None], self.options)
        for row, got in found:
            came = next(coming) if got.arrival is not None else None
            if isinstance(came, Failure):
                self._require_record()
                got = Got(got.address, got.title, problem=came.reason)
            with self.state.writing():
                articles.note(self.state, row, got, self.settings, self.settings.clock())
            if isinstance(came, Added):
                self._count(came, done)
            elif got.problem is not None:
                done.failed += 1
                self.tell(Failure(got.address, got.problem))

    def _count(self, came: Added, done: Round) -> None:
        done.added += came.status != "unchanged"
        done.unchanged += came.status == "unchanged"
        self.tell(came)

    def _require_record(self) -> None:
        """Raises RecordError where the record itself cannot be written, so that nothing is taken for done."""
        with self.record.store.writing():
            pass

    def _read_files(self, done: Round) -> None:
        for file in list(files.changed(self.state, self._paths(done))):
            if self.settings.clock() - file.written < files.SETTLED_S:
                self.settings.sleep(files.SETTLED_S)
                if _stamp(file.path) != file.stamp.rpartition(" ")[0]:
                    continue  # it is being written; the next round reads it
            problem = None
            for came in self.record.adding([file.path], self.options):
                if isinstance(came, Added):
                    self._count(came, done)
                else:
                    self._require_record()
                    problem = came.reason
                    done.failed += 1
                    self.tell(came)
            with self.state.writing():
                files.note(self.state, file, problem)

    def _paths(self, done: Round) -> Iterable[Path]:
        for path in self.given.paths:
            if path.exists():
                yield path
            else:
                done.failed += 1
                self.tell(Failure(str(path), "there is no such file or folder any more."))


def _stamp(path: Path) -> str:
    try:
        about = path.stat()
    except OSError:
        return ""
    return f"{about.st_size} {about.st_mtime_ns}"
