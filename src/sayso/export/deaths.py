"""An incident's dead: the counted groups by side, and one best, low and high number for all of them."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.export import sides
from sayso.export.gather import Happening
from sayso.reconcile.policies import Answer, Policy, acled


@dataclass(frozen=True, slots=True)
class Dead:
    """Numbers of killed. ``by_side``: sort of side → its best number; ``unknown``: the rest of ``best``. None where no
    figure gives a number."""

    best: int | None = None
    low: int | None = None
    high: int | None = None
    by_side: tuple[tuple[str, int], ...] = ()
    unknown: int = 0
    rules: tuple[str, ...] = ()

    def of(self, *sorts: str) -> int:
        """The best number for these sides together."""
        return sum(number for sort, number in self.by_side if sort in sorts)


def dead(happening: Happening, policy: Policy) -> Dead:
    """The dead of one incident by a policy.

    Of groups on one side ("police", "guardsmen") the largest counts, for one may hold the other; different sides are
    added up, for nobody dies on two; a count of all people stands for the whole unless its parts exceed it. Words
    without a number count as in ACLED's rule (dozens 12), where the policy itself gives none.
    """
    answers = [(t.of, _numbered(policy(t), acled(t))) for t in happening.tolls]
    known = [
        (sides.sort_of(of) or sides.ALL, a) for of, a in answers if a.best is not None or a.low is not None
    ]
    if not known:
        return Dead(rules=tuple(dict.fromkeys(a.rule for _, a in answers)))
    top = {
        sort: max((a for s, a in known if s == sort), key=_best)
        for sort in dict.fromkeys(s for s, _ in known)
    }
    whole = top.pop(sides.ALL, None)
    parts = sum(_best(a) for a in top.values())
    best = max(parts, _best(whole)) if whole else parts
    found = [*top.values(), *([whole] if whole else [])]
    return Dead(
        best,
        min(best, max(sum(map(_low, top.values())), _low(whole) if whole else 0)),
        max(best, sum(map(_high, top.values())), _high(whole) if whole else 0),
        tuple((sort, _best(a)) for sort, a in top.items()),
        best - parts,
        tuple(dict.fromkeys(a.rule for a in found)),
    )


def _numbered(answer: Answer, other: Answer) -> Answer:
    return answer if answer.best is not None or answer.low is not None else other


def _best(answer: Answer) -> int:
    return answer.best if answer.best is not None else answer.low or 0


def _low(answer: Answer) -> int:
    return answer.low if answer.low is not None else _best(answer)


def _high(answer: Answer) -> int:
    return answer.high if answer.high is not None else _best(answer)
