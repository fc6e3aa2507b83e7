"""What an export is made from: claims as persons left them, their reports, and where asked incidents and tolls."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    """An incident with those of its claims that are exported, the tolls of its dead, and the rule for its number."""

    incident: Incident
    items: tuple[Item, ...]
    tolls: tuple[Toll, ...]


@dataclass(frozen=True, slots=True)
class Bundle:
    """All that is exported. ``happenings`` and ``tolls`` are empty where a format asks for claims alone.

    ``policy`` is the rule by which a toll becomes one answer, None for the format's own.
    """

    items: tuple[Item, ...]
    happenings: tuple[Happening, ...] = ()
    tolls: tuple[Toll, ...] = ()
    policy: Policy | None = None

    def standing(self) -> tuple[Item, ...]:
        """The claims that no person rejected."""
        return tuple(i for i in self.items if i.state != "rejected")

    def reports(self) -> list[Report]:
        """The reports of all claims, each once, in the order in which they came."""
        return list({i.report.id: i.report for i in self.items}.values())


def items_of(found: Iterable[Said], decisions: Iterable[Decision]) -> tuple[Item, ...]:
    """The claims of a record with what the standing decisions make of them, in their order."""
    by_claim = about_claims(decisions)
    return tuple(_item(said, by_claim.get(said.claim.id, [])) for said in found)


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
    found = []
    for incident in incidents_in(world):
        mine = tuple(items[c] for c in incident.claims if c in items)
        if mine:
            found.append(Happening(incident, mine, _of(dead, {i.claim.id for i in mine})))
    return replace(bundle, happenings=tuple(found), tolls=tolls)


def _of(tolls: Iterable[Toll], claims: set[str]) -> tuple[Toll, ...]:
    """The tolls with only those entries that one of these claims shows; without its totals where it has counts of
    its own, for a running total is of more than one happening."""
    found = []
    for toll in tolls:
        entries = [
            e for e in toll.entries if any(s.claim in claims and s.telling != "denied" for s in e.shown)
        ]
        own = [e for e in entries if e.scope == "event"] or entries
        if own:
            kept = {e.id for e in own}
            disputes = tuple(d for d in toll.disputes if set(d.between) <= kept)
            found.append(replace(toll, entries=tuple(own), disputes=disputes))
    return tuple(found)
