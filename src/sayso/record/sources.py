"""Who claimed what: the claims of a record by claimant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sayso.core.figure import Figure
from sayso.core.toll import Fate
from sayso.core.who import Who
from sayso.record.read import Said


@dataclass(frozen=True, slots=True)
class Source:
    """One claimant. ``own``: a publisher, else an agency, in its reports' own voice (``name`` None where neither is
    known).

    ``claims``: how many it makes, ``relayed``: how many of others it passes on, ``reports``: how many reports hold
    them. ``kinds`` and ``stances`` are counted, most frequent first; ``figures`` are (day of report, figure), in the
    order of days, each figure once. ``withdrawn``, ``contested``: how many of its figures (a figure told again is one)
    were taken back, or were denied or cannot hold beside another's; of ``counted`` whose fate is known. ``kind``: what
    sort of source it is (official, media, …), ``decided`` if a person said so.
    """

    name: str | None
    own: bool
    type: str | None
    country: str | None
    claims: int
    relayed: int
    reports: int
    kinds: tuple[tuple[str, int], ...]
    stances: tuple[tuple[str, int], ...]
    figures: tuple[tuple[str | None, Figure], ...]
    counted: int = 0
    withdrawn: int = 0
    contested: int = 0
    kind: str | None = None
    decided: bool = False


class _Tally:
    def __init__(self) -> None:
        self.names: Counter[str | None] = Counter()
        self.types: Counter[str] = Counter()
        self.countries: Counter[str] = Counter()
        self.reports: set[int] = set()
        self.made: list[Said] = []
        self.relayed = 0


def sources(found: Iterable[Said], fates: Mapping[str, Fate] | None = None) -> list[Source]:
    """Everybody on whose say-so these claims are, those with most claims first.

    The same claimant is one where a table knows its key, else where the name is the same but for letter case. A claim
    counts for the innermost of its chain; whoever passes it on is counted as relaying it.
    ``fates``: claim id → what became of its figure.
    """
    tallies: dict[tuple[bool, str], _Tally] = {}
    for each in found:
        if not each.claim.says:
            publisher = each.held.report.publisher or each.held.report.agency
            tally = tallies.setdefault((True, (publisher or "").casefold()), _Tally())
            _count(tally, each, None, publisher)
            tally.made.append(each)
        for place, who in enumerate(each.claim.says):
            tally = tallies.setdefault((False, who.key or who.name.casefold()), _Tally())
            _count(tally, each, who, who.name)
            if place == 0:
                tally.made.append(each)
            else:
                tally.relayed += 1
    done = [_source(own, tally, fates or {}) for (own, _), tally in tallies.items()]
    return sorted(done, key=lambda s: (-s.claims, -s.relayed, s.name or ""))


def _count(tally: _Tally, each: Said, who: Who | None, name: str | None) -> None:
    tally.names[name] += 1
    tally.reports.add(each.held.number)
    if who is not None and who.type:
        tally.types[who.type] += 1
    if who is not None and who.country:
        tally.countries[who.country] += 1


def _source(own: bool, tally: _Tally, fates: Mapping[str, Fate]) -> Source:
    figures: dict[tuple[object, ...], tuple[str | None, Figure]] = {}
    for each in sorted(tally.made, key=lambda s: s.held.reported_at):
        figure = each.claim.figure
        if figure is not None:
            same = (figure.measure, figure.low, figure.high, (figure.of or "").casefold(), figure.scope)
            figures.setdefault(same, (each.held.report.published, figure))
    known = {fate.entry: fate for s in tally.made if (fate := fates.get(s.claim.id))}
    return Source(
        name=_most(tally.names),
        own=own,
        type=_most(tally.types),
        country=_most(tally.countries),
        claims=len(tally.made),
        relayed=tally.relayed,
        reports=len(tally.reports),
        kinds=tuple(Counter(s.claim.kind for s in tally.made).most_common()),
        stances=tuple(Counter(s.claim.stance for s in tally.made).most_common()),
        figures=tuple(figures.values()),
        counted=len(known),
        withdrawn=sum(f.withdrawn for f in known.values()),
        contested=sum(f.contested for f in known.values()),
    )


def _most(counted: Counter[str | None] | Counter[str]) -> str | None:
    """The most frequent; of several the longest, which says most."""
    return max(counted, key=lambda name: (counted[name], len(name or "")), default=None)
