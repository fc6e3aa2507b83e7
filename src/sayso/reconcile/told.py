"""Each claim of a figure with what its report tells about it: by whom, for when, where, of whom, and in what way."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from sayso.core.claim import Claim
from sayso.core.coded import CodedReport
from sayso.core.figure import Figure
from sayso.core.report import Report
from sayso.core.when import day_range
from sayso.core.where import Where
from sayso.reconcile.claimants import Claimants, bare
from sayso.reconcile.figures import Value, value_of
from sayso.reconcile.groups import Group, group_of
from sayso.reconcile.moments import Moment, of_report
from sayso.reconcile.notices import correction_stretches, sort_of

NO_CHANCE: Final = 15
"""Counts from here on are taken not to recur by chance."""
_WIDE: Final = frozenset({"country", "region", "unresolved"})
_BORROWED: Final = frozenset({"dateline", "report", "headline"})
_OLDER = re.compile(
    r"\b(?:earlier|previous(?:ly)?|former|prior|initial(?:ly)?|original(?:ly)?)\b"
    r"(?=[^.;]{0,30}\b(?:count|figure|number|toll|estimate|total|day|was|had|put|stood)\b)"
    r"|\b(?:count|figure|number|toll|estimate|total)\b[^.;]{0,20}\bearlier\b|\blast word\b|\buntil (?:then|now)\b",
    re.I,
)
_PART = re.compile(
    r"\b(?:of whom|of them|of these|of those|including|includes?|included|alone|among (?:them|these|those)"
    r"|(?:of|among) the (?:dead|deaths|wounded|injured|killed|hurt|detained|detainees|arrested|victims|missing))\b",
    re.I,
)
_NEAR: Final = 60
OWN = "own voice"


@dataclass(frozen=True, slots=True)
class Told:
    """One claim of a figure. ``day`` is that for which it is given: as-of (then ``dated``), else the report's.

    ``older``: told as an earlier count; ``headline``: stands in title or caption only; ``mended``: stands in the
    paragraph of a correction; ``part``: told as part of a larger figure. ``place`` is "" for the whole country.
    ``kind`` tells what sort of source the claimant is.
    """

    claim: Claim
    figure: Figure
    report: Report
    moment: Moment | None
    claimant: str
    label: str
    group: Group
    country: str
    place: str
    value: Value
    day: dt.date | None
    dated: bool
    older: bool
    headline: bool
    mended: bool
    part: bool
    kind: str | None = None

    @property
    def denied(self) -> bool:
        """True if the claim says that the figure does not hold."""
        return self.claim.stance == "denied"

    @property
    def total(self) -> bool:
        """True for a running total. A count for a whole country without a day of its own is one, whatever its scope."""
        if self.figure.scope == "total":
            return True
        when = self.claim.when
        open_ended = when is None or when.basis != "words" or "/" in when.value
        return not self.place and open_ended and self.value.size >= 10


def told_of(coded: CodedReport, known: Claimants) -> tuple[Told, ...]:
    """Every claim of the report that carries a figure and states or denies it (intended ones state nothing yet)."""
    mended = correction_stretches(coded.report) if sort_of(coded.report)[0] == "correction" else ()
    country = _setting(coded)
    return tuple(
        _told(claim, claim.figure, coded.report, known, country, mended)
        for claim in coded.claims
        if claim.figure is not None and claim.stance != "intended"
    )


def _told(
    claim: Claim,
    figure: Figure,
    report: Report,
    known: Claimants,
    setting: str,
    mended: tuple[tuple[int, int], ...],
) -> Told:
    moment = of_report(report)
    as_of = day_range(figure.as_of)[1] if figure.as_of else None
    claimant, label, kind = _claimant(claim, report, known)
    around = _around(report.text, figure)
    at = claim.quote.start
    value = value_of(figure)
    # A number that does not recur by chance is known by itself; where its words name no place, none is put to it.
    carried = claim.place is not None and claim.place.basis != "words" and value.size >= NO_CHANCE
    return Told(
        claim=claim,
        figure=figure,
        report=report,
        moment=moment,
        claimant=claimant,
        label=label,
        group=group_of(claim),
        country=country_of(claim.place) or setting,
        place="" if carried else sub_place(claim.place, figure.scope),
        value=value,
        day=as_of or (moment.day if moment else None),
        dated=as_of is not None,
        older=bool(_OLDER.search(around)),
        headline=report.part_at(at) in {"title", "caption"} and not claim.evidence,
        mended=any(a <= at < b for a, b in mended),
        part=figure.part_of is not None or bool(_PART.search(around)),
        kind=kind,
    )


def _claimant(claim: Claim, report: Report, known: Claimants) -> tuple[str, str, str | None]:
    """Key, label and kind of the innermost claimant; in the report's own voice its agency or publisher."""
    house = report.agency or report.publisher
    who = claim.says[0] if claim.says else known.official(house) if house else None
    if who is not None:
        return known.key(report.id, who), known.label(report.id, who), known.kind(report.id, who)
    return f"={house or report.id}", f"{bare(house)} ({OWN})" if house else OWN, "media"


def _around(text: str, figure: Figure) -> str:
    """The words beside the figure within its paragraph."""
    start, end = figure.span.start, figure.span.end
    before = text[max(0, start - _NEAR) : start].rpartition("\n")[2]
    before = re.split(r"[.;!?][\"”’)]*\s+(?=[\"“]?(?!Of\b)[A-Z])", before)[-1]
    after = re.split(r"[.;!?\n]", text[end : end + _NEAR])[0]
    return f"{before}{text[start:end]}{after}"


def speaks(told: Told) -> bool:
    """True if a named claimant gives the figure; an office's own page speaks for the office."""
    if told.claim.says:
        return not told.claim.says[0].unnamed
    return not told.claimant.startswith("=")


def country_of(place: Where | None) -> str:
    """The country's name, as the last part of the place's name has it."""
    return place.name.rpartition(",")[2].strip() if place is not None else ""


def sub_place(place: Where | None, scope: str = "event") -> str:
    """The place within its country, "" for the whole. A total takes no place from a dateline or headline."""
    if place is None or place.precision in _WIDE or (scope == "total" and place.basis in _BORROWED):
        return ""
    name, comma, _ = place.name.partition(",")
    return _cased(name.strip()) if comma else ""


def _cased(name: str) -> str:
    """A dateline's capitals as one writes a name."""
    return name.title() if name.isupper() and len(name) > 3 else name


def _setting(coded: CodedReport) -> str:
    """The country that most of the report's claims lie in."""
    counts = Counter(country_of(c.place) for c in coded.claims if c.place is not None)
    return min(counts, key=lambda name: (-counts[name], name), default="")
