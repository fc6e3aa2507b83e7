"""ACLED's codes: event and sub-event types, names and types of actors, and how two types are joined (codebook 2024)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from sayso.core.kinds import kinds
from sayso.export import sides
from sayso.export.gather import Item
from sayso.export.sides import Party

Event = tuple[str, str]

INTER: Final = {
    sides.STATE: (1, "State forces"), sides.REBEL: (2, "Rebel group"), sides.MILITIA: (3, "Political militia"),
    "identity": (4, "Identity militia"), sides.RIOTERS: (5, "Rioters"), sides.PROTESTERS: (6, "Protesters"),
    sides.CIVILIANS: (7, "Civilians"), sides.ALL: (7, "Civilians"), sides.EXTERNAL: (8, "External/Other forces"),
}  # fmt: skip
"""Each sort of side: ACLED's number and its words, which the data holds since 2024."""
RANK: Final = (
    "clash", "bomb", "abuse", "abduct", "attack", "kill", "injure", "riot", "protest", "seize", "destroy", "arrest",
)  # fmt: skip
"""The kind that decides where an incident has several: what is more violent before what only comes of it."""
CLASH: Final = ("Battles", "Armed clash")
ATTACK: Final = ("Violence against civilians", "Attack")
VIOLENT_DEMONSTRATION: Final = ("Riots", "Violent demonstration")
EXCESSIVE: Final = ("Protests", "Excessive force against protesters")
_BOMBS: Final = (
    ("Chemical weapon", r"chemical|nerve agent|sarin|chlorine"),
    ("Air/drone strike", r"air.?strike|air raid|drone|warplane|jets?\b|helicopter|bombed from"),
    ("Suicide bomb", r"suicide"),
    ("Shelling/artillery/missile attack", r"shell|artiller|missile|rocket|mortar"),
    ("Grenade", r"grenade"),
    ("Remote explosive/landmine/IED", r"bomb|mine\b|mines\b|ied\b|explo|blast|device|detonat"),
)
_RETAKEN: Final = re.compile(
    r"\b(?:re-?t[ao]k|re-?captur|re-?gain|recover|liberat|state control|government hands)"
)
_SEXUAL: Final = re.compile(r"\brap(?:e|ed|ing)\b|sexual")
_MOB: Final = re.compile(r"\bmobs?\b|lynch|vigilante")
_FORCES: Final = {"MIL": "Military Forces", "COP": "Police Forces", "SPY": "Police Forces"}
_ASSOCIATED: Final = (
    ("Women", "women"), ("Journalists", "journalists"), ("Health Workers", "medics"), ("Labor Group", "staff"),
)  # fmt: skip


def event_of(kind: str, items: Iterable[Item], one: Party | None, two: Party | None) -> Event:
    """Event type and sub-event type of a kind between two sides, refined by the claims' own words."""
    words = " ".join(i.claim.quote.text.lower() for i in items if i.claim.kind == kind)
    first, second = (p.sort if p else None for p in (one, two))
    found = kinds()[kind].acled or ("", "")
    if first in {sides.CIVILIANS, sides.ALL}:
        first = sides.RIOTERS  # whoever is no fighter and does violence
    if kind in {"kill", "injure", "attack", "clash"}:
        return _violence(kind, first, second)
    if kind == "bomb":
        return found[0], next((s for s, p in _BOMBS if re.search(p, words)), "Remote explosive/landmine/IED")
    if kind == "abuse":
        return found if _SEXUAL.search(words) else ATTACK
    if kind == "seize":
        return _taken(words, first)
    if kind == "riot" and _MOB.search(words):
        return "Riots", "Mob violence"
    if kind == "destroy" and first in {sides.PROTESTERS, sides.RIOTERS}:
        return VIOLENT_DEMONSTRATION
    return found


def _violence(kind: str, first: str | None, second: str | None) -> Event:
    crowd = {sides.PROTESTERS, sides.RIOTERS}
    if second in crowd and first in {sides.STATE, sides.EXTERNAL}:
        return VIOLENT_DEMONSTRATION if kind == "clash" or second == sides.RIOTERS else EXCESSIVE
    if first in crowd:
        return (
            VIOLENT_DEMONSTRATION if second in sides.ARMED or kind == "clash" else ("Riots", "Mob violence")
        )
    return CLASH if kind == "clash" or second in sides.ARMED else ATTACK


