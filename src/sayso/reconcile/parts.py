"""Parts: a figure that a larger one of the same claimant includes (children among the dead, one city of a country)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sayso.reconcile.entries import Draft


def link_parts(found: Sequence[Draft]) -> None:
    """Notes on each draft of one country and measure the figure that it is a part of, if the reports show one.

    The whole is the same claimant's, of the same day, in a report that tells both, and no smaller. It is a whole
    because it counts a wider place; or counts everybody, where the part is told as one ("19 of them", "including")
    or is a group by age, sex or origin, which is of every side.
    """
    told_in: dict[str, list[Draft]] = defaultdict(list)
    for draft in found:
        for report in {t.report.id for t in draft.told}:
            told_in[report].append(draft)
    for part in found:
        beside = dict.fromkeys(
            w for report in sorted({t.report.id for t in part.told}) for w in told_in[report]
        )
        wholes = [w for w in beside if w is not part and w.part_of is not part and _holds(w, part)]
        if wholes:
            part.part_of = min(wholes, key=lambda w: (w.value.size, w.id))


def _holds(whole: Draft, part: Draft) -> bool:
    if not whole.told or not part.told or whole.first.claimant != part.first.claimant:
        return False
    if part.value.size > whole.value.size or part.value == whole.value or not _together(whole, part):
        return False
    wider = not whole.place and bool(part.place)
    if whole.cluster == part.cluster:
        return wider or (whole.place == part.place and _named(whole, part))
    if not whole.first.group.everyone or part.first.group.things:
        return False
    if whole.place not in ("", part.place):
        return False
    return part.first.group.demographic or any(t.part for t in part.told)


def _together(whole: Draft, part: Draft) -> bool:
    """True if a report tells both, for the same day as far as it says."""
    days = {whole.day, part.day} - {None}
    return len(days) <= 1 and bool({t.report.id for t in whole.told} & {t.report.id for t in part.told})


def _named(whole: Draft, part: Draft) -> bool:
    """True if the part's claim names the number of the whole."""
    texts = {t.figure.span.text for t in whole.told}
    return any(t.figure.part_of in texts for t in part.told if t.figure.part_of)
