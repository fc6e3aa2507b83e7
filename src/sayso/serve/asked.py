"""A search as it stands in an address: what is asked, and how many claims each further word would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Query

from sayso.core.decision import Decision
from sayso.core.errors import UsageError
from sayso.record.read import Said
from sayso.record.search import Filters

STATES: Final = ("undecided", "confirmed", "corrected", "rejected")
FACETS: Final = ("kind", "measure", "stance", "place", "claimant", "state")
_VERBS: Final = {"confirm": "confirmed", "correct": "corrected", "reject": "rejected"}
_SHOWN: Final = 12
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


def facets(
    found: Iterable[Said], decisions: Mapping[str, list[Decision]]
) -> list[tuple[str, list[tuple[str, int]]]]:
    """For each of `FACETS` its commonest values among the claims found, with how many claims each would leave."""
    claims = list(found)
    ways: dict[str, Callable[[Said], Iterable[str]]] = {
        "kind": lambda s: [s.claim.kind],
        "measure": lambda s: [s.claim.figure.measure] if s.claim.figure else [],
        "stance": lambda s: [s.claim.stance],
        "place": lambda s: [s.claim.place.name.split(",")[0]] if s.claim.place else [],
        "claimant": lambda s: {w.name for w in s.claim.says if not w.unnamed},
        "state": lambda s: [state_of(s.claim.id, decisions)],
    }
    return [
        (name, Counter(value for s in claims for value in ways[name](s)).most_common(_SHOWN))
        for name in FACETS
    ]
