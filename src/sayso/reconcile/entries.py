"""Entries in the making: claims that give one figure of one claimant, put in the order in which it was counted."""

from __future__ import annotations

import datetime as dt
import hashlib
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from sayso.core.when import day_range
from sayso.reconcile.figures import Value, compatible, rounds
from sayso.reconcile.forms import bare, form
from sayso.reconcile.groups import Group, clusters, read
from sayso.reconcile.moments import Moment
from sayso.reconcile.told import NO_CHANCE, Told, speaks

_ONE_EVENT: Final = 2
"""Equal counts of single incidents whose days lie further apart than this are of different incidents."""
_STRETCH: Final = 10
"""Days within which a small number of one group in one place is taken for the same."""
_LONG: Final = 7
"""Days within which a bare number is taken for the one that somebody gave."""


@dataclass(eq=False)
class Draft:
    """One figure of one claimant in one place, of one group. ``told`` states it, ``denied`` denies it, both in order.

    What `parts`, `withdrawals` and `series` find out is noted on it; `tolls` makes the entry.
    """

    told: list[Told]
    cluster: Group
    denied: list[Told] = field(default_factory=list)
    part_of: Draft | None = None
    superseded_by: Draft | None = None
    corrected_to: Draft | None = None
    headline_of: Draft | None = None
    withdrawn_by: list[str] = field(default_factory=list)
    withdrawn_at: Moment | None = None
    why_withdrawn: str = ""
    why_superseded: str = ""

    @property
    def first(self) -> Told:
        """The claim that told it first."""
        return (self.told or self.denied)[0]

    @cached_property
    def value(self) -> Value:
        """The exact one of its values, if the others round it."""
        return self.best.value

    @cached_property
    def place(self) -> str:
        """The sub-place that most of its claims name, "" for the whole country."""
        counts = Counter(t.place for t in self.told or self.denied)
        return min(counts, key=lambda p: (-counts[p], p))

    @cached_property
    def best(self) -> Told:
        """The claim with the least rounded figure, the first of them."""
        return min(self.told or self.denied, key=lambda t: (not t.value.exact, t.figure.form == "about"))

    @cached_property
    def total(self) -> bool:
        """True for a running total, by most of its claims."""
        return 2 * sum(t.total for t in self.told) >= len(self.told)

    @cached_property
    def day(self) -> dt.date | None:
        """The day for which the figure was given: the least as-of, else when it was first told as new."""
        dated = [t.day for t in self.told if t.dated and t.day]
        new = [t.day for t in self.told if (not t.older or t.same_day) and t.day]
        return min(dated or new, default=None)

    @cached_property
    def order(self) -> tuple[dt.date, dt.datetime, bool, float]:
        """Where it stands among its claimant's figures: by day, by moment; an earlier count first; else by size."""
        first = self.first
        day = self.day or first.day or dt.date.min
        at = first.moment.end if first.moment else dt.datetime.min.replace(tzinfo=dt.UTC)
        return (day, at, not first.older, self.value.size)

    @cached_property
    def id(self) -> str:
        """``t`` and 12 hex digits over what the entry is, not over the claims that show it."""
        first, value = self.first, self.value
        parts = (
            first.figure.measure,
            first.claimant,
            first.country,
            self.place.lower(),
            self.cluster.name(),
            value.words(),
        )
        event = "" if self.total else str(self.day)
        return "t" + hashlib.sha256("\x1f".join((*parts, event)).encode()).hexdigest()[:12]

    def of(self) -> str:
        """The counted group in the words used most; words that name no group ("others") are left out if they can be."""
        said = [(t.figure.of, t.group) for t in self.told or self.denied if t.figure.of]
        telling = [of for of, group in said if read(of).classes == group.classes] or [of for of, _ in said]
        counts = Counter(bare(of.strip("\"“”'‘’")) for of in telling)
        return min(counts, key=lambda w: (-counts[w], len(w), w), default=self.cluster.name())


