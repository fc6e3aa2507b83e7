"""What an export is made from: claims as persons left them, their reports, and where asked incidents and tolls."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sayso.core.claim import Claim
from sayso.core.decided import apply
from sayso.core.decision import Decision, about_claims
from sayso.core.incident import Incident
from sayso.core.report import Report
from sayso.core.toll import Toll
from sayso.reconcile.filters import Filters
from sayso.reconcile.incidents import incidents_in
from sayso.reconcile.policies import Policy
from sayso.reconcile.tolls import tolls_in
from sayso.reconcile.world import World
from sayso.record.read import Said

STATES: Final = {"confirm": "confirmed", "correct": "corrected", "reject": "rejected"}
"""How a claim stands with persons; a claim that nobody decided about has the state ""."""


@dataclass(frozen=True, slots=True)
class Item:
    """One claim as it stands now, the claim with its report as the record holds it, and what persons made of it.

    ``state`` is "", or one of `STATES`' words. A rejected claim keeps its slots.
    """

    claim: Claim
    said: Said
    state: str = ""

    @property
    def report(self) -> Report:
        """The report that the claim stands in."""
        return self.said.held.report

    @property
    def chain(self) -> str:
        """The say-so chain, innermost first, parted by `` < ``; "" is the report's own voice."""
        return " < ".join(who.name for who in self.claim.says)


@dataclass(frozen=True, slots=True)
class Happening:
    """An incident with those of its claims that are exported and the tolls of its own dead, without running totals,
    which are of more than one happening. ``contains``: other incidents lie within it, and its numbers hold theirs."""

    incident: Incident
    items: tuple[Item, ...]
    tolls: tuple[Toll, ...]
    contains: bool = False


@dataclass(frozen=True, slots=True)
class Stream:
    """Claims that are read anew each time somebody goes through them, so that they are never all in memory."""

    read: Callable[[], Iterator[Item]]

    def __iter__(self) -> Iterator[Item]:
        return self.read()


@dataclass(frozen=True, slots=True)
class Bundle:
    """All that is exported. ``items`` can be gone through again and again, in the order of the record: by report.
    ``happenings`` and ``tolls`` are empty where a format asks for claims alone.

    ``policy`` is the rule by which a toll becomes one answer, None for the format's own.
    """

    items: Iterable[Item]
    happenings: tuple[Happening, ...] = ()
    tolls: tuple[Toll, ...] = ()
    policy: Policy | None = None

    def standing(self) -> Iterator[Item]:
        """The claims that no person rejected."""
        return (i for i in self.items if i.state != "rejected")

    def reports(self) -> Iterator[Report]:
        """The reports of all claims, each once, in the order in which they came."""
        seen: set[str] = set()
        for item in self.items:
            if item.report.id not in seen:
                seen.add(item.report.id)
                yield item.report


def items_of(found: Iterable[Said], decisions: Iterable[Decision]) -> tuple[Item, ...]:
    """The claims of a record with what the standing decisions make of them, in their order."""
    by_claim = about_claims(decisions)
    return tuple(_item(said, by_claim.get(said.claim.id, [])) for said in found)


def stream_of(read: Callable[[], Iterable[Said]], decisions: Iterable[Decision]) -> Stream:
    """As `items_of`, but read anew and piece by piece whenever they are gone through."""
    by_claim = about_claims(decisions)
    return Stream(lambda: (_item(said, by_claim.get(said.claim.id, [])) for said in read()))


def _item(said: Said, taken: Sequence[Decision]) -> Item:
    if not taken:
        return Item(said.claim, said)
    # A rejected claim is shown with the corrections that it had: whoever looks at the rejection sees what was rejected.
    kept = apply(said.claim, [d for d in taken if d.verb != "reject"]) or said.claim
    last = STATES[taken[-1].verb]
    corrected = last == "confirmed" and any(d.verb == "correct" for d in taken)
    return Item(kept, said, "corrected" if corrected else last)


def happenings(bundle: Bundle, world: World, as_of: str | None = None) -> Bundle:
    """The bundle with incidents and tolls of its standing claims, from the world that they stand in."""
    items = {i.claim.id: i for i in bundle.standing()}
    asked = Filters(as_of=as_of, claims=frozenset(items))
    tolls = tolls_in(world, asked)
    dead = [t for t in tolls if t.measure == "killed"]
    incidents = incidents_in(world)
    wider = {i.inside for i in incidents}
    found = []
    for incident in incidents:
        mine = tuple(items[c] for c in incident.claims if c in items)
        if mine:
            tolls_of = _of(dead, {i.claim.id for i in mine})
            found.append(Happening(incident, mine, tolls_of, incident.id in wider))
    return replace(bundle, happenings=tuple(found), tolls=tolls)


def _of(tolls: Iterable[Toll], claims: set[str]) -> tuple[Toll, ...]:
    """The tolls with only those entries that one of these claims shows as of the one happening."""
    found = []
    for toll in tolls:
        entries = [
            e
            for e in toll.entries
            if e.scope == "event" and any(s.claim in claims and s.telling != "denied" for s in e.shown)
        ]
        if entries:
            kept = {e.id for e in entries}
            disputes = tuple(d for d in toll.disputes if set(d.between) <= kept)
            found.append(replace(toll, entries=tuple(entries), disputes=disputes))
    return tuple(found)
