"""News: what rests on reports that were not known before. Pure functions of a picture; nothing is told twice.

Every finder gives back what is new among what is asked for, in a fixed order. ``marks`` of a piece of news are stable
names of what it is about (claim ids, or pairs of them), so that whoever has told one of them need not tell it again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sayso.brief.asked import Asked, asked_entries
from sayso.brief.picture import Picture
from sayso.core.claim import Claim
from sayso.core.incident import Incident
from sayso.core.toll import Dispute, Showing, Toll, TollEntry
from sayso.reconcile.wording import stems

_PAIRS: Final = 400
_TALK: Final = frozenset({"accuse", "demand", "threaten", "reject", "support", "meet", "agree"})


@dataclass(frozen=True, slots=True)
class NewFigure:
    """A figure told first by a new report. ``before``: the claimant's own last figure that was known, if this one
    replaces it; ``between``: his figures from new reports that lie between the two, the last first.

    ``top``: the highest figure of the same count that was known before from anyone and not withdrawn; ``rises``: this
    one is higher, or the first, and not only a part of another.
    """

    toll: Toll
    entry: TollEntry
    showing: Showing
    before: TollEntry | None
    between: tuple[TollEntry, ...]
    top: TollEntry | None
    rises: bool
    marks: frozenset[str]


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A figure taken back by a new report (``by``), with what it was corrected to, if anything, and the ``parts`` of it
    that fall with it, each with its toll."""

    toll: Toll
    entry: TollEntry
    by: str
    corrected: TollEntry | None
    parts: tuple[tuple[Toll, TollEntry], ...]
    marks: frozenset[str]


@dataclass(frozen=True, slots=True)
class NewDispute:
    """Figures that cannot all hold, one of them (or its denial) from a new report."""

    toll: Toll
    dispute: Dispute
    entries: tuple[TollEntry, ...]
    marks: frozenset[str]


@dataclass(frozen=True, slots=True)
class NewClaim:
    """A claim of a new report that is not told before in the same words. ``marks`` name it and its like."""

    claim: Claim
    marks: frozenset[str]


@dataclass(frozen=True, slots=True)
class NewIncident:
    """A happening that only new reports tell of; ``claim`` is the one that tells it most surely."""

    incident: Incident
    claim: Claim
    marks: frozenset[str]


@dataclass(frozen=True, slots=True)
class Stale:
    """A figure that new reports (``showings``) tell as if new, when a newer one was out or it was withdrawn."""

    toll: Toll
    entry: TollEntry
    showings: tuple[Showing, ...]


def figures(seen: Picture, asked: Asked) -> tuple[NewFigure, ...]:
    """Figures that new reports are the first to give; of a claimant who gave several in a row, the last."""
    return tuple(
        found
        for toll, entry in asked_entries(seen, asked)
        if entry.status == "current" and (found := _figure(seen, toll, entry)) is not None
    )


def _figure(seen: Picture, toll: Toll, entry: TollEntry) -> NewFigure | None:
    stated = [s for s in entry.shown if s.telling != "denied"]
    fresh = [s for s in stated if s.telling in {"news", "repeated"}]
    if not fresh or any(s.report in seen.known for s in stated):
        return None
    others = [e for e in toll.entries if e.id != entry.id and _known(seen, e) and e.status != "withdrawn"]
    same = [e for e in others if (e.place, e.scope) == (entry.place, entry.scope) and _size(e) is not None]
    top = max(same, key=lambda e: (_size(e) or 0.0, e.id), default=None)
    size = _size(entry)
    chain = _replaced(toll, entry)
    before = next((e for e in chain if _known(seen, e)), None)
    here = {s.report for s in fresh}
    between = tuple(
        e
        for e in chain[: chain.index(before) if before else None]
        if not _known(seen, e) and not here & {s.report for s in e.shown}
    )
    part = any(e.id == entry.part_of and e.place == entry.place for e in toll.entries)
    rises = size is not None and not part and (top is None or size > (_size(top) or 0.0))
    marks = frozenset(s.claim for s in stated)
    return NewFigure(toll, entry, _best(seen, fresh), before, between, top, rises, marks)


