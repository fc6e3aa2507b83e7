"""The forms in which an assistant gets claims and figures: never a number without its words, say-so and report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from sayso.core.claim import Claim
from sayso.core.decision import Decision
from sayso.core.incident import Incident
from sayso.core.report import Report
from sayso.core.toll import Toll, TollEntry
from sayso.record.read import Held
from sayso.record.sources import Source

Json: TypeAlias = dict[str, Any]
Known: TypeAlias = Mapping[str, tuple[Claim, Held]]
"""Claim id → the claim as persons left it, and its report."""

_STATES: Final = {
    "confirm": "confirmed by a person",
    "correct": "corrected by a person",
    "reject": "rejected",
}
_SHOWN: Final = 5  # claims by which a figure is shown; the rest is counted


def say_so(claim: Claim, report: Report) -> str:
    """Who says it, innermost first, and who relays it; for a report's own voice its publisher."""
    house = report.publisher or "a report without a named publisher"
    if not claim.says:
        return f"{house}, in its own voice"
    names = ["an unnamed source" if who.name == "?" else who.name for who in claim.says]
    return ", relayed by ".join([*names, house])


def claim_row(claim: Claim, held: Held, taken: Sequence[Decision] = ()) -> Json:
    """One claim: its words first, then who says it, in which report, and what the machine made of it."""
    row: Json = {
        "words": claim.quote.text,
        "say_so": say_so(claim, held.report),
        "stance": claim.stance,
        "kind": claim.kind,
        "report": report_row(held),
        "at": [claim.quote.start, claim.quote.end],
        "state": _STATES[taken[-1].verb] if taken else "read by a machine, checked by nobody",
        "score": round(claim.score, 2),
        "id": claim.id,
    }
    if claim.figure:
        figure = claim.figure
        row["figure"] = {
            "words": figure.span.text, "low": figure.low, "high": figure.high, "measure": figure.measure,
            "of": figure.of, "scope": figure.scope, "as_of": figure.as_of,
        }  # fmt: skip
    for name in ("actor", "target"):
        if who := getattr(claim, name):
            row[name] = {"name": who.name, "words": who.span.text}
    if claim.place:
        where = claim.place
        row["place"] = {"name": where.name, "words": where.span.text, "taken_from": where.basis}
    if claim.when:
        row["when"] = {
            "value": claim.when.value,
            "words": claim.when.span.text,
            "taken_from": claim.when.basis,
        }
    return row


def report_row(held: Held) -> Json:
    """A report without its text."""
    report = held.report
    names = ("id", "title", "publisher", "agency", "published", "notice", "url")
    return {name: value for name in names if (value := getattr(report, name))}


def toll_row(toll: Toll, known: Known) -> Json:
    """Who counted how many of whom: every figure with its claimant, its standing and the words that show it."""
    return {
        "counts": f"{toll.measure}: {toll.of}",
        "place": toll.place,
        "figures": [_figure(e, known) for e in toll.entries],
        "disputes": [{"why": d.why, "since": d.day, "between": list(d.between)} for d in toll.disputes],
    }


def _figure(entry: TollEntry, known: Known) -> Json:
    shown = [s for s in entry.shown if s.claim in known]
    return {
        "say_so": entry.claimant,
        "figure": entry.text,
        "low": entry.low,
        "high": entry.high,
        "of": entry.of,
        "place": entry.place,
        "day": entry.day,
        "scope": entry.scope,
        "stance": entry.stance,
        "status": entry.status,
        "because": entry.because,
        "borne_out": f"{entry.grade.grade}: {entry.grade.reason}",
        "withdrawn_on": entry.withdrawn_on,
        "shown_by": [_evidence(s.claim, known) | {"telling": s.telling} for s in shown[:_SHOWN]],
        "further_claims": len(shown) - len(shown[:_SHOWN]),
        "id": entry.id,
    }


def _evidence(claim_id: str, known: Known) -> Json:
    claim, held = known[claim_id]
    return {
        "words": claim.quote.text,
        "say_so": say_so(claim, held.report),
        "stance": claim.stance,
        "published": held.report.published,
        "claim": claim.id,
    }


def incident_row(incident: Incident, known: Known) -> Json:
    """One happening with the words of its claims."""
    shown = [c for c in incident.claims if c in known]
    return {
        "kinds": list(incident.kinds),
        "day": incident.day,
        "place": incident.place,
        "reports": incident.reports,
        "because": incident.because,
        "claims": [_evidence(c, known) for c in shown[:_SHOWN]],
        "further_claims": len(shown) - len(shown[:_SHOWN]),
        "id": incident.id,
    }


def source_row(source: Source) -> Json:
    """One claimant: how much it claims, how its figures fared, its figures in their words."""
    name = source.name or "reports without a named publisher"
    return {
        "say_so": f"{name}, in its own voice" if source.own else name,
        "sort": source.type,
        "claims": source.claims,
        "relays": source.relayed,
        "reports": source.reports,
        "figures_withdrawn": source.withdrawn,
        "figures_contested": source.contested,
        "figures": [
            {"day": day, "words": f.span.text, "measure": f.measure, "of": f.of}
            for day, f in source.figures[:20]
        ],
    }


def days_of(held: Iterable[Held]) -> list[str]:
    """The first and the last day of publication; empty where no report gives one."""
    days = sorted(h.report.published for h in held if h.report.published)
    return [days[0], days[-1]] if days else []
