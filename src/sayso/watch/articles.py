"""The articles that sources name: their pages fetched when they are due, and what became of each noted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from sayso.core.arrival import Arrival
from sayso.core.errors import InputError
from sayso.intake.fetch import Fetched, Fetcher, Refused, Unreached
from sayso.intake.page import entry_arrival, page_arrival
from sayso.watch.backoff import later
from sayso.watch.settings import Settings
from sayso.watch.state import State

_TRANSIENT: Final = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
"""Answers that may be others later; the rest means that the page is not given to us."""
_RETRY_S: Final = 300.0
_LONGEST_S: Final = 30 * 86400.0
AT_ONCE: Final = 8


@dataclass(frozen=True, slots=True)
class Got:
    """What came of one article. ``arrival`` is None where there is nothing to add: then it is unchanged, or ``problem``
    says why; ``again``: it is worth trying later, after ``retry_s`` seconds if the server said so."""

    address: str
    title: str
    arrival: Arrival | None = None
    problem: str | None = None
    again: bool = False
    retry_s: float | None = None
    etag: str | None = None
    last_modified: str | None = None


def due(state: State, now: float, number: int = AT_ONCE) -> list[sqlite3.Row]:
    """The articles whose moment has come, the longest waiting first; none of a host that asked to be left alone."""
    held = {row["host"] for row in state.rows("SELECT host FROM hosts WHERE until > ?", now)}
    found = []
    # What lies further ahead than any wait was noted by a clock that has been set back since.
    query = "SELECT * FROM articles WHERE due <= ? OR due > ? ORDER BY due, rowid"
    for row in state.rows(query, now, now + _LONGEST_S):
        if host_of(row["address"]) not in held:
            found.append(row)
        if len(found) == number:
            break
    return found


def host_of(address: str) -> str:
    """The host's name, "" for an entry without a page."""
    return urlsplit(address).netloc.lower()


def get(fetcher: Fetcher, row: sqlite3.Row, settings: Settings) -> Got:
    """The article of a row of ``articles``; never raises for what a server or a page may do."""
    address, title = row["address"], row["title"] or ""
    if row["look"] < 0 and (settings.feed_text or address.startswith("entry:")):
        try:
            return Got(address, title, entry_arrival(row["own"] or b"", row["source"]))
        except InputError as error:
            if address.startswith("entry:"):
                return Got(address, title, problem=str(error))
    try:
        got = fetcher.fetch_changed(address, row["etag"], row["last_modified"])
        if got is None:
            return Got(address, title, etag=row["etag"], last_modified=row["last_modified"])
        return _read(got, address, title)
    except Refused as error:
        if error.status in _TRANSIENT:
            return _again(row, settings, str(error), error.retry_after)
        return _instead(row, str(error))
    except Unreached as error:
        return _again(row, settings, str(error), None)
    except InputError as error:
        return _instead(row, str(error))


def _read(got: Fetched, address: str, title: str) -> Got:
    """Unlike what a server may do, what stands on a page will not be other when it is fetched again at once."""
    return Got(address, title, page_arrival(got, address), etag=got.etag, last_modified=got.last_modified)


def _again(row: sqlite3.Row, settings: Settings, problem: str, retry_s: float | None) -> Got:
    """Later; or, when it was tried often enough, what the feed itself says."""
    if row["look"] < 0 and row["tries"] + 1 >= settings.tries:
        return _instead(row, problem)
    return Got(row["address"], row["title"] or "", problem=problem, again=True, retry_s=retry_s)


def _instead(row: sqlite3.Row, problem: str) -> Got:
    """The words of the feed instead of the page, where it has any and the page was never had."""
    address, title = row["address"], row["title"] or ""
    if row["look"] < 0 and row["own"] is not None:
        try:
            return Got(address, title, entry_arrival(row["own"], row["source"]), problem=problem)
        except InputError:
            pass
    return Got(address, title, problem=problem)


def note(state: State, row: sqlite3.Row, got: Got, settings: Settings, now: float) -> None:
    """Write down what became of an article, and when it is looked at next, if at all."""
    if got.again and row["look"] < 0:
        tries = row["tries"] + 1
        moment = later(now, _RETRY_S, tries, got.retry_s, settings.chance())
        state.run(
            "UPDATE articles SET tries = ?, due = ?, problem = ? WHERE address = ?",
            tries, moment, got.problem, got.address,
        )  # fmt: skip
        if got.retry_s is not None:
            state.run(
                "INSERT INTO hosts VALUES (?, ?) ON CONFLICT DO UPDATE SET until = excluded.until",
                host_of(got.address), moment,
            )  # fmt: skip
        return
    look = row["look"] + 1
    had = got.arrival is not None or got.problem is None
    stays = not got.address.startswith("entry:") and look < len(settings.again_s)
    ahead = (
        settings.again_s[look] * (1 + 0.1 * settings.chance())
        if stays and (had or row["look"] >= 0)
        else None
    )
    state.run(
        "UPDATE articles SET look = ?, due = ?, tries = 0, problem = ?, etag = coalesce(?, etag), "
        "last_modified = coalesce(?, last_modified), own = NULL WHERE address = ?",
        look, None if ahead is None else now + ahead, got.problem, got.etag, got.last_modified, got.address,
    )  # fmt: skip


def waiting(state: State) -> Iterator[sqlite3.Row]:
    """The articles that could not be had so far, with why."""
    yield from state.rows(
        "SELECT * FROM articles WHERE problem IS NOT NULL ORDER BY due IS NULL, due, address"
    )
