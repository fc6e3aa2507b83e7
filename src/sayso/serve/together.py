"""Which claims stand beside one claim: those of its incident, and those that might be of it."""

from __future__ import annotations

from typing import Final

from sayso.core.claim import Claim
from sayso.record import pick
from sayso.record.read import Said
from sayso.record.search import Filters
from sayso.serve.view import View

_MOST: Final = 6
_LOOKED_AT: Final = 40


def together(view: View, said: Said) -> list[tuple[Claim, Said]]:
    """Other claims of the same incident, as they stand, with where they were read."""
    fact = view.facts.get(said.claim.id)
    if fact is None or fact.incident is None:
        return []
    incident = view.kept.full_incidents("id = ?", fact.incident)
    ids = [c for c in incident[0].claims if c != said.claim.id][:_MOST] if incident else []
    view.fetch(ids)
    return [(view.claims[i][0], view.read[i]) for i in ids if i in view.claims]


def others(view: View, said: Said) -> list[tuple[Claim, Said]]:
    """Claims of the same kind, of an overlapping time and, where it is told, the same place, in other incidents.
    None for a claim that is of no incident, such as a running total."""
    claim, fact = said.claim, view.facts.get(said.claim.id)
    if claim.when is None or fact is None or fact.incident is None:
        return []
    place = claim.place.name.split(",")[0] if claim.place else None
    wanted = Filters(kinds=(claim.kind,), date=claim.when.value, place=place)
    found = pick.page(view.record.store, wanted, count=_LOOKED_AT).claims
    view.fetch([claim.id, *(s.claim.id for s in found)])
    kept = []
    for each in found:
        other = view.facts.get(each.claim.id)
        if (
            each.claim.id != claim.id
            and each.claim.id in view.claims
            and other
            and other.incident not in (None, fact.incident)
        ):
            kept.append((view.claims[each.claim.id][0], each))
    return kept[:_MOST]
