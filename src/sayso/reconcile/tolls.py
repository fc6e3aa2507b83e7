"""Tolls: for each measure and counted group the series of figures by claimant, each with its standing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sayso.core.coded import CodedReport
from sayso.core.toll import Dispute, Showing, Toll, TollEntry
from sayso.reconcile.corroboration import alike, bearers, grade, routes
from sayso.reconcile.disputes import disputes
from sayso.reconcile.entries import Draft, drafts
from sayso.reconcile.filters import Filters
from sayso.reconcile.groups import Group
from sayso.reconcile.moments import parse
from sayso.reconcile.parts import link_parts
from sayso.reconcile.series import follow, lines, telling
from sayso.reconcile.told import Told, told_of
from sayso.reconcile.withdrawals import withdraw, withdrawn_figures
from sayso.reconcile.world import World, world


def tolls_of(
    coded: Iterable[CodedReport], filters: Filters | None = None, added: Mapping[str, str] | None = None
) -> tuple[Toll, ...]:
    """The tolls that answer the question, the most told first; pure, and the same in whatever order reports come.

    ``added``: report id → ISO moment at which it was added to a record; with ``filters.as_of`` both times count.
    Raises UsageError where ``as_of`` is no moment.
    """
    filters = filters or Filters()
    return tolls_in(world(coded, parse(filters.as_of) if filters.as_of else None, added), filters)


def tolls_in(known: World, filters: Filters) -> tuple[Toll, ...]:
    """The same from reports that were compared before; ``filters.as_of`` is only noted in the answer."""
    gone = withdrawn_figures(known)
    told = [
        t
        for c in known.coded
        for t in told_of(c, known.claimants, gone.get(c.report.id, frozenset()))
        if filters.admits(t)
    ]
    counted: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for each in told:
        counted[each.country, each.figure.measure].append(each)
    found: list[Toll] = []
    for key in sorted(counted):
        found += _tolls(key, drafts(counted[key]), known, filters)
    return tuple(
        sorted(found, key=lambda t: (t.place, -sum(len(e.shown) for e in t.entries), t.measure, t.of))
    )


def _tolls(key: tuple[str, str], found: list[Draft], known: World, filters: Filters) -> list[Toll]:
    """The tolls of one country and measure: the standing is worked out over all groups, for parts cross them."""
    link_parts(found)
    withdraw(found, known)
    follow(found)
    groups: dict[Group, list[Draft]] = defaultdict(list)
    for draft in found:
        groups[draft.cluster].append(draft)
    out = []
    for cluster, same in groups.items():
        shown = [d for d in same if filters.shows(d.first.label, d.first, known.claimants)]
        if shown:
            quarrels = disputes(same)
            beside = _Beside(same, quarrels)
            entries = tuple(_entry(d, beside, known) for d in shown)
            ids = {e.id for e in entries}
            kept = tuple(q for q in quarrels if ids & set(q.between))
            out.append(Toll(key[1], cluster.name(), key[0], entries, kept, filters.as_of))
    return out


class _Beside:
    """The figures of one toll, kept so that each is compared only with those that it can have to do with."""

    def __init__(self, same: Sequence[Draft], quarrels: Sequence[Dispute]) -> None:
        self.lines = lines(same)
        self.alike: dict[object, list[Draft]] = defaultdict(list)
        for draft in same:
            self.alike[alike(draft)].append(draft)
        self.contested: dict[str, str] = {}
        for quarrel in quarrels:
            for entry in quarrel.between:
                self.contested.setdefault(entry, quarrel.why)


def _entry(draft: Draft, beside: _Beside, known: World) -> TollEntry:
    status, because = _status(draft)
    told = [(t, telling(t, draft, beside.lines)) for t in sorted((*draft.told, *draft.denied), key=_when)]
    fresh = [t for t, how in told if how in {"news", "repeated"}] or draft.told
    names, ways = bearers(draft, beside.alike[alike(draft)]), routes(fresh, known)
    first, best = draft.first, draft.best
    shown = tuple(_showing(t, how, draft, known) for t, how in told)
    contested = beside.contested.get(draft.id, "")
    return TollEntry(
        id=draft.id,
        claimant=first.label if draft.told else "nobody known",
        low=best.value.low,
        high=best.value.high,
        text=best.figure.span.text,
        of=draft.of(),
        scope="total" if draft.total else "event",
        place=draft.place or None,
        day=draft.day.isoformat() if draft.day else None,
        status=status,
        because=because,
        shown=shown,
        grade=grade(draft, names, ways, contested),
        chains=len(names),
        routes=ways,
        copies=sum(s.copy_of is not None for s in shown),
        part_of=draft.part_of.id if draft.part_of else None,
        superseded_by=draft.superseded_by.id if draft.superseded_by else None,
        corrected_to=draft.corrected_to.id if draft.corrected_to else None,
        withdrawn_by=tuple(draft.withdrawn_by),
        withdrawn_on=draft.withdrawn_at.day.isoformat() if draft.withdrawn_at else None,
        claimant_kind=first.kind if draft.told else None,
        stance="asserted" if any(t.claim.stance == "asserted" for t in draft.told) else first.claim.stance,
    )


def _status(draft: Draft) -> tuple[str, str]:
    if draft.withdrawn_by:
        return "withdrawn", draft.why_withdrawn
    if draft.superseded_by is not None:
        return "superseded", draft.why_superseded
    if not draft.told:
        return "withdrawn", "told only to be denied"
    return "current", f"the last that {draft.first.label} gave"


def _when(told: Told) -> tuple[str, str, int]:
    return (told.moment.end.isoformat() if told.moment else "", told.report.id, told.figure.span.start)


def _showing(told: Told, how: str, draft: Draft, known: World) -> Showing:
    return Showing(
        claim=told.claim.id,
        report=told.report.id,
        moment=told.moment.iso() if told.moment else None,
        telling=how,
        chain=tuple(w.name for w in told.claim.says),
        copy_of=_copied(told, draft, known),
    )


def _copied(told: Told, draft: Draft, known: World) -> str | None:
    """The id of the same figure's claim in the report of which this claim's report is a copy."""
    origin = known.copied.get(told.report.id)
    return next((t.claim.id for t in draft.told if t.report.id == origin), None) if origin else None
