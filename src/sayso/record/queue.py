"""What a person should look at first: the undecided claims, the least sure and most consequential before the others."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from sayso.core.claim import Claim
from sayso.core.decision import Decision, about_claims
from sayso.record.read import Said

_DISPUTED: Final = 2.0
_SURE: Final = 0.02
"""Doubt that remains about a claim of score 1, so that among sure claims too the large and disputed come first."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A claim that nobody has decided about. ``weight`` orders the queue (greater is sooner; it has no other meaning);
    ``because`` tells in words what it rests on."""

    said: Said
    weight: float
    disputed: bool
    because: str


def queue(
    found: Iterable[Said], decisions: Iterable[Decision] = (), disputed: Collection[str] = ()
) -> list[Waiting]:
    """The claims without a standing decision, in the order in which they should be looked at.

    A claim weighs its doubt (1 − score) times the order of magnitude of its figure, twice as much where the figure is
    in dispute (``disputed``: claim ids). The order is the same on every run.
    """
    done = about_claims(decisions)
    waiting = [_waiting(each, each.claim.id in disputed) for each in found if each.claim.id not in done]
    return sorted(
        waiting, key=lambda w: (-w.weight, w.said.held.number, w.said.claim.quote.start, w.said.claim.id)
    )


def _waiting(said: Said, disputed: bool) -> Waiting:
    claim = said.claim
    size = _size(claim)
    weight = (1 - claim.score + _SURE) * (1 + math.log10(1 + size)) * (_DISPUTED if disputed else 1.0)
    because = [f"score {claim.score:.2f}"]
    if size:
        because.append(f"a figure of {size:,}")
    if disputed:
        because.append("in dispute")
    return Waiting(said, weight, disputed, ", ".join(because))


def _size(claim: Claim) -> int:
    figure = claim.figure
    return max(figure.low or 0, figure.high or 0) if figure else 0
