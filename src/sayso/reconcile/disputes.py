"""Disputes: figures that cannot all hold, and figures that somebody denies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from sayso.core.toll import Dispute
from sayso.reconcile.entries import Draft
from sayso.reconcile.figures import compatible
from sayso.reconcile.told import speaks


def disputes(found: Sequence[Draft]) -> tuple[Dispute, ...]:
    """The disputes among figures of one country, measure and counted group, by day.

    Two named claimants are in dispute where the last figures that they gave for one day, for the same place, group
    and scope, leave no number for both. Two figures of one claimant are a series, or a headline at odds with its body.
    """
    out = [*_between_claimants(found), *_denials(found), *_headlines(found)]
    return tuple(sorted(out, key=lambda d: (d.day or "", d.sort, d.between)))


def _between_claimants(found: Sequence[Draft]) -> list[Dispute]:
    last: dict[tuple[object, ...], list[Draft]] = defaultdict(list)
    latest: dict[tuple[object, ...], Draft] = {}
    for draft in found:
        if draft.told and draft.day is not None and draft.headline_of is None and speaks(draft.first):
            key: tuple[object, ...] = (
                draft.day,
                draft.place,
                draft.total,
                draft.first.group,
                draft.first.claimant,
            )
            if key not in latest or latest[key].order < draft.order:
                latest[key] = draft
    for key, draft in latest.items():
        last[key[:3]].append(draft)
    return [
        Dispute("claimants", _ids(a, b), a.day.isoformat() if a.day else None, _why(a, b))
        for same in last.values()
        for a, b in combinations(same, 2)
        if a.first.claimant != b.first.claimant and a.first.group.same(b.first.group)
        and not compatible(a.best.figure, b.best.figure) and a.part_of is not b and b.part_of is not a
    ]  # fmt: skip


def _why(a: Draft, b: Draft) -> str:
    one, two = sorted((a, b), key=lambda d: (d.value.size, d.id))
    return (
        f"{one.first.label}: {one.value.words()}; {two.first.label}: {two.value.words()}; no number fits both"
    )


def _denials(found: Sequence[Draft]) -> list[Dispute]:
    out = []
    for draft in found:
        # A sentence that calls a figure disowned does not make its own claimant the one who denies it.
        named = [t for t in draft.denied if t.claim.says and t.claim.stance == "denied"]
        if named and draft.told:
            first = named[0]
            who = (
                ", ".join(dict.fromkeys(t.label for t in named if not t.claim.says[0].unnamed))
                or "somebody unnamed"
            )
            day = first.moment.day.isoformat() if first.moment else None
            why = f"asserted in the name of {draft.first.label}, denied by {who}"
            out.append(Dispute("denial", (draft.id,), day, why))
    return out


def _headlines(found: Sequence[Draft]) -> list[Dispute]:
    out = []
    for draft in found:
        body = draft.headline_of
        if body is not None:
            day = draft.day.isoformat() if draft.day else None
            why = f"the headline has {draft.value.words()}, the body {body.value.words()}, both of {body.first.label}"
            out.append(Dispute("headline", _ids(draft, body), day, why))
    return out


def _ids(a: Draft, b: Draft) -> tuple[str, ...]:
    return tuple(d.id for d in sorted((a, b), key=lambda d: (d.order, d.id)))
