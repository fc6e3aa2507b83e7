"""How far two reviewers agree on claims that both decided about, one of them without seeing what the other did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from sayso.core.claim import Claim
from sayso.core.decided import SLOTS, apply
from sayso.core.decision import Decision

BLIND: Final = "without seeing the other's decision"
"""Stands at the end of the reason of a decision that was taken so: only such a second decision tells of agreement."""


@dataclass(frozen=True, slots=True)
class SlotAgreement:
    """Of ``number`` claims that both kept: the share on which the slot is the same; the F1 of its filled values (what
    one gave measured by what the other gave); Cohen's kappa where the values are of a fixed list, else None."""

    slot: str
    number: int
    same: float
    f1: float | None
    kappa: float | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two reviewers. ``number`` claims both decided; ``kept``: both held to be claims; ``kappa`` (Cohen 1960) of
    keeping or rejecting, None where chance alone would agree always; ``differ``: claim ids with the slots in which they
    differ (``claim``: one kept it, one did not)."""

    one: str
    other: str
    number: int
    kept: int
    same: float
    kappa: float | None
    slots: tuple[SlotAgreement, ...]
    differ: tuple[tuple[str, tuple[str, ...]], ...]


def agreements(read: Mapping[str, Claim], decisions: Mapping[str, Sequence[Decision]]) -> list[Agreement]:
    """Each pair of reviewers with claims that both decided, those with most first. ``read``: claim id → the claim as
    the machine read it; ``decisions``: claim id → the standing decisions about it, in order."""
    by: dict[str, dict[str, Claim | None]] = {}
    for claim_id, taken in decisions.items():
        if claim_id in read:
            for name in _counted(taken):
                mine = [d for d in taken if d.by == name]
                by.setdefault(name, {})[claim_id] = apply(read[claim_id], mine)
    found = []
    for one, other in combinations(sorted(by), 2):
        both = sorted(by[one].keys() & by[other].keys())
        if both:
            found.append(_agreement(one, other, [(c, by[one][c], by[other][c]) for c in both]))
    return sorted(found, key=lambda a: -a.number)


def _counted(taken: Sequence[Decision]) -> list[str]:
    """The first to decide, and those who decided after that without seeing it."""
    first = taken[0].by
    blind = {d.by for d in taken if d.why.endswith(BLIND)}
    return [first, *sorted(blind - {first})]


def _agreement(one: str, other: str, pairs: Sequence[tuple[str, Claim | None, Claim | None]]) -> Agreement:
    kept = [(claim, a, b) for claim, a, b in pairs if a is not None and b is not None]
    marks = [(a is not None, b is not None) for _, a, b in pairs]
    slots = tuple(_slot(slot, [(value(a, slot), value(b, slot)) for _, a, b in kept]) for slot in SLOTS)
    differ: list[tuple[str, tuple[str, ...]]] = []
    for claim, a, b in pairs:
        if (a is None) != (b is None):
            differ.append((claim, ("claim",)))
        elif a is not None and b is not None:
            unlike = tuple(slot for slot in SLOTS if value(a, slot) != value(b, slot))
            differ += [(claim, unlike)] if unlike else []
    same = sum(a == b for a, b in marks) / len(marks)
    return Agreement(one, other, len(pairs), len(kept), same, kappa(marks), slots, tuple(differ))


def _slot(slot: str, pairs: Sequence[tuple[object, object]]) -> SlotAgreement:
    same = sum(a == b for a, b in pairs)
    filled = sum(a is not None for a, _ in pairs) + sum(b is not None for _, b in pairs)
    right = sum(a == b and a is not None for a, b in pairs)
    fixed = kappa(pairs) if slot in {"kind", "stance"} else None
    share = same / len(pairs) if pairs else 0.0
    return SlotAgreement(slot, len(pairs), share, 2 * right / filled if filled else None, fixed)


def value(claim: Claim, slot: str) -> object:
    """What is compared: names without regard to letter case, a figure's bounds and measure, a time's value; None for
    an empty slot."""
    found = getattr(claim, slot)
    if slot in {"kind", "stance"}:
        return found
    if not found:
        return None
    if slot == "says":
        return tuple(who.name.casefold() for who in found)
    if slot == "figure":
        return (found.low, found.high, found.measure, (found.of or "").casefold())
    return found.value if slot == "when" else found.name.casefold()


def kappa(pairs: Iterable[tuple[object, object]]) -> float | None:
    """Cohen's kappa: agreement beyond chance; None where there are no pairs or chance alone agrees always."""
    marks = list(pairs)
    if not marks:
        return None
    total = len(marks)
    seen = sum(a == b for a, b in marks) / total
    values = {v for pair in marks for v in pair}
    chance = sum(
        sum(a == v for a, _ in marks) / total * (sum(b == v for _, b in marks) / total) for v in values
    )
    return None if chance == 1 else (seen - chance) / (1 - chance)