def drafts(told: Iterable[Told]) -> list[Draft]:
    """The figures that these claims of one country and measure state, in order; denials are attached to what they deny.

    A denial of what nobody is known to have stated becomes an entry of its own, of an unnamed claimant.
    """
    known = sorted(told, key=_order)
    heads = clusters(t.group for t in known)
    stated: dict[tuple[str, Group], list[Told]] = defaultdict(list)
    for each in known:
        if not each.denied and not each.mended:
            stated[each.claimant, heads[each.group]].append(each)
    found = [Draft(same, cluster) for (_, cluster), given in stated.items() for same in _by_value(given)]
    found = _attributed(found)
    found.sort(key=lambda d: (d.order, d.id))
    _deny(found, [t for t in known if t.denied], heads)
    return found


def _order(told: Told) -> tuple[dt.datetime, str, int]:
    at = told.moment.end if told.moment else dt.datetime.min.replace(tzinfo=dt.UTC)
    return (at, told.report.id, told.figure.span.start)


def _by_value(given: Sequence[Told]) -> list[list[Told]]:
    """Claims with one value each; a rounded restatement joins the exact figure that was out before it."""
    # A number that does not recur by chance is one, also where only some of the reports say where.
    values: dict[tuple[Value, str], list[Told]] = defaultdict(list)
    for each in given:
        values[each.value, "" if each.value.size >= NO_CHANCE else each.place].append(each)
    groups = [same for value in values for same in _by_event(values[value])]
    exact = [g for g in groups if g[0].value.exact and g[0].figure.form != "about"]
    kept = list(exact)
    numbers = sorted((g[0].value.size, i) for i, g in enumerate(exact))
    rounded = [g for g in groups if not g[0].value.exact or g[0].figure.form == "about"]
    for loose in rounded:
        size = loose[0].value.size
        near = numbers[
            bisect_left(numbers, (size / 1.2, 0)) : bisect_right(numbers, (size * 1.2, len(exact)))
        ]
        home = next((exact[i] for i in sorted(i for _, i in near) if _restates(loose[0], exact[i][0])), None)
        if home is None:
            kept.append(loose)
        else:
            home += loose
            home.sort(key=_order)
    return kept


def _attributed(found: list[Draft]) -> list[Draft]:
    """A number in a report's own voice, of nobody named, or of a house that has it from another, is that of the named
    claimant who first gave it by then. Only for numbers that do not recur by chance."""
    named: dict[Value, list[Draft]] = defaultdict(list)
    for draft in found:
        if speaks(draft.first):
            named[draft.value].append(draft)
    kept = []
    further: dict[str, list[Told]] = defaultdict(list)
    for draft in found:
        rivals = named[draft.value] if draft.value.size >= NO_CHANCE else []
        if speaks(draft.first):
            givers = [d for d in rivals if _relayed(draft, d) or _shortened(draft, d)]
        else:
            givers = [d for d in rivals if _same_count(d, draft)] or _only(rivals, draft)
        if givers:
            further[min(givers, key=lambda d: (d.order, d.id)).id] += draft.told
        else:
            kept.append(draft)
    return [_with(draft, further.get(draft.id, ())) for draft in kept]


def _with(draft: Draft, more: Sequence[Told]) -> Draft:
    return Draft(sorted((*draft.told, *more), key=_attributed_order) if more else draft.told, draft.cluster)


def _relayed(draft: Draft, giver: Draft) -> bool:
    """True if the draft's claimant is a house whose own report ascribes the number to the other claimant."""
    house = draft.first.claimant
    return (
        house != giver.first.claimant
        and _same_count(giver, draft)
        and any(t.house == house for t in giver.told)
    )


def _shortened(draft: Draft, giver: Draft) -> bool:
    """True if the draft's claimant is named by its sort alone ("the ministry") and the other is one of that sort who
    gave the same number not long before: no office has a number of its own that another gave."""
    short, full = form(draft.first.label), form(giver.first.label)
    at, given = draft.first.moment, giver.first.moment
    near = at is not None and given is not None and (at.day - given.day).days <= _LONG
    return near and not short.rest and short.inside(full) and _same_count(giver, draft)


