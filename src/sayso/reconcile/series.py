"""Series: which figure of a claimant follows which, and how each claim tells its figure: new, again, old, stale."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, takewhile
from typing import TypeAlias

from sayso.core.when import day_range
from sayso.reconcile.entries import Draft, happened
from sayso.reconcile.figures import compatible, room
from sayso.reconcile.told import Told

_ONE_EVENT = 3
_SMALL, _FELL, _WHOLE_WAR = 20, 2, 50
_WAR, _CLOSED = 1000, 120


def follow(found: Sequence[Draft]) -> None:
    """Notes on each draft of one country and measure which later figure of its claimant replaced it.

    A figure that stands only in a headline, and cannot hold beside the one in the body, is no count of its own.
    """
    told_in: dict[str, list[Draft]] = defaultdict(list)
    for draft in found:
        for report in dict.fromkeys(t.report.id for t in draft.told):
            told_in[report].append(draft)
    for draft in found:
        if draft.told and all(t.headline for t in draft.told):
            beside = told_in[draft.first.report.id]
            draft.headline_of = next((d for d in beside if _only_headline(draft, d)), None)
    ordered = lines(found)
    for draft in found:
        if draft.withdrawn_by or not draft.told or draft.headline_of is not None:
            continue
        draft.superseded_by = next(later(draft, ordered), None)
        if draft.superseded_by is not None:
            draft.why_superseded = _why(draft, draft.superseded_by)


Lines: TypeAlias = Mapping[tuple[str, str, bool], Sequence[Draft]]
"""Drafts by claimant, place and scope, in order: only within one of these can a figure follow another."""


def lines(found: Iterable[Draft]) -> Lines:
    """The drafts by what all of one series share, so that none is compared with the figures of other claimants."""
    out: dict[tuple[str, str, bool], list[Draft]] = defaultdict(list)
    for draft in found:
        out[_line(draft)].append(draft)
    return {key: sorted(same, key=lambda d: (d.order, d.id)) for key, same in out.items()}


def _line(draft: Draft) -> tuple[str, str, bool]:
    return draft.first.claimant, draft.place, draft.total


def later(draft: Draft, found: Lines) -> Iterator[Draft]:
    """The figures of the same count that the claimant gave after this one, in order."""
    same = found.get(_line(draft), ())
    start = bisect_right(same, draft.order, key=lambda d: d.order)
    return (d for d in islice(same, start, None) if _after(d, draft))


def telling(told: Told, draft: Draft, found: Lines) -> str:
    """How the claim tells the figure of its draft: one of ``TELLINGS``.

    Stale: as if new, though a report had come out before with a newer figure of this claimant, or its withdrawal.
    """
    if told.denied:
        return "denied"
    gone = (
        draft.withdrawn_at is not None and told.moment is not None and draft.withdrawn_at.before(told.moment)
    )
    day = told.moment.day if told.moment else None
    passed = gone or (day is not None and _passed(told, draft, day, found))
    dated = told.dated and told.day is not None and day is not None and told.day < day
    explicit = told.older or dated or _on_its_day(told, draft)
    again = _again(told, draft)
    if explicit and (passed or again):
        return "old"
    if passed:
        return "stale"
    return "repeated" if again else "news"


def _on_its_day(told: Told, draft: Draft) -> bool:
    """True if the claim's own words put a running total on the day of its draft, before the report's."""
    when = told.claim.when
    if not draft.total or when is None or when.basis != "words" or told.moment is None or draft.day is None:
        return False
    first, last = day_range(when.value)
    return first == last == draft.day < told.moment.day


def _passed(told: Told, draft: Draft, day: dt.date, found: Lines) -> bool:
    """True if a newer figure was out; one counted after the claim's day cannot have been."""
    newer = takewhile(lambda d: d.order[0] <= day, later(draft, found))
    return any(_out_before(each, told) for each in newer)


def _after(newer: Draft, draft: Draft) -> bool:
    """True if ``newer`` counts the same as ``draft`` and was counted later."""
    if (
        newer is draft
        or not newer.told
        or not draft.told
        or newer.withdrawn_by
        or newer.headline_of is not None
    ):
        return False
    if _share(newer) != _share(draft) or _side_by_side(newer, draft):
        return False
    if not _same_series(newer, draft) or newer.value == draft.value or newer.order <= draft.order:
        return False
    return not (draft.total and _another_count(draft, newer))


def _another_count(a: Draft, b: Draft) -> bool:
    """True if the second of two running totals is no later count of the same.

    A total that falls by more than half counts something else, unless the first is taken back in words; a word
    ("hundreds") says no more than the number before it unless it is larger; and where one report tells a small and
    a very large one, the second is the whole war's. A count of tens or hundreds of which nothing was heard for months
    is closed.
    """
    before, after = a.value.size, b.value.size
    if max(before, after) < _WAR and a.order[0] > dt.date.min and (b.order[0] - a.order[0]).days > _CLOSED:
        return True
    if b.value.word and not a.value.word:
        return room(b.best.figure)[0] <= before
    if before >= _SMALL and _FELL * after < before:
        return True
    return a.first.report.id == b.first.report.id and before > 0 and after > _WHOLE_WAR * before


def _share(draft: Draft) -> bool:
    """True if the figure is told as a part of one of the same group and place: "19 of the 225" is not the earlier count
    of a later 230."""
    whole = draft.part_of
    return whole is not None and whole.cluster == draft.cluster and whole.place == draft.place


def _side_by_side(a: Draft, b: Draft) -> bool:
    """True if one report first told both of single incidents, neither as an earlier count: two counts, and not one
    after the other. Of running totals in one report the larger is the later: a page that grew through the day."""
    x, y = a.first, b.first
    return not a.total and x.report.id == y.report.id and x.older == y.older and x.day == y.day


def _same_series(a: Draft, b: Draft) -> bool:
    """Same claimant, place, group and scope; counts of single incidents only if of one incident."""
    x, y = a.first, b.first
    if x.claimant != y.claimant or a.place != b.place or a.total != b.total:
        return False
    if not x.group.same(y.group):
        return False
    if a.total:
        return True
    one, two = happened(x), happened(y)
    return one is not None and two is not None and abs((one - two).days) < _ONE_EVENT


def _only_headline(draft: Draft, body: Draft) -> bool:
    """True if the draft stands only in headlines of reports whose bodies give the other figure for the same count."""
    if draft is body or not body.told:
        return False
    if not _same_series(draft, body) or compatible(draft.best.figure, body.best.figure):
        return False
    return {t.report.id for t in draft.told} <= {t.report.id for t in body.told if not t.headline}


def _out_before(newer: Draft, told: Told) -> bool:
    """True if another report had told the newer figure before this claim's report came out."""
    return any(
        t.moment is not None and told.moment is not None and t.moment.before(told.moment)
        for t in newer.told
        if t.report.id != told.report.id
    )


def _again(told: Told, draft: Draft) -> bool:
    """True if the figure was out on a day before this report's."""
    first = draft.first.moment
    return first is not None and told.moment is not None and first.day < told.moment.day


def _why(draft: Draft, newer: Draft) -> str:
    when = newer.day.isoformat() if newer.day else "later"
    words = f"{newer.first.label} gave {newer.value.words()} ({when})"
    if draft.order[:2] == newer.order[:2] and draft.first.older == newer.first.older:
        words += "; no telling which came first that day, the larger taken as the later"
    return words
