"""Withdrawals: figures taken back by their claimant, disowned as an error, or by a notice of whoever printed them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from sayso.core.report import Report
from sayso.reconcile.entries import Draft
from sayso.reconcile.figures import value_of
from sayso.reconcile.moments import Moment
from sayso.reconcile.notices import correction_stretches, sort_of
from sayso.reconcile.told import OWN, Count, Told
from sayso.reconcile.world import World

_TAKEN_BACK = re.compile(
    r"\b(?:technical|clerical|typing)\s+(?:error|mistake)|\bin error\b|\berroneous|\bwithdr[ae]w\w*|\bretract\w*"
    r"|\bdisown\w*|\brevoke\w*|\btook back|\btaken back|\bdisregard|\bno longer stands|\bannul\w*|\bstruck out",
    re.I,
)


def withdraw(found: Sequence[Draft], world: World) -> None:
    """Notes on each draft of one country and measure by which reports it is withdrawn, since when and why.

    A part falls with its whole: who takes back 164 dead takes back the child among them, unless it was counted again.
    """
    for draft in found:
        for denial in draft.denied:
            if draft.told and (why := _takes_back(denial, draft)):
                _note(draft, denial.report, denial.moment, why)
    by_root: dict[str, list[Draft]] = defaultdict(list)
    for draft in found:
        for root in sorted({world.roots[t.report.id] for t in draft.told}):
            by_root[root].append(draft)
    for root in sorted(by_root.keys() & world.taken_back.keys()):
        for notice in world.taken_back[root]:
            _by_notice(by_root[root], world, notice.report, frozenset(notice.targets), notice.sort)
    for draft in found:
        whole = draft.part_of
        if (
            whole is not None
            and whole.withdrawn_by
            and not draft.withdrawn_by
            and not _told_after(draft, whole)
        ):
            draft.withdrawn_by = list(whole.withdrawn_by)
            draft.withdrawn_at = whole.withdrawn_at
            draft.why_withdrawn = f"part of the {whole.value.words()} that were withdrawn"


def withdrawn_figures(known: World) -> dict[str, frozenset[Count]]:
    """Notice of withdrawal (its report's id) → the figures of the reports that it takes back."""
    taken = {n.report: n.targets for n in known.notices if n.sort == "withdrawn"}
    wanted = {target for targets in taken.values() for target in targets}
    figures = {
        c.report.id: {(x.figure.measure, value_of(x.figure)) for x in c.claims if x.figure}
        for c in known.coded
        if c.report.id in wanted
    }
    return {
        notice: frozenset(f for t in targets for f in figures.get(t, ())) for notice, targets in taken.items()
    }


def _takes_back(denial: Told, draft: Draft) -> str:
    """Why a denial withdraws the figure, or "" where it only disputes it."""
    if denial.claimant == draft.first.claimant and denial.claim.says:
        return f"denied by {denial.label}, to whom it is ascribed"
    text = denial.report.text
    start = text.rfind("\n", 0, denial.claim.quote.start) + 1
    end = text.find("\n", denial.claim.quote.end)
    if words := _TAKEN_BACK.search(text, start, end if end >= 0 else len(text)):
        told_by = denial.claim.stance == "denied" and denial.claim.says and not denial.label.endswith(OWN)
        by = f"by {denial.label}'s account" if told_by else "in the report's words"
        return f"{by}, “{words.group()}”"
    if sort_of(denial.report)[0] in {"withdrawn", "correction"}:
        return "taken back by the notice of whoever printed it"
    return ""


def _note(draft: Draft, report: Report, moment: Moment | None, why: str) -> None:
    """Adds a report that withdraws the figure; the first one gives the day and the reason."""
    sooner = draft.withdrawn_at is None or (moment is not None and moment.before(draft.withdrawn_at))
    if not draft.withdrawn_by or sooner:
        draft.withdrawn_by.insert(0, report.id)
        draft.withdrawn_at, draft.why_withdrawn = moment, why
    else:
        draft.withdrawn_by.append(report.id)
    draft.withdrawn_by = list(dict.fromkeys(draft.withdrawn_by))


def _by_notice(found: Sequence[Draft], world: World, notice: str, targets: frozenset[str], sort: str) -> None:
    """Figures that only the corrected or withdrawn reports told, and that the notice's report does not tell again."""
    report, moment = world.reports[notice], world.moment(notice)
    houses = {h.lower() for t in targets for h in (world.reports[t].agency,) if h}
    for draft in found:
        if not draft.told or not all(_from(t, targets, houses, world) for t in draft.told):
            continue
        if any(t.report.id == notice for t in draft.told):
            continue
        if not _mentioned(report, draft, [world.reports[t] for t in targets] if sort == "withdrawn" else []):
            continue
        if sort == "correction":
            draft.corrected_to = _instead(found, draft, notice)
        why = "corrected" if sort == "correction" else "the report that told it was withdrawn"
        _note(draft, report, moment, f"{why}: “{(report.title or notice)[:70]}”")


def _from(told: Told, targets: frozenset[str], houses: set[str], world: World) -> bool:
    """True if the claim stands in one of the reports, in a copy of one, or cites the house that printed them."""
    if told.report.id in targets:
        return True
    copied = world.copied.get(told.report.id) in targets
    return copied or any(who.name.lower() in houses for who in told.claim.says[1:])


def _mentioned(report: Report, draft: Draft, withdrawn: Sequence[Report]) -> bool:
    """True if the notice names the figure, or names none at all and so means the whole report.

    A correction names figures in the paragraphs that tell what was wrong; a withdrawal anywhere, by a number that stood
    in a report which it withdraws.
    """
    numbers = {t.figure.span.text for t in draft.told}
    if withdrawn:
        named = _numbers(report.text) & {n for each in withdrawn for n in _numbers(each.text)}
        return not named or any(_stands(number, report.text) for number in numbers)
    stretches = correction_stretches(report)
    return not stretches or any(_stands(n, report.text[a:b]) for a, b in stretches for n in numbers)


def _numbers(text: str) -> set[str]:
    """Numbers that are no days or years: three digits and more, with their commas."""
    return {
        n
        for n in re.findall(r"(?<![\d,.])\d[\d,.]*\d(?!\d)", text)
        if not re.fullmatch(r"\d\d|(?:19|20)\d\d", n)
    }


def _stands(figure: str, text: str) -> bool:
    """True if the figure's number, or its words where it has none, stand in the text."""
    number = re.search(r"\d(?:[\d,.]*\d)?(?: (?:thousand|million))?", figure)
    words = re.escape(number.group() if number else figure.strip())
    return re.search(rf"(?<![\w,.]){words}(?![\w])", text, re.I) is not None


def _instead(found: Sequence[Draft], draft: Draft, notice: str) -> Draft | None:
    """The figure that the corrected report gives for the same count; of what it tells the one most like it."""
    told = [d for d in found if d is not draft and any(t.report.id == notice for t in d.told)]
    same = [d for d in told if d.place == draft.place and d.first.group.same(draft.first.group)]
    return min(
        same,
        key=lambda d: (
            d.first.claimant != draft.first.claimant,
            abs(d.value.size - draft.value.size),
            d.id,
        ),
        default=None,
    )


def _told_after(part: Draft, whole: Draft) -> bool:
    """True if the part was told anew, and not as old, after the whole was withdrawn."""
    at = whole.withdrawn_at
    return at is not None and any(
        t.moment and at.before(t.moment) and not t.older and not t.dated for t in part.told
    )
