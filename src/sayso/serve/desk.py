"""What the pages and the API ask of a record: all reports compared once for each state and moment, and kept."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any, Final

from sayso.core.errors import RecordError
from sayso.record import pick
from sayso.record.read import Held
from sayso.record.search import Filters
from sayso.records import Record
from sayso.serve.aside import Aside
from sayso.serve.derive import derive
from sayso.serve.kept import Kept
from sayso.serve.stand import toll_id as toll_id
from sayso.serve.view import View as View

_VIEWS: Final = 8  # moments whose comparison is kept at once
_AT_ONCE: Final = 5000  # claims: records up to this size are compared while the page waits


@dataclass(frozen=True, slots=True)
class Look:
    """What the command line lends to the pages, so that both are one family: its style sheet and script, the marked
    text of a report (as HTML that is safe to show), and claims in words (name → function)."""

    css: str
    js: str
    report: Callable[..., str]
    words: Mapping[str, Any]


class Desk:
    """An open record with its views, for many threads. ``by`` is who decides at this desk where nobody signs in.

    ``at_once``: a record of at most so many claims is compared while whoever asks waits, a larger one in a process of
    its own, meanwhile the state before is shown.
    """

    def __init__(self, record: Record, look: Look, by: str, at_once: int = _AT_ONCE) -> None:
        self.record = record
        self.look = look
        self.by = by
        self._at_once = at_once
        self._lock = Lock()
        self._aside = Aside(record)
        self._views: dict[str | None, View] = {}

    def view(self, as_of: str | None = None) -> View:
        """The record as of a moment, as it is now.

        Raises UsageError for a moment that cannot be meant, Working where a large record was never compared yet.
        """
        moment = as_of or None
        Filters(as_of=moment)  # refuses what is no moment before anything is kept under it
        version = self.version()
        with self._lock:
            found = self._views.get(moment)
            if found is None or found.version != version or found.behind:
                found = self._made(moment, version, found)
                self._views.pop(moment, None)
                while len(self._views) >= _VIEWS:
                    self._views.pop(next(iter(self._views)))
                self._views[moment] = found
        return found

    def version(self) -> str:
        """Differs whenever reports, readings or decisions were added: 16 hex digits."""
        return hashlib.sha256(repr(pick.mark(self.record.store)).encode()).hexdigest()[:16]

    def report(self, report_id: str) -> Held:
        """The report with this id. Raises RecordError where there is none."""
        found = self.view().held.get(report_id)
        if found is None:
            raise RecordError("The record holds no such report.")
        return found

    def close(self) -> None:
        """End what is still going on. The record stays open."""
        self._aside.close()

    def _made(self, moment: str | None, version: str, before: View | None) -> View:
        if pick.size(self.record.store) > self._at_once:
            kept = self._aside.kept(moment, version, before.kept if before else None)
            return View(self.record, moment, version, kept, behind=kept.mark != version)
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        derive(self.record, moment, connection, version)
        return View(self.record, moment, version, Kept(connection))
