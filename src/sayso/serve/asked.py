"""A search as it stands in an address: what is asked, and how many claims each further word would leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final, TypeAlias

from fastapi import Query

from sayso.core.decision import Decision
from sayso.core.errors import UsageError
from sayso.record import pick
from sayso.record.search import Filters
from sayso.serve.view import View

STATES: Final = ("undecided", "confirmed", "corrected", "rejected")
FACETS: Final = ("kind", "measure", "stance", "place", "claimant", "state")
_VERBS: Final = {"confirm": "confirmed", "correct": "corrected", "reject": "rejected"}
_SHOWN: Final = 12
Facet: TypeAlias = tuple[str, list[tuple[str, int]]]
"""A facet's name, and its values with how many claims have each."""
_Words = Annotated[str, Query(max_length=300)]
_Name = Annotated[str, Query(max_length=40)]


@dataclass(frozen=True, slots=True)
class Asked:
    """The parameters of a search; an empty one lets everything through."""

    text: str = ""
    kind: str = ""
    measure: str = ""
    stance: str = ""
    place: str = ""
    claimant: str = ""
    date: str = ""
    state: str = ""
    as_of: str = ""

    def filters(self) -> Filters:
        """The same for the record, without ``state``. Raises UsageError for what cannot be meant."""
        if self.state and self.state not in STATES:
            raise UsageError(f"Unknown state {self.state!r}; known: {', '.join(STATES)}.")
        return Filters(
            place=self.place or None,
            date=self.date or None,
            kinds=(self.kind,) if self.kind else (),
            measures=(self.measure,) if self.measure else (),
            claimant=self.claimant or None,
            stances=(self.stance,) if self.stance else (),
            text=self.text or None,
            as_of=self.as_of or None,
        )

    def given(self) -> dict[str, str]:
        """The parameters that are not empty."""
        found = {name: getattr(self, name) for name in self.__slots__}
        return {name: value for name, value in found.items() if value}


def asked(
    text: _Words = "", kind: _Name = "", measure: _Name = "", stance: _Name = "", place: _Words = "",
    claimant: _Words = "", date: _Name = "", state: _Name = "", as_of: _Name = "",
) -> Asked:  # fmt: skip
    """The search of an address: words of the quote, kind, measure, stance, place, claimant, date (ISO day, month, year
    or interval), state of decision, and the moment as of which it is asked."""
    return Asked(plain(text), kind, measure, stance, plain(place), plain(claimant), date, state, as_of)


def plain(text: str) -> str:
    """The words without the characters that no database takes; empty where nothing is left."""
    return "".join(c for c in text if c.isprintable()).strip()


def state_of(claim_id: str, decisions: Mapping[str, list[Decision]]) -> str:
    """What persons made of a claim, in a word of `STATES`."""
    taken = decisions.get(claim_id)
    return _VERBS[taken[-1].verb] if taken else "undecided"


def only(state: str, decisions: Mapping[str, list[Decision]]) -> pick.Only:
    """Narrows a search to the claims in this state; "" to none of them."""
    if not state:
        return pick.ANY
    if state == "undecided":
        return pick.Only(without=decisions.keys())
    return pick.Only(among={claim for claim in decisions if state_of(claim, decisions) == state})


def facets(view: View, wanted: Asked, total: int) -> list[Facet]:
    """For each of `FACETS` its commonest values among the ``total`` claims found, with how many each would leave.

    Counted once for each state of the record.
    """
    if wanted not in view.counted:
        store, filters = view.record.store, wanted.filters()
        bare = not wanted.given().keys() - {"as_of"}
        narrowed = only(wanted.state, view.decisions)
        counted = view.kept.facets() if bare else pick.facets(store, filters, narrowed, _SHOWN)
        states = {wanted.state: total} if wanted.state else _states(view, wanted, total)
        counted["state"] = [(name, number) for name, number in states.items() if number]
        view.counted[wanted] = [(name, counted[name]) for name in FACETS]
    found: list[Facet] = view.counted[wanted]
    return found


def _states(view: View, wanted: Asked, total: int) -> dict[str, int]:
    found = {
        state: pick.count(view.record.store, wanted.filters(), only(state, view.decisions))
        for state in STATES[1:]
    }
    return {STATES[0]: total - sum(found.values())} | found