def _replaced(toll: Toll, entry: TollEntry) -> list[TollEntry]:
    """The claimant's own figures that led up to this one, the last first."""
    found: list[TollEntry] = []
    heads = {entry.id}
    while heads:
        some = [
            e
            for e in toll.entries
            if e.superseded_by in heads
            and e not in found
            and e.id != entry.id
            and (e.part_of is None or entry.part_of)
        ]
        found += some
        heads = {e.id for e in some}
    return sorted(found, key=lambda e: (e.day or "", _size(e) or 0.0, e.id), reverse=True)


def withdrawn(seen: Picture, asked: Asked) -> tuple[Withdrawn, ...]:
    """Figures that new reports take back; a part falls with its whole, if that is asked for too."""
    fallen = {
        entry.id: (toll, entry)
        for toll, entry in asked_entries(seen, asked)
        if entry.status == "withdrawn" and entry.withdrawn_by and not set(entry.withdrawn_by) & seen.known
    }
    found = []
    for toll, entry in fallen.values():
        if entry.part_of in fallen:
            continue
        parts = tuple(pair for pair in fallen.values() if pair[1].part_of == entry.id)
        right = seen.entries.get(entry.corrected_to or "")
        shown = [s for e in (entry, *(part for _, part in parts)) for s in e.shown if s.telling != "denied"]
        marks = frozenset(s.claim for s in shown)
        found.append(Withdrawn(toll, entry, entry.withdrawn_by[0], right[1] if right else None, parts, marks))
    return tuple(found)


def disputes(seen: Picture, asked: Asked) -> tuple[NewDispute, ...]:
    """Disputes that new reports open; all of them if nothing was known before."""
    return tuple(d for d in all_disputes(seen, asked) if _is_new(seen, d))


def all_disputes(seen: Picture, asked: Asked) -> tuple[NewDispute, ...]:
    """The disputes about figures that are asked for, those of the last days first; withdrawn figures are settled."""
    found = []
    for toll in seen.tolls:
        for dispute in toll.disputes:
            entries = tuple(seen.entries[name][1] for name in dispute.between)
            if dispute.sort != "denial" and any(e.status == "withdrawn" for e in entries):
                continue
            if any(asked.entry(seen, e) for e in entries):
                found.append(NewDispute(toll, dispute, entries, _marks(dispute, entries)))
    return tuple(sorted(found, key=lambda d: (d.dispute.day or "", d.dispute.between), reverse=True))


def _is_new(seen: Picture, found: NewDispute) -> bool:
    """True if one of the two sides was not known: a figure, or the denial."""
    if found.dispute.sort == "denial":
        denials = [s for e in found.entries for s in e.told("denied")]
        return not any(s.report in seen.known for s in denials) or not all(
            _known(seen, e) for e in found.entries
        )
    return not all(_known(seen, e) for e in found.entries)


def _marks(dispute: Dispute, entries: tuple[TollEntry, ...]) -> frozenset[str]:
    """Pairs of claims, one of each side: as long as both sides keep a claim, it is the same dispute."""
    sides = [sorted(s.claim for s in e.shown if s.telling != "denied") for e in entries]
    if dispute.sort == "denial":
        sides.append(sorted(s.claim for e in entries for s in e.told("denied")))
    one, two = sides[0], sides[-1]
    return frozenset([f"{dispute.sort} {a} {b}" for a in one for b in two][:_PAIRS])


def stale(seen: Picture, asked: Asked) -> tuple[Stale, ...]:
    """Figures that new reports still tell as new, though they were replaced or withdrawn."""
    found = []
    for toll, entry in asked_entries(seen, asked):
        showings = tuple(s for s in entry.told("stale") if s.report in seen.new)
        if showings and (entry.superseded_by or entry.withdrawn_by):
            found.append(Stale(toll, entry, showings))
    return tuple(found)


