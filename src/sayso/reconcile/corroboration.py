"""Corroboration: by independent say-so, not by pages. Five papers that quote one ministry are one ministry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.core.toll import Grade
from sayso.reconcile.entries import Draft
from sayso.reconcile.figures import Value
from sayso.reconcile.forms import form
from sayso.reconcile.told import OWN, Told, speaks
from sayso.reconcile.world import World

MEDIA: Final = "media"
"""The kind of claimants who tell what others count."""


def bearers(draft: Draft, found: Sequence[Draft]) -> tuple[str, ...]:
    """Labels of the claimants who give this figure of their own knowledge, sorted: the same number, place and group.

    A report's own voice and unnamed claimants are no independent source: nobody can say on whom they rely. Nor is a
    medium beside a claimant of another kind: it may tell that one's count. ``found`` need hold only drafts that are
    `alike`.
    """
    same = [
        d
        for d in found
        if d.told and alike(d) == alike(draft) and d.first.group.same(draft.first.group) and not d.withdrawn_by
    ]  # fmt: skip
    kinds = {d.first.label: d.first.kind for d in (draft, *same) if d.told and speaks(d.first)}
    counting = {label for label, kind in kinds.items() if kind != MEDIA}
    return tuple(sorted(counting or kinds))


def passed_on(draft: Draft, names: Sequence[str]) -> bool:
    """True if a medium gives the figure and ``names``, its bearers, are others: it may tell their count."""
    return (
        bool(names) and draft.first.kind == MEDIA and speaks(draft.first) and draft.first.label not in names
    )


def alike(draft: Draft) -> tuple[Value, str, bool]:
    """What two drafts share if they give one figure: value, place and scope."""
    return draft.value, draft.place, draft.total


def routes(told: Sequence[Told], world: World) -> int:
    """By how many independent ways the figure reached print: the first relay after the claimant, or the house itself.

    Copies and versions of one report are one way.
    """
    ways: dict[str, str] = {}
    for each in told:
        relays = each.claim.says[1:]
        root = world.reports.get(world.roots[each.report.id], each.report)
        house = root.agency or root.publisher or root.id
        name = form(relays[0].name if relays and not relays[0].unnamed else house)
        ways.setdefault(root.id, f"{name.head} {' '.join(sorted(name.rest))}")
    return len(set(ways.values()))


def grade(draft: Draft, names: Sequence[str], ways: int, disputed: str) -> Grade:
    """The grade of a figure, with its reason: withdrawn, contested, confirmed, single or unnamed.

    ``disputed`` says what contests it, "" if nothing does. Confirmed: two or more independent claimants give it.
    """
    if draft.withdrawn_by:
        return Grade("withdrawn", draft.why_withdrawn)
    if disputed:
        return Grade("contested", disputed)
    if draft.told and passed_on(draft, names):
        return Grade(
            "single" if len(names) == 1 else "confirmed",
            f"{draft.first.label}, a medium, may tell the count of {' and '.join(names)}: not counted beside it",
        )
    if len(names) > 1:
        return Grade("confirmed", f"the same figure from {len(names)} claimants: {', '.join(names)}")
    if not names:
        voice = OWN if draft.told and not draft.first.claim.says else "unnamed claimants"
        return Grade("unnamed", f"rests on {voice} alone")
    ways_words = "one way" if ways == 1 else f"{ways} ways"
    return Grade("single", f"rests on {names[0]} alone, which reached print by {ways_words}")
