"""The tables of a workbook or database: claims, reports, incidents, figures, and a policy's answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias

from sayso.export.cells import COLUMNS, row_of
from sayso.export.gather import Bundle

Row: TypeAlias = list[object]
_REPORT: Final = (
    "id", "title", "published", "updated", "publisher", "byline", "agency", "notice", "url", "language",
)  # fmt: skip
_INCIDENT: Final = ("id", "day", "place", "kinds", "reports", "inside", "because", "claims")
_FIGURE: Final = (
    "id", "measure", "group", "country", "place", "day", "claimant", "claimant_kind", "low", "high", "text", "of",
    "scope", "status", "stance", "because", "grade", "grade_reason", "chains", "routes", "copies", "claims",
)  # fmt: skip
_ANSWER: Final = ("policy", "measure", "of", "place", "low", "best", "high", "rule", "figures")


def tables(bundle: Bundle) -> Iterator[tuple[str, tuple[str, ...], Iterable[Row]]]:
    """Each table: its name, its columns, its rows. ``claims`` columns hold claim ids, parted by spaces."""
    yield "claims", COLUMNS, (list(row_of(item).values()) for item in bundle.items)
    yield "reports", _REPORT, ([getattr(r, name) for name in _REPORT] for r in bundle.reports())
    yield "incidents", _INCIDENT, _incidents(bundle)
    yield "figures", _FIGURE, _figures(bundle)
    yield "answers", _ANSWER, _answers(bundle)


def _incidents(bundle: Bundle) -> Iterator[Row]:
    for h in bundle.happenings:
        i = h.incident
        claims = " ".join(item.claim.id for item in h.items)
        yield [i.id, i.day, i.place, " ".join(i.kinds), i.reports, i.inside, i.because, claims]


def _figures(bundle: Bundle) -> Iterator[Row]:
    for toll in bundle.tolls:
        for e in toll.entries:
            yield [
                e.id, toll.measure, toll.of, toll.place, e.place, e.day, e.claimant, e.claimant_kind, e.low, e.high,
                e.text, e.of, e.scope, e.status, e.stance, e.because, e.grade.grade, e.grade.reason, e.chains,
                e.routes, e.copies, " ".join(s.claim for s in e.shown),
            ]  # fmt: skip


def _answers(bundle: Bundle) -> Iterator[Row]:
    if bundle.policy is None:
        return
    for a in map(bundle.policy, bundle.tolls):
        yield [a.policy, a.measure, a.of, a.place, a.low, a.best, a.high, a.rule, " ".join(a.entries)]
