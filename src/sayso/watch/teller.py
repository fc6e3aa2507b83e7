"""Alerts found and delivered: each is kept before it is told, told once, and kept until its sink has taken it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select

from sayso.brief.picture import picture
from sayso.core.coded import Failure
from sayso.record.schema import reports
from sayso.record.search import Filters
from sayso.records import Record
from sayso.watch.alert import Alert, dumped
from sayso.watch.backoff import later
from sayso.watch.rules import alerts, untold
from sayso.watch.rules_file import Rules
from sayso.watch.settings import Settings
from sayso.watch.sinks import Sink, SinkError, Told, deliver
from sayso.watch.state import State

_RETRY_S: Final = 60.0
_AT_ONCE: Final = 50


@dataclass(slots=True)
class Teller:
    """The rules of a watch with its record and state. ``tell`` is given each sink that failed."""

    record: Record
    state: State
    rules: Rules
    settings: Settings = field(default_factory=Settings)
    tell: Callable[[Failure], None] = lambda _: None

    def begin(self, *, from_start: bool = False) -> None:
        """Before the first round: what the record holds already is no news, but what the round adds to it is.

        An empty record has no news until its first round is over, unless ``from_start``.
        """
        if self.state.get("baseline") is None:
            held = set() if from_start else self._held()
            if held or from_start:
                with self.state.writing():
                    self._know(held)
        for sink in self.rules.sinks:
            if sink.sort == "atom" and not Path(sink.options["file"]).exists():
                self._try(sink, Told((), ()))

    def look(self) -> tuple[list[Alert], int]:
        """What the rules find in what the record holds anew: kept, and to be delivered. Then how many were passed over,
        as the first round of an empty record begins with what is there. Raises RecordError.
        """
        known = {row[0] for row in self.state.rows("SELECT report FROM known")}
        held = self._held()
        if held <= known:
            return [], 0
        found = untold(self._found(known), self._told())
        first = self.state.get("baseline") is None
        with self.state.writing():
            self._know(held - known)
            for each in found:
                self._keep(each, deliver=not first)
        return ([], len(found)) if first else (found, 0)

    def deliver(self) -> int:
        """Give each sink what waits for it, if its moment has come; gives back how many deliveries failed."""
        now = self.settings.clock()
        failed = 0
        for sink in self.rules.sinks:
            query = (
                "SELECT alerts.id, alerts.body, outbox.tries FROM outbox JOIN alerts ON alerts.id = outbox.alert "
                "WHERE sink = ? AND due <= ? ORDER BY alerts.number LIMIT ?"
            )
            while rows := self.state.rows(query, sink.name, now, _AT_ONCE):
                told = Told(tuple(json.loads(row["body"]) for row in rows), self._recent(sink))
                done = self._try(sink, told)
                with self.state.writing():
                    gone = [(row["id"], sink.name) for row in rows[:done]]
                    self.state.run_all("DELETE FROM outbox WHERE alert = ? AND sink = ?", gone)
                    if done < len(rows):
                        self._wait(sink, rows[done]["tries"] + 1, now)
                if done < len(rows):
                    failed += 1
                    break
        return failed

    def _try(self, sink: Sink, told: Told) -> int:
        """How many were taken; why none was is told and kept."""
        try:
            return deliver(sink, told, self.settings.sleep)
        except SinkError as error:
            self.tell(Failure(f"sink {sink.name}", f"{str(error)[:-1]}; it is tried again later."))
            return 0

    def _wait(self, sink: Sink, tries: int, now: float) -> None:
        moment = later(now, _RETRY_S, tries, None, self.settings.chance())
        self.state.run("UPDATE outbox SET tries = ?, due = ? WHERE sink = ?", tries, moment, sink.name)

    def _recent(self, sink: Sink) -> tuple[dict[str, Any], ...]:
        """The alerts that a feed holds, the newest first."""
        if sink.sort != "atom":
            return ()
        names = [rule.name for rule in self.rules.rules if not rule.to or sink.name in rule.to]
        rows = self.state.rows(
            f"SELECT body FROM alerts WHERE rule IN ({', '.join('?' * len(names))}) ORDER BY number DESC LIMIT ?",
            *names, sink.options["keep"],
        )  # fmt: skip
        return tuple(json.loads(row["body"]) for row in rows)

    def _held(self) -> set[str]:
        """The ids of all reports of the record, earlier versions too."""
        with self.record.store.reading() as connection:
            return set(connection.execute(select(reports.c.id)).scalars())

    def _found(self, known: set[str]) -> list[Alert]:
        coded = self.record.coded(Filters(versions=True))
        seen = picture(coded, known, self.record.decisions())
        hits = {
            rule.name: frozenset(said.claim.id for said in self.record.claims(rule.search))
            for rule in self.rules.rules
            if rule.search is not None
        }
        return alerts(self.rules.rules, seen, hits)

    def _told(self) -> Mapping[str, frozenset[str]]:
        told: dict[str, set[str]] = {}
        for row in self.state.rows("SELECT rule, mark FROM told"):
            told.setdefault(row["rule"], set()).add(row["mark"])
        return {rule: frozenset(marks) for rule, marks in told.items()}

    def _know(self, names: set[str]) -> None:
        self.state.run_all("INSERT OR IGNORE INTO known VALUES (?)", [(name,) for name in sorted(names)])
        if self.state.get("baseline") is None:
            self.state.put("baseline", "done")

    def _keep(self, found: Alert, *, deliver: bool) -> None:
        now = self.settings.clock()
        marks = [(found.rule, mark) for mark in sorted(found.marks)]
        self.state.run_all("INSERT OR IGNORE INTO told VALUES (?, ?)", marks)
        if not deliver:
            return
        at = dt.datetime.fromtimestamp(now, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.state.run(
            "INSERT OR IGNORE INTO alerts (id, rule, at, body) VALUES (?, ?, ?, ?)",
            found.id, found.rule, now, dumped(found, at),
        )  # fmt: skip
        waiting = [(found.id, sink.name, now) for sink in self.rules.sinks_of(found.rule)]
        self.state.run_all("INSERT OR IGNORE INTO outbox (alert, sink, due) VALUES (?, ?, ?)", waiting)