def claims(seen: Picture, asked: Asked, among: frozenset[str] | None = None) -> tuple[NewClaim, ...]:
    """Claims of new reports, copies left out, each thing said once; ``among`` are the ids to choose from."""
    return tuple(
        found
        for found in _new_claims(seen)
        if (among is None or found.claim.id in among) and asked.claim(seen, found.claim)
    )


def denials(seen: Picture, asked: Asked) -> tuple[NewClaim, ...]:
    """New claims on whose say-so something did not happen."""
    return tuple(found for found in claims(seen, asked) if found.claim.stance == "denied")


def _new_claims(seen: Picture) -> list[NewClaim]:
    said: set[str] = set()
    for coded in seen.world.coded:
        if coded.report.id in seen.known:
            said |= {mark for claim in coded.claims for mark in _sayings(seen, claim)}
    found = []
    ordered = sorted((c for c in seen.world.coded if c.report.id in seen.new), key=_out)
    for coded in ordered:
        if seen.is_copy(coded.report.id):
            continue
        for claim in coded.claims:
            marks = _sayings(seen, claim)
            if not marks & said:
                found.append(NewClaim(claim, marks | {claim.id}))
            said |= marks
    return found


def _sayings(seen: Picture, claim: Claim) -> frozenset[str]:
    """What makes two claims one saying: the words of the quote in the same story; or who says it, what and where."""
    report = seen.report_of(claim.id)
    root = seen.world.roots.get(report.id, report.id)
    quote = " ".join(claim.quote.text.lower().split())
    marks = {f"words {root} {quote}"}
    if claim.says and not claim.says[0].unnamed:
        who = seen.world.claimants.key(report.id, claim.says[0])
        words = " ".join(sorted(stems(claim.quote.text)))
        marks.add(f"said {who} {claim.kind} {claim.stance} {words}")
    return frozenset(marks)


def incidents(seen: Picture, asked: Asked) -> tuple[NewIncident, ...]:
    """Happenings that only new reports tell of, by day; talk alone is none, unless its kinds are asked for."""
    found = []
    for incident in seen.incidents:
        reports = {seen.report_of(name).id for name in incident.claims}
        if reports & seen.known or not asked.incident(seen, incident):
            continue
        if not asked.kinds and _TALK.issuperset(incident.kinds):
            continue
        told = [seen.claims[name][0] for name in incident.claims]
        claim = min(told, key=lambda c: _telling_order(seen, c))
        found.append(NewIncident(incident, claim, frozenset(incident.claims)))
    return tuple(found)


def _telling_order(seen: Picture, claim: Claim) -> tuple[bool, bool, bool, float, str]:
    """The claim to quote: of an original, not of a headline, with a named claimant, the surest."""
    report = seen.report_of(claim.id)
    headline = report.part_at(claim.quote.start) in {"title", "caption"}
    named = bool(claim.says) and not claim.says[0].unnamed
    return (seen.is_copy(report.id), headline, not named, -claim.score, claim.id)


def _known(seen: Picture, entry: TollEntry) -> bool:
    return any(s.report in seen.known for s in entry.shown if s.telling != "denied")


def _size(entry: TollEntry) -> float | None:
    """The number by which figures are compared; None for words like "dozens"."""
    value = entry.low if entry.low is not None else entry.high
    return None if value is None else float(value)


def _best(seen: Picture, showings: list[Showing]) -> Showing:
    """The showing to cite: the first that is no copy."""
    return min(
        showings, key=lambda s: (s.copy_of is not None, seen.is_copy(s.report), s.moment or "9", s.claim)
    )


def _out(coded: object) -> tuple[str, str]:
    report = coded.report  # type: ignore[attr-defined]
    return (report.published_time or report.published or "9", report.id)
