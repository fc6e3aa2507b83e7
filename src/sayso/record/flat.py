"""Claims as flat rows: for CSV and for frames."""

from __future__ import annotations

from typing import Final

from sayso.core.when import day_range
from sayso.record.read import Said

COLUMNS: Final = (
    "claim", "kind", "stance", "score", "claimants", "measure", "low", "high", "figure", "of", "scope", "as_of",
    "actor", "target", "place", "country", "lat", "lon", "when", "first", "last", "quote", "start", "end", "report",
    "published", "publisher", "title", "url", "reported_at", "added_at", "model",
)  # fmt: skip
"""``claimants``: the say-so chain, innermost first, parted by `` < ``; ``first`` and ``last``: the days of ``when``."""


def flat(said: Said) -> dict[str, object]:
    """One claim as a row with all of `COLUMNS`; what the claim lacks is None."""
    claim, report = said.claim, said.held.report
    row: dict[str, object] = dict.fromkeys(COLUMNS)
    row |= {
        "claim": claim.id, "kind": claim.kind, "stance": claim.stance, "score": round(claim.score, 4),
        "claimants": " < ".join(who.name for who in claim.says) or None, "quote": claim.quote.text,
        "start": claim.quote.start, "end": claim.quote.end, "report": report.id, "published": report.published,
        "publisher": report.publisher, "title": report.title, "url": report.url, "model": said.model,
        "reported_at": said.held.reported_at, "added_at": said.held.added_at,
        "actor": claim.actor and claim.actor.name, "target": claim.target and claim.target.name,
    }  # fmt: skip
    if claim.figure:
        names = ("measure", "low", "high", "of", "scope", "as_of")
        row |= {name: getattr(claim.figure, name) for name in names} | {"figure": claim.figure.span.text}
    if claim.place:
        row |= {name: getattr(claim.place, name) for name in ("country", "lat", "lon")} | {
            "place": claim.place.name
        }
    if claim.when:
        first, last = day_range(claim.when.value)
        row |= {"when": claim.when.value, "first": first.isoformat(), "last": last.isoformat()}
    return row
