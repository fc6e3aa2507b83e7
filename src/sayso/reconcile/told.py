"""Each claim of a figure with what its report tells about it: by whom, for when, where, of whom, and in what way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Set
from dataclasses import dataclass
from typing import Final, Self, TypeAlias

from sayso.core.claim import Claim
from sayso.core.coded import CodedReport
from sayso.core.figure import Figure
from sayso.core.report import Report
from sayso.core.sentences import Sentences, sentences
from sayso.core.span import NOWHERE
from sayso.core.when import day_range
from sayso.core.where import Where, cased
from sayso.core.who import Who
from sayso.reconcile.around import around, elsewhere
from sayso.reconcile.claimants import Claimants
from sayso.reconcile.counted import asked, own
from sayso.reconcile.figures import Value, value_of
from sayso.reconcile.forms import bare
from sayso.reconcile.groups import Group, group_of
from sayso.reconcile.joins import setting
from sayso.reconcile.moments import Moment, of_report
from sayso.reconcile.notices import correction_stretches, sort_of

NO_CHANCE: Final = 15
"""Counts from here on are taken not to recur by chance."""
_WIDE: Final = frozenset({"country", "region", "unresolved"})
_BORROWED: Final = frozenset({"dateline", "report", "headline"})
OWN = "own voice"


@dataclass(frozen=True, slots=True)
class Told:
    """One claim of a figure. ``day`` is that for which it is given: as-of (then ``dated``), else the report's.

    ``older``: told as an earlier count, ``same_day``: of the report's own day; ``headline``: stands in title or
    caption only; ``mended``: mentioned only to be corrected or withdrawn; ``part``: told as part of a larger figure;
    ``denied``: the claim, or its sentence, says that the figure does not hold. ``place`` is "" for the whole country.
    ``kind`` tells what sort of source the claimant is, ``house`` is the key that the report's own agency or publisher
    has as a claimant.
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
    denied: bool
    kind: str | None = None
    house: str = ""
    same_day: bool = False

    @property
    def total(self) -> bool:
        """True for a running total, whatever its scope: a count for a whole country without a day of its own is one."""
        if self.figure.scope == "total" or self.older:
            return True
        when = self.claim.when
        open_ended = when is None or when.basis != "words" or self.spread
        return not self.place and open_ended and self.value.size >= 10

    @property
    def spread(self) -> bool:
        """True if the claim's own words tell a time of more than one day ("in the past week")."""
        when = self.claim.when
        return when is not None and when.basis == "words" and len(set(day_range(when.value))) > 1

    @property
    def of_incident(self) -> bool:
        """True if it may be the count of one incident: stated, and no running total."""
        return not (
            self.denied or self.mended or self.figure.scope == "total" or (self.total and self.spread)
        )


Count: TypeAlias = tuple[str, Value]
"""Measure and value of a figure."""


def told_of(coded: CodedReport, known: Claimants, withdrawn: Set[Count] = frozenset()) -> tuple[Told, ...]:
    """Every claim of the report that carries a figure and states or denies it (intended ones state nothing yet).

    ``withdrawn``: the figures of the reports that this one, a notice of withdrawal, takes back.
    """
    found = [(c, c.figure) for c in coded.claims if c.figure is not None and c.stance != "intended"]
    if not found:
        return ()
    within = _Within.of(coded, known, withdrawn)
    return tuple(_told(claim, figure, within) for claim, figure in found)


@dataclass(frozen=True, slots=True)
class _Within:
    """What the claims of one report share."""

    report: Report
    known: Claimants
    moment: Moment | None
    setting: str
    house: str
    sentences: Sentences
    mended: tuple[tuple[int, int], ...]
    withdrawn: Set[Count]

    @classmethod
    def of(cls, coded: CodedReport, known: Claimants, withdrawn: Set[Count]) -> Self:
        report = coded.report
        house = report.agency or report.publisher
        return cls(
            report,
            known,
            of_report(report),
            setting(coded),
            known.key(report.id, Who(NOWHERE, house)) if house else "",
            sentences(report),
            correction_stretches(report) if sort_of(report)[0] == "correction" else (),
            withdrawn,
        )


def _told(claim: Claim, figure: Figure, within: _Within) -> Told:
    report, moment = within.report, within.moment
    claim, figure = own(claim, figure, report, within.sentences)
    claimant, label, kind = claimant_of(claim, report, within.known)
    near = around(claim, figure, report, within.sentences)
    question = claim.stance == "denied" and asked(figure, report.text)
    at, value = claim.quote.start, value_of(figure)
    as_of = _as_of(claim, figure, moment)
    denied = (claim.stance == "denied" and not question) or near.disowned
    taken_back = not denied and (figure.measure, value) in within.withdrawn
    return Told(
        claim=claim,
        figure=figure,
        report=report,
        moment=moment,
        claimant=claimant,
        label=label,
        group=group_of(claim, figure),
        country=country_of(claim.place) or within.setting,
        place=_place(claim, figure, within.sentences),
        value=value,
        day=as_of or (moment.day if moment else None),
        dated=as_of is not None,
        older=near.older,
        same_day=near.same_day,
        headline=report.part_at(at) in {"title", "caption"} and not claim.evidence,
        mended=question or taken_back or any(a <= at < b for a, b in within.mended),
        part=near.part,
        denied=denied,
        kind=kind,
        house=within.house,
    )


def _as_of(claim: Claim, figure: Figure, moment: Moment | None) -> dt.date | None:
    """The day for which the figure was given: as told; of a running total also its own time, if that is one day."""
    if figure.as_of:
        return day_range(figure.as_of)[1]
    when = claim.when
    if figure.scope != "total" or when is None or when.basis != "words" or moment is None:
        return None
    first, last = day_range(when.value)
    return last if first == last < moment.day else None


def _place(claim: Claim, figure: Figure, found: Sentences) -> str:
    """The figure's place. A running total, or a number that does not recur by chance, has only one that its own words
    name: none is put to it from around."""
    place = claim.place
    if place is None:
        return ""
    put = place.basis != "words" or elsewhere(place.span, claim, found)
    if put and (figure.scope == "total" or value_of(figure).size >= NO_CHANCE):
        return ""
    return sub_place(place, figure.scope)


def claimant_of(claim: Claim, report: Report, known: Claimants) -> tuple[str, str, str | None]:
    """Key, label and kind of the innermost claimant; in the report's own voice its agency or publisher."""
    house = report.agency or report.publisher
    who = claim.says[0] if claim.says else known.official(house) if house else None
    if who is not None:
        return known.key(report.id, who), known.label(report.id, who), known.kind(report.id, who)
    return f"={house or report.id}", f"{bare(house)} ({OWN})" if house else OWN, "media"


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
    return cased(name.strip()) if comma else ""
