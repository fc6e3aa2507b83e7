"""Reports with the bytes that they were read from, for whoever keeps both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from sayso.core.arrival import Arrival
from sayso.core.coded import Failure
from sayso.core.patience import patiently
from sayso.intake.document import Document
from sayso.intake.read import read_document
from sayso.intake.sources import STANDARD_INPUT, documents


def arrivals(
    source: str | Path,
    *,
    allow_private: bool = False,
    stdin: BinaryIO | None = None,
    seconds: float | None = None,
) -> Iterator[Arrival | Failure]:
    """As `sayso.intake.read.reports`, each report with its original: a page, a text, a feed, a JSON line as UTF-8.

    The position counts what came of the same original, failures too, so that it stays the same on every run. What
    takes longer than ``seconds`` to read fails.
    """
    latest = _Latest()
    for item in documents(source, allow_private=allow_private, stdin=stdin):
        if isinstance(item, Failure):
            latest.position += 1
            yield item
        else:
            yield from patiently(seconds, partial(_of, item, latest), item.source, item.line)


def of_document(document: Document) -> Iterator[Arrival | Failure]:
    """As `arrivals`, of one document."""
    return _of(document, _Latest())


def _of(document: Document, latest: _Latest) -> Iterator[Arrival | Failure]:
    for item in read_document(document, latest.seen):
        latest.position += 1
        if isinstance(item, Failure):
            yield item
        else:
            yield Arrival(item, latest.source, latest.data, latest.position, latest.address(), document.line)


class _Latest:
    """The original that was seen last, and how much has come of it."""

    def __init__(self) -> None:
        self.source = STANDARD_INPUT
        self.data: bytes | None = None
        self.position = 0
        self._alone = False

    def seen(self, source: str, data: bytes, alone: bool) -> None:
        """Told by intake before the reports of an original come."""
        self.source, self.data, self._alone, self.position = source, data, alone, 0

    def address(self) -> str | None:
        """Of the file that holds the report alone: the same file later is a newer version."""
        if (
            not self._alone
            or self.source == STANDARD_INPUT
            or re.match(r"https?://", self.source, re.IGNORECASE)
        ):
            return None
        return Path(self.source).absolute().as_uri()
