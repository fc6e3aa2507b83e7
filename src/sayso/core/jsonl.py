"""Coded reports to JSON lines and back: the contract's form, one report a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any, TypeVar

from sayso.core.claim import Claim
from sayso.core.coded import CodedReport, Layers
from sayso.core.errors import FormatError
from sayso.core.figure import Figure
from sayso.core.report import Part, Report
from sayso.core.span import NOWHERE, Span
from sayso.core.when import When
from sayso.core.where import Where
from sayso.core.who import Who

Json = dict[str, Any]
_Slot = TypeVar("_Slot", Who, Where, When)

_REPORT_FIELDS = tuple(f.name for f in fields(Report) if f.name not in {"parts", "notes", "text"})


def dump(coded: CodedReport) -> str:
    """One line of JSON, without the line end. ``load(dump(c))`` gives back the same report, claims and notes."""
    return json.dumps(to_json(coded), ensure_ascii=False, separators=(", ", ": "))


def load(line: str) -> CodedReport:
    """The coded report of one line; raises FormatError with what is wrong. Layers are not read back."""
    try:
        row = json.loads(line)
        report = report_from_json(row["report"])
        claims = tuple(claim_from_json(c) for c in row["claims"])
        return CodedReport(report, claims, tuple(row.get("notes", ())))
    except json.JSONDecodeError as error:
        raise FormatError(f"Not a line of JSON: {error.msg} at character {error.pos}.") from None
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise FormatError(f"Not a coded report: {type(error).__name__} {error}.") from None


def read_lines(lines: Iterable[str]) -> Iterator[CodedReport]:
    """Coded reports of many lines; blank lines are passed over, an error names its line."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield load(line)
            except FormatError as error:
                raise FormatError(f"Line {number}: {error}") from None


def to_json(coded: CodedReport) -> Json:
    """The contract's object for one report."""
    row: Json = {
        "report": report_to_json(coded.report),
        "claims": [claim_to_json(c) for c in coded.claims],
        "notes": list(coded.notes),
    }
    if coded.layers is not None:
        row["layers"] = layers_to_json(coded.layers)
    return row


def report_to_json(report: Report) -> Json:
    """``report`` of the contract."""
    row = {name: getattr(report, name) for name in _REPORT_FIELDS}
    row["text"] = report.text
    row["parts"] = [{"part": p.part, "start": p.start, "end": p.end} for p in report.parts]
    row["notes"] = list(report.notes)
    return row


def report_from_json(row: Json) -> Report:
    """Back from `report_to_json`."""
    known = {name: row.get(name) for name in _REPORT_FIELDS if name != "id"}
    parts = tuple(Part(p["part"], p["start"], p["end"]) for p in row["parts"])
    return Report(id=row["id"], text=row["text"], parts=parts, notes=tuple(row.get("notes", ())), **known)


def _span(span: Span) -> Json:
    return {"text": span.text, "start": span.start, "end": span.end}


def _slot(value: Who | Where | When | Figure | None) -> Json | None:
    """A slot as its words and offsets, then every further field by its own name."""
    if value is None:
        return None
    row = _span(value.span)
    for f in fields(value):
        if f.name in {"span", "of_span"}:
            continue
        item = getattr(value, f.name)
        row[f.name] = list(item) if isinstance(item, tuple) else item
    if isinstance(value, Figure) and value.of_span is not None:
        row["of_start"], row["of_end"] = value.of_span.start, value.of_span.end
        row["of_text"] = value.of_span.text
    return row


def claim_to_json(claim: Claim) -> Json:
    """One of ``claims`` of the contract."""
    return {
        "id": claim.id,
        "kind": claim.kind,
        "quote": _span(claim.quote),
        "trigger": _span(claim.trigger),
        "actor": _slot(claim.actor),
        "target": _slot(claim.target),
        "place": _slot(claim.place),
        "when": _slot(claim.when),
        "figure": _slot(claim.figure),
        "says": [_slot(w) for w in claim.says],
        "stance": claim.stance,
        "score": round(claim.score, 4),
        "evidence": [_span(s) for s in claim.evidence],
    }


def _read_span(row: Json) -> Span:
    text = row.get("text") or ""
    return Span(row["start"], row["end"], text) if text else NOWHERE


def _read_slot(kind: type[_Slot], row: Json | None) -> _Slot | None:
    if row is None:
        return None
    known = {f.name: row[f.name] for f in fields(kind) if f.name != "span" and f.name in row}
    if "candidates" in known:
        known["candidates"] = tuple(known["candidates"])
    return kind(span=_read_span(row), **known)


def _read_figure(row: Json | None) -> Figure | None:
    if row is None:
        return None
    known = {
        f.name: row[f.name] for f in fields(Figure) if f.name not in {"span", "of_span"} and f.name in row
    }
    of_span = Span(row["of_start"], row["of_end"], row["of_text"]) if "of_start" in row else None
    return Figure(span=_read_span(row), of_span=of_span, **known)


def claim_from_json(row: Json) -> Claim:
    """Back from `claim_to_json`."""
    says = (_read_slot(Who, w) for w in row.get("says", ()))
    return Claim(
        id=row["id"],
        kind=row["kind"],
        quote=_read_span(row["quote"]),
        trigger=_read_span(row["trigger"]),
        actor=_read_slot(Who, row.get("actor")),
        target=_read_slot(Who, row.get("target")),
        place=_read_slot(Where, row.get("place")),
        when=_read_slot(When, row.get("when")),
        figure=_read_figure(row.get("figure")),
        says=tuple(w for w in says if w is not None),
        stance=row.get("stance", "asserted"),
        score=row.get("score", 1.0),
        evidence=tuple(_read_span(s) for s in row.get("evidence", ())),
    )


def layers_to_json(layers: Layers) -> Json:
    """``layers`` of the contract."""
    reading, resolved = layers.reading, layers.resolved
    entity_of = {m: e.id for e in resolved.entities for m in e.mentions}
    return {
        "attributions": [
            {part: [[s.start, s.end] for s in getattr(a, part)] for part in ("source", "cue", "content")}
            for a in reading.attributions
        ],
        "times": [{**_span(t.span), "type": t.type, "value": t.value} for t in resolved.times],
        "places": [
            {**_span(p.span), **{k: getattr(p, k) for k in ("name", "country", "lat", "lon", "geonameid")}}
            for p in resolved.places
        ],
        "names": [
            {**_span(m.span), "type": m.type, "entity": entity_of.get(m.span)}
            for m in reading.mentions
            if m.type != "time"
        ],
        "entities": [
            {"id": e.id, "name": e.name, "type": e.type, "country": e.country} for e in resolved.entities
        ],
    }