def _only(rivals: Sequence[Draft], draft: Draft) -> list[Draft]:
    """The one named figure that "the 26" of a report's own voice, without saying whom it counts, can mean: of the same
    place, told by then, not long before, and of one group alone."""
    if (
        not draft.cluster.everyone
        or draft.first.moment is None
        or draft.value.low is None
        or not draft.value.low % 100
    ):
        return []
    day = draft.first.moment.day
    near = [
        d
        for d in rivals
        if d.place == draft.place and d.first.moment and 0 <= (day - d.first.moment.day).days <= _LONG
    ]
    return near if len({d.cluster for d in near}) == 1 else []


def _attributed_order(told: Told) -> tuple[dt.date, bool, tuple[dt.datetime, str, int]]:
    """By day, those who name the claimant first: the entry is told first by one of them."""
    return (told.moment.day if told.moment else dt.date.min, not speaks(told), _order(told))


def _same_count(a: Draft, b: Draft) -> bool:
    """The same number of the same group in the same place; the second out no earlier than the day of the first."""
    x, y = a.first, b.first
    early = x.moment is not None and y.moment is not None and y.moment.day < x.moment.day
    return a.value == b.value and a.cluster == b.cluster and a.place == b.place and not early


def _restates(loose: Told, exact: Told) -> bool:
    if loose.moment is None or exact.moment is None or loose.moment.before(exact.moment):
        return False
    return (
        loose.total == exact.total
        and loose.place == exact.place
        and loose.group.same(exact.group)
        and rounds(loose.figure, exact.figure)
    )


def _by_event(same: Sequence[Told]) -> list[list[Told]]:
    """Running totals of one value are one figure; counts of single incidents only if their days agree. A stretch of
    days ("since Sunday") agrees with each of them, unless it is so long that such a number recurs in it."""
    totals = [t for t in same if t.total]
    if 2 * len(totals) >= len(same):
        return [list(same)]
    days = sorted(same, key=lambda t: (happened(t) is None, happened(t) or dt.date.min, _order(t)))
    groups: list[list[Told]] = []
    last: dt.date | None = None
    for each in days:
        day = happened(each)
        if groups and (day is None or last is None or (day - last).days <= _ONE_EVENT):
            groups[-1].append(each)
        else:
            groups.append([each])
            last = None
        last = max((d for d in (last, _ended(each)) if d is not None), default=None)
    return [sorted(g, key=_order) for g in groups]


def happened(told: Told) -> dt.date | None:
    """The first day of what is counted: the claim's own time, else the day of the count."""
    when = told.claim.when
    return day_range(when.value)[0] if when is not None else told.day


def _ended(told: Told) -> dt.date | None:
    """The last day of what is counted, if it did not last long; else the first."""
    when = told.claim.when
    if when is None:
        return told.day
    first, last = day_range(when.value)
    return last if (last - first).days <= _STRETCH else first


def _deny(found: list[Draft], denials: Sequence[Told], heads: dict[Group, Group]) -> None:
    """Notes each denial on the figures that it denies: the same number for the same place and group."""
    alone: dict[tuple[str, Value, Group], Draft] = {}
    beside: dict[tuple[str, Group], list[Draft]] = defaultdict(list)
    for draft in (d for d in found if d.told and denials):
        beside[draft.place, draft.cluster].append(draft)
    for denial in denials:
        cluster = heads[denial.group]
        targets = [d for d in beside[denial.place, cluster] if _denies(denial, d)]
        own = [d for d in targets if d.first.claimant == denial.claimant]
        for draft in own or targets:
            draft.denied.append(denial)
        if not targets and denial.claim.stance == "denied":
            key = (denial.place, denial.value, cluster)
            alone.setdefault(key, Draft([], cluster)).denied.append(denial)
    found += [alone[key] for key in sorted(alone, key=lambda k: (k[0], k[1].words(), k[2].name()))]


def _denies(denial: Told, draft: Draft) -> bool:
    """True if the denial, of the draft's place and group, means its number."""
    if (
        denial.moment is not None
        and draft.first.moment is not None
        and denial.moment.before(draft.first.moment)
    ):
        return False
    return any(denial.value == t.value for t in draft.told) or (
        not denial.value.exact
        and denial.value.low is not None
        and compatible(denial.figure, draft.best.figure)
    )
