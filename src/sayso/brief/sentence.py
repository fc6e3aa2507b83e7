"""A sentence with what it is made from: each claim cited with its words, its say-so, its report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.brief.picture import Picture
from sayso.brief.words import OWN, clean, day_words
from sayso.core.report import Report
from sayso.core.toll import Showing, TollEntry


@dataclass(frozen=True, slots=True)
class Cite:
    """One claim that a sentence rests on. ``says``: the say-so chain as named, innermost first; ``figure``: the words
    of its number; ``url``: the report's address, if it has one."""

    claim: str
    report: str
    quote: str
    says: tuple[str, ...] = ()
    figure: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    stance: str = "asserted"

    def origin(self) -> str:
        """Where it stands: ``Steppe Wire, 7 January 2022``."""
        day = day_words(self.published) if self.published else "no date"
        return f"{clean(self.publisher or '') or 'publisher not told'}, {day}"


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words and the claims that they are made from, the most telling first; without claims it tells of the record."""

    words: str
    cites: tuple[Cite, ...] = ()


def cite(seen: Picture, claim_id: str) -> Cite:
    """The citation of a claim."""
    claim, report = seen.claims[claim_id]
    return Cite(
        claim=claim.id,
        report=report.id,
        quote=clean(claim.quote.text),
        says=tuple(clean(who.name) for who in claim.says),
        figure=clean(claim.figure.span.text) if claim.figure else None,
        title=clean(report.title) if report.title else None,
        publisher=house(report),
        published=report.published,
        url=report.url if (report.url or "").startswith(("http://", "https://")) else None,
        stance=claim.stance,
    )


def house(report: Report) -> str | None:
    """The publisher, with the agency whose report it prints; None if neither is known."""
    if report.publisher and report.agency and report.agency != report.publisher:
        return clean(f"{report.publisher} (from {report.agency})")
    found = report.publisher or report.agency
    return clean(found) if found else None


def cite_entry(seen: Picture, entry: TollEntry, most: int = 2) -> tuple[Cite, ...]:
    """The claims that show a figure: originals first, then those that name its claimant, the earliest first, each
    report once."""
    found: dict[str, Showing] = {}
    stated = [s for s in entry.shown if s.telling != "denied"] or list(entry.shown)
    named = not entry.claimant.endswith(OWN)
    for showing in sorted(stated, key=lambda s: _order(seen, s, named=named)):
        found.setdefault(showing.report, showing)
    return tuple(cite(seen, s.claim) for s in list(found.values())[:most])


def _order(seen: Picture, showing: Showing, *, named: bool) -> tuple[bool, bool, bool, str, str]:
    copied = showing.copy_of is not None or seen.is_copy(showing.report)
    unnamed = named and not showing.chain
    return (copied, showing.telling in {"stale", "old"}, unnamed, showing.moment or "9", showing.claim)


def joined(cites: Iterable[Cite], most: int = 4) -> tuple[Cite, ...]:
    """Each claim once, and each quote of a report once."""
    found: dict[tuple[str, str], Cite] = {}
    for each in cites:
        found.setdefault((each.report, each.quote), each)
    return tuple(found.values())[:most]
