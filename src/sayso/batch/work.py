"""What is done with one document: its reports read, the cheap tests before that, and limits of time and memory."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from sayso import pipeline
from sayso.core.arrival import Arrival
from sayso.core.coded import CodedReport, Failure
from sayso.core.patience import SECONDS, TooLong, time_limit
from sayso.intake.document import Document

DONE, SKIPPED, FAILED = "done", "skipped", "failed"
NO_WORD: Final = "no word in it that tells a happening (first pass)"


@dataclass(frozen=True, slots=True)
class How:
    """How documents are read. ``published``, ``private``, ``reader``, ``layers`` as in `sayso.pipeline.Options`;
    ``first_pass``: leave out reports without any word that tells a happening; ``columns``: field of a report → its
    name in JSON lines and tables; ``seconds``: the longest that one document may take; ``originals``: keep the bytes.
    """

    published: str | None = None
    private: bool = False
    reader: str | None = None
    layers: bool = False
    first_pass: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)
    seconds: float = SECONDS
    originals: bool = True


@dataclass(frozen=True, slots=True)
class Read:
    """One report as it came in, with its claims, and the name of the reader."""

    arrival: Arrival
    coded: CodedReport
    model: str


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one document. ``address``: its own; ``sha256``: of its bytes, None where they could not be had;
    ``status``: ``done`` (at least one report), ``skipped`` (all well, nothing for us) or ``failed``.
    """

    address: str
    sha256: str | None
    status: str
    read: tuple[Read, ...] = ()
    failures: tuple[Failure, ...] = ()

    @property
    def reason(self) -> str | None:
        """Why it was skipped or failed, or what of it could not be read."""
        return "; ".join(f.reason for f in self.failures) or None

    @property
    def claims(self) -> int:
        """How many claims were found in it."""
        return sum(len(r.coded.claims) for r in self.read)


class Worker:
    """Owns a reader, and reads documents with it."""

    def __init__(self, how: How, threads: int | None = None) -> None:
        self._how = how
        self._reader = pipeline.choose_reader(how.reader, threads=threads)
        self._options = pipeline.Options(layers=True, seconds=how.seconds)

    def do(self, documents: Sequence[Document]) -> list[Done]:
        """What became of each, in order. A document that takes too long fails alone."""
        taken = [self._take(document) for document in documents]
        arrivals = [a for items in taken for a in items if isinstance(a, Arrival)]
        coded = pipeline.code_batch([a.report for a in arrivals], self._reader, self._options)
        made = []
        for document, items in zip(documents, taken, strict=True):
            results = [(i, next(coded) if isinstance(i, Arrival) else i) for i in items]
            made.append(self._done(document, results))
        return made

    def _take(self, document: Document) -> list[Arrival | Failure]:
        """The reports of a document; those that cannot hold a claim are failures that count as skipped."""
        from sayso.intake.arrivals import of_document

        try:
            with time_limit(self._how.seconds):
                return [self._passed(item) for item in of_document(document)]
        except TooLong as error:
            return [Failure(document.source, str(error)).of(document.source, document.line)]
        except Exception as error:
            return [pipeline.broken_off(document.source, error)]

    def _passed(self, item: Arrival | Failure) -> Arrival | Failure:
        if isinstance(item, Failure):
            return item
        report = pipeline.dated(item.report, self._how.published)
        if self._how.first_pass:
            from sayso.intake.first_pass import may_tell

            if not may_tell(report):
                return Failure(item.source, NO_WORD, skipped=True)
        return replace(item, report=report, original=item.original if self._how.originals else None)

    def _done(
        self, document: Document, results: Sequence[tuple[Arrival | Failure, CodedReport | Failure]]
    ) -> Done:
        read, failures = [], []
        for arrival, coded in results:
            if isinstance(coded, CodedReport) and isinstance(arrival, Arrival):
                model = coded.layers.reading.model if coded.layers else ""
                read.append(Read(arrival, coded if self._how.layers else replace(coded, layers=None), model))
            elif isinstance(coded, Failure):
                line = document.line if isinstance(arrival, Arrival) else None  # intake names it by itself
                failures.append(coded.of(document.source, line))
        status = DONE if read else SKIPPED if failures and all(f.skipped for f in failures) else FAILED
        if not read and not failures:
            failures.append(Failure(document.source, "there is no report in it."))
        return Done(document.address, sha256_of(document), status, tuple(read), tuple(failures))


def failed(document: Document | Failure, reason: str | None = None) -> Done:
    """A document that failed; of what never became one, its failure."""
    if isinstance(document, Failure):
        return Done(document.source, None, SKIPPED if document.skipped else FAILED, failures=(document,))
    failure = Failure(document.source, reason or "it could not be read.")
    return Done(document.address, sha256_of(document), FAILED, failures=(failure,))


def sha256_of(document: Document) -> str:
    """The hash of a document's bytes, as they came out of their file or archive."""
    return hashlib.sha256(document.data).hexdigest()
