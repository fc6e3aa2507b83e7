"""What persons decided, put to copies and incidents: their word stands before what was worked out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from sayso.core.decision import Decision
from sayso.core.incident import Copy


def decided_copies(
    links: Iterable[Copy], decisions: Sequence[Decision], known: Iterable[str]
) -> tuple[Copy, ...]:
    """The copies after "copy" and "not copy": the last decision about a report wins, if both reports are ``known``."""
    reports = set(known)
    found: dict[str, Copy] = {link.report: link for link in links}
    for each in decisions:
        report, origin = each.about[0], each.about[-1]
        if each.verb == "not_copy" and report in found and found[report].origin == origin:
            del found[report]
        elif each.verb == "copy" and {report, origin} <= reports and report != origin:
            share = found[report].share if report in found and found[report].origin == origin else 0.0
            found[report] = Copy(report, origin, "copy", share, _because(each))
    return tuple(found[name] for name in sorted(found))


def decided_pairs(decisions: Sequence[Decision]) -> Mapping[frozenset[str], bool]:
    """Pairs of claim ids → True if decided to be one incident, False if two. The last decision about a pair wins."""
    pairs: dict[frozenset[str], bool] = {}
    for each in decisions:
        if each.verb in {"merge", "split"}:
            pairs.update({frozenset(pair): each.verb == "merge" for pair in combinations(each.about, 2)})
    return pairs


def decided_kinds(decisions: Sequence[Decision]) -> dict[str, str]:
    """A claimant's name or key → the kind that a person gave it; the last decision about it wins."""
    return {
        name: (each.value or "").strip().lower()
        for each in decisions
        if each.verb == "source_kind"
        for name in each.about
    }


def _because(decision: Decision) -> str:
    return f"decided by {decision.by} on {decision.at[:10]}" + (f": {decision.why}" if decision.why else "")
