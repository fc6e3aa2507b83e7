"""What persons decided, put to copies and incidents: their word stands before what was worked out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from itertools import combinations

from sayso.core.decision import Decision
from sayso.core.incident import Copy


def decided_copies(
    decisions: Sequence[Decision], known: Set[str]
) -> tuple[set[tuple[str, str]], tuple[Copy, ...]]:
    """Pairs (report, origin) decided to be no copies, and the copies that persons named; the last about a pair wins,
    and the last copy named of a report. Only of reports whose ids are ``known``."""
    apart: set[tuple[str, str]] = set()
    given: dict[str, Copy] = {}
    for each in decisions:
        report, origin = each.about[0], each.about[-1]
        if each.verb not in {"copy", "not_copy"} or report == origin or not {report, origin} <= known:
            continue
        apart -= {(report, origin), (origin, report)}
        if each.verb == "copy":
            given[report] = Copy(report, origin, "copy", 0.0, _because(each))
        else:
            apart.add((report, origin))
            if report in given and given[report].origin == origin:
                del given[report]
    return apart, tuple(given.values())


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