def _taken(words: str, first: str | None) -> Event:
    if first in {sides.STATE, sides.EXTERNAL} or (first is None and _RETAKEN.search(words)):
        return "Battles", "Government regains territory"
    if first in {sides.PROTESTERS, sides.RIOTERS}:
        return VIOLENT_DEMONSTRATION
    return "Battles", "Non-state actor overtakes territory"


def disorder(event: Event) -> str:
    """The disorder type of an event (codebook, table 2)."""
    if event == EXCESSIVE:
        return "Political violence; Demonstrations"
    if event[0] == "Protests" or event == VIOLENT_DEMONSTRATION:
        return "Demonstrations"
    return "Strategic developments" if event[0] == "Strategic developments" else "Political violence"


def parties(event: Event, one: Party | None, two: Party | None) -> tuple[Party | None, Party | None]:
    """The two sides as the event type has them: who demonstrates comes first, and what a demonstration is about is no
    side; violence whose doer no report names is that of an unidentified armed group, unless such a group suffers it."""
    crowd = {"Protests": sides.PROTESTERS, "Riots": sides.RIOTERS}.get(event[0])
    if crowd:
        demonstrates = next(
            (p for p in (one, two) if p and p.sort in {sides.PROTESTERS, sides.RIOTERS}), None
        )
        other = next((p for p in (one, two) if p and p is not demonstrates and p.sort in sides.ARMED), None)
        victim = two if event[1] == "Mob violence" and two is not demonstrates else None
        words = demonstrates.words if demonstrates else ""
        return Party(crowd, words), other or victim
    violent = event[0] in {"Battles", "Explosions/Remote violence", "Violence against civilians"}
    if violent and one is None and two is not None and two.sort in {sides.MILITIA, sides.REBEL}:
        one, two = two, None  # who fought them is not told
    elif violent and one is None and event[1] != "Government regains territory":
        one = Party(sides.MILITIA, "")
    if event[0] == "Violence against civilians" and two is None:
        two = Party(sides.CIVILIANS, "")
    return one, two


def name_of(side: Party | None, home: str) -> str:
    """The actor's name in ACLED's manner, with the country's name for what has none of its own; "" for nobody.

    Forces of a state go without the years of the regime that ACLED adds, which no report tells.
    """
    from sayso.export.countries import country

    if side is None:
        return ""
    if side.sort in {sides.STATE, sides.EXTERNAL}:
        own = country(side.country)
        land = own.name if own else home
        if side.sort == sides.EXTERNAL and side.sector in {"IGO", "NGO"}:
            return side.words
        return f"{_forces(side)} of {land}" if land else side.words
    if side.sort == sides.REBEL or (side.sort == sides.MILITIA and side.named):
        return side.words
    general = {
        sides.MILITIA: "Unidentified Armed Group", sides.RIOTERS: "Rioters", sides.PROTESTERS: "Protesters",
    }.get(side.sort, "Civilians")  # fmt: skip
    return f"{general} ({home})" if home else general


def _forces(side: Party) -> str:
    """Army or police: by the words where they name a branch, else by the sector."""
    from sayso.reconcile.groups import read

    branches = read(side.words).branches
    if "police" in branches:
        return "Police Forces"
    if branches & {"army", "guard", "gendarmes"}:
        return "Military Forces"
    return _FORCES.get(side.sector or "", "Military Forces" if read(side.words).classes else "Government")


def associated(side: Party | None, home: str) -> str:
    """Who belongs to a side, in ACLED's manner: "Women (Kazakhstan)"; "" where nothing more is told."""
    from sayso.reconcile.groups import read

    if side is None or side.sort not in {sides.CIVILIANS, sides.PROTESTERS, sides.RIOTERS}:
        return ""
    classes = read(side.words).classes
    return "; ".join(f"{name} ({home})" for name, word in _ASSOCIATED if word in classes)


def interaction(one: Party | None, two: Party | None) -> str:
    """The two types joined, the lower number first: ``State forces-Civilians``, ``Protesters only``."""
    found = sorted(INTER[p.sort] for p in (one, two) if p is not None)
    names = [words for _, words in found]
    if len(names) == 2 and [n for n, _ in found] == [7, 8]:
        names.reverse()  # the one pair that the codebook writes the other way round
    return f"{names[0]} only" if len(names) == 1 else "-".join(names)


def inter(side: Party | None) -> str:
    """The type of a side in ACLED's words."""
    return INTER[side.sort][1] if side else ""
