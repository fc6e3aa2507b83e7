"""Core types to rows of the record and back, exactly: what comes back equals what was stored."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import fields
from numbers import Integral, Real
from typing import Any, Final, TypeVar

from sayso.core.claim import Claim
from sayso.core.errors import FormatError
from sayso.core.figure import Figure
from sayso.core.report import Part, Report
from sayso.core.span import NOWHERE, Span
from sayso.core.when import When, day_range
from sayso.core.where import Where
from sayso.core.who import Who

Row = dict[str, Any]
_Slot = TypeVar("_Slot", Who, Where, When, Figure)

_PLAIN: Final = tuple(f.name for f in fields(Report) if f.name not in {"parts", "notes"})
_SLOTS: Final[dict[str, type]] = {"actor": Who, "target": Who, "place": Where, "when": When, "figure": Figure}
_OWN: Final[dict[type, tuple[str, ...]]] = {
    kind: tuple(f.name for f in fields(kind) if f.name not in {"span", "of_span"})
    for kind in (Who, Where, When, Figure)
}
_REALS: Final = frozenset({"lat", "lon", "score"})
_FAR: Final = 2**63


def digest(row: Row) -> str:
    """SHA-256 over the values of a row by their names; floats count to the last bit, but for the sign of zero, which
    databases do not keep."""
    plain = {name: value + 0.0 if isinstance(value, float) else value for name, value in row.items()}
    content = json.dumps(plain, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(content.encode()).hexdigest()


def report_row(report: Report) -> Row:
    """All fields of a report as columns. Raises FormatError for characters that no database keeps."""
    row: Row = {name: getattr(report, name) for name in _PLAIN}
    row["parts"] = to_json([[p.part, p.start, p.end] for p in report.parts])
    row["notes"] = to_json(list(report.notes))
    for name, value in row.items():
        if isinstance(value, str) and not _storable(value):
            raise FormatError(
                f"The report's {name} holds characters that no database keeps (NUL or half a surrogate pair)."
            )
    return row


def report_of(row: Mapping[str, Any]) -> Report:
    """Back from `report_row`."""
    plain = {name: row[name] for name in _PLAIN}
    parts = tuple(Part(*part) for part in json.loads(row["parts"]))
    return Report(parts=parts, notes=tuple(json.loads(row["notes"])), **plain)


def claim_row(claim: Claim) -> Row:
    """A claim without say-so chain and further evidence as columns; all columns are there, empty slots as None."""
    row: Row = {"id": claim.id, "kind": claim.kind, "stance": claim.stance, "score": float(claim.score)}
    row |= span_row("quote", claim.quote) | span_row("trigger", claim.trigger)
    for name, kind in _SLOTS.items():
        row |= _slot_row(name, kind, getattr(claim, name))
    first, last = day_range(claim.when.value) if claim.when else (None, None)
    row |= {"when_first": first and first.isoformat(), "when_last": last and last.isoformat()}
    of = claim.figure.of_span if claim.figure else None
    row |= span_row("figure_of", of) if of is not None else dict.fromkeys(_span_names("figure_of"))
    if any(not -_FAR <= (row[name] or 0) < _FAR for name in ("figure_low", "figure_high")):
        raise FormatError(f"The figure {row['figure_text'][:40]!r} is too large to be kept.")
    return row


def claim_of(row: Mapping[str, Any], says: Sequence[Who], evidence: Sequence[Span]) -> Claim:
    """Back from `claim_row`, with the chain and the evidence that were stored beside it."""
    return Claim(
        id=row["id"],
        kind=_once(row["kind"]),
        quote=span_of("quote", row),
        trigger=span_of("trigger", row),
        actor=_slot_of("actor", Who, row),
        target=_slot_of("target", Who, row),
        place=_slot_of("place", Where, row),
        when=_slot_of("when", When, row),
        figure=_figure_of(row),
        says=tuple(says),
        stance=_once(row["stance"]),
        score=row["score"],
        evidence=tuple(evidence),
    )


def claim_digest(claim: Claim, row: Row | None = None) -> str:
    """SHA-256 over all that a claim states, chain and evidence included. ``row``: its `claim_row`, if at hand."""
    row = dict(row or claim_row(claim))
    row["says"] = [who_row(w) for w in claim.says]
    row["evidence"] = [span_row("span", s) for s in claim.evidence]
    return digest(row)


def who_row(who: Who) -> Row:
    """A claimant as columns."""
    return _slot_row("who", Who, who)


def who_of(row: Mapping[str, Any]) -> Who:
    """Back from `who_row`."""
    who = _slot_of("who", Who, row)
    assert who is not None
    return who


def span_row(prefix: str, span: Span) -> Row:
    """Offsets and words of a span as columns."""
    return dict(zip(_span_names(prefix), (span.start, span.end, span.text), strict=True))


def span_of(prefix: str, row: Mapping[str, Any]) -> Span:
    """Back from `span_row`."""
    start, end, text = (row[name] for name in _span_names(prefix))
    return Span(start, end, text) if text else NOWHERE


def _span_names(prefix: str) -> tuple[str, str, str]:
    return f"{prefix}_start", f"{prefix}_end", f"{prefix}_text"


def _slot_row(prefix: str, kind: type, value: Any) -> Row:
    names = _OWN[kind]
    if value is None:
        return dict.fromkeys([*_span_names(prefix), *(f"{prefix}_{name}" for name in names)])
    row = span_row(prefix, value.span)
    for name in names:
        item = getattr(value, name)
        row[f"{prefix}_{name}"] = _column(name, item)
    return row


def _column(name: str, item: object) -> object:
    """A field as the column holds it; numbers of numpy become Python's."""
    if isinstance(item, tuple):
        return to_json(list(item))
    if isinstance(item, Real) and name in _REALS:
        return float(item)
    return int(item) if isinstance(item, Integral) else item


def _slot_of(prefix: str, kind: type[_Slot], row: Mapping[str, Any]) -> _Slot | None:
    if row[f"{prefix}_start"] is None:
        return None
    values = {name: _once(row[f"{prefix}_{name}"]) for name in _OWN[kind]}
    if "candidates" in values:
        values["candidates"] = tuple(json.loads(values["candidates"]))
    if "additive" in values:
        values["additive"] = bool(values["additive"])
    return kind(span=span_of(prefix, row), **values)


def _once(item: Any) -> Any:
    """Words kept in memory once, however many claims name the same place or office: a third of a large record."""
    return sys.intern(item) if type(item) is str else item


def _figure_of(row: Mapping[str, Any]) -> Figure | None:
    figure = _slot_of("figure", Figure, row)
    if figure is None or row["figure_of_start"] is None:
        return figure
    values = {name: getattr(figure, name) for name in _OWN[Figure]}
    return Figure(span=figure.span, of_span=span_of("figure_of", row), **values)


def to_json(value: object) -> str:
    """Compact JSON, as list columns hold it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _storable(text: str) -> bool:
    if "\0" in text:
        return False
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
