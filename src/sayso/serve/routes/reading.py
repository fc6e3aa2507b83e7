"""Pages for reading what is told: overview, tolls, incidents, sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Final, TypeVar

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sayso.core.claim import Claim
from sayso.core.errors import RecordError, UsageError
from sayso.record import pick
from sayso.record.read import Held
from sayso.record.search import Filters
from sayso.serve import page
from sayso.serve.chart import bars, chart
from sayso.serve.places import draw
from sayso.serve.stand import by_claimant, standing
from sayso.serve.view import View

_Item = TypeVar("_Item")
router = APIRouter(include_in_schema=False)
AsOf = Annotated[str | None, Query(max_length=40)]
At = Annotated[int, Query(ge=1, le=1_000_000)]
_CARDS: Final = 6
_FURTHER: Final = 30
_NEWEST: Final = 10
_LISTED: Final = 100
_POINTS: Final = 40  # figures that a chart of the overview shows at most
_FULL: Final = 12  # tolls of one measure that a page shows in full


@router.get("/")
def overview(
    request: Request, as_of: AsOf = None, day: Annotated[int | None, Query(ge=0, le=1_000_000)] = None
) -> Response:
    """The crisis at a glance. ``day``: where the slider stands, the number of a day on which reports came out."""
    pages = page.of(request)
    if day is not None:
        days = pick.days(pages.desk.record.store)
        last = day >= len(days) - 1
        return RedirectResponse("/" if last else f"/?as_of={days[day]}", 303)
    view = pages.desk.view(as_of)
    shown = view.kept.full_tolls("current > 0", most=_CARDS)
    cards = [(t, chart(t, height=200, most=_POINTS), standing(t)) for t in shown]
    further = [t for t in view.kept.tolls() if t.current][_CARDS:]
    counts = tuple(
        view.kept.count(what) for what in ("reports", "claims", "incidents", "disputes", "earlier")
    )
    return pages.show(
        request, "overview.html", view, cards=cards, newest=_newest(view), counts=counts,
        further=further[:_FURTHER], more=len(further[_FURTHER:]), day_at=_day_at(view),
        place_map=draw(view.kept.spots()),
    )  # fmt: skip


@router.get("/tolls")
def tolls(request: Request, as_of: AsOf = None, at: At = 1) -> HTMLResponse:
    """All tolls with their current range."""
    pages = page.of(request)
    view = pages.desk.view(as_of)
    found = view.kept.tolls()
    return pages.show(
        request, "tolls.html", view, tolls=_piece(found, at), total=len(found), at=at, last=_last(len(found))
    )  # fmt: skip


@router.get("/tolls/{name}")
def toll(request: Request, name: str, as_of: AsOf = None, at: At = 1) -> HTMLResponse:
    """One toll: its series by claimant, or all tolls of one measure."""
    pages = page.of(request)
    view = pages.desk.view(as_of)
    numbers = [row.id for row in view.kept.tolls() if name in (row.id, row.measure)]
    if not numbers:
        raise RecordError("The record holds no such toll, or none as of this moment.")
    last = -(-len(numbers) // _FULL)
    wanted = numbers[(at - 1) * _FULL : at * _FULL]
    holes = ", ".join("?" * len(wanted))
    found = view.kept.full_tolls(f"id IN ({holes})", *wanted)
    if not found:
        raise UsageError("There is no such page of tolls.")
    view.fetch(s.claim for t in found for e in t.entries for s in e.shown[:4])
    shown = [(t, chart(t, height=280), by_claimant(t), {e.id: e for e in t.entries}) for t in found]
    return pages.show(request, "toll.html", view, shown=shown, at=at, last=last, total=len(numbers))


@router.get("/incidents")
def incidents(
    request: Request,
    as_of: AsOf = None,
    kind: Annotated[str, Query(max_length=40)] = "",
    place: Annotated[str, Query(max_length=200)] = "",
    at: At = 1,
) -> HTMLResponse:
    """All incidents, by day."""
    pages = page.of(request)
    view = pages.desk.view(as_of)
    parts: list[str] = []
    given: list[str] = []
    if kind:
        parts, given = [*parts, "instr(kinds, ?) > 0"], [*given, f'"{kind}"']
    if place.strip():
        parts, given = [*parts, "instr(fold(coalesce(place, '')), ?) > 0"], [*given, place.strip().casefold()]
    where = " AND ".join(parts) or "1"
    total = view.kept.count_incidents(where, *given)
    found = view.kept.incidents(where, *given, start=(at - 1) * _LISTED, most=_LISTED)
    inside = f"incident IN (SELECT id FROM incidents WHERE {where})"
    spots = view.kept.spots(inside, *given) if parts else view.kept.spots()
    return pages.show(
        request, "incidents.html", view, found=found, total=total, kinds=view.kept.kinds(), kind=kind, place=place,
        place_map=draw(spots), bars=bars(view.kept.days(where, *given)), at=at, last=_last(total),
    )  # fmt: skip


@router.get("/incidents/{incident_id}")
def incident(request: Request, incident_id: str, as_of: AsOf = None) -> HTMLResponse:
    """One incident: disputes first, then its claims by claimant side by side, copies folded."""
    pages = page.of(request)
    view = pages.desk.view(as_of)
    full = view.kept.full_incidents("id = ?", incident_id)
    if not full:
        raise RecordError("The record holds no such incident, or none as of this moment.")
    found = full[0]
    view.fetch(found.claims)
    entries = {fate.entry for c in found.claims if (fate := view.fates.get(c))}
    disputes = [
        (t, d) for t in view.kept.tolls_of_incident(found.id) for d in t.disputes if entries & set(d.between)
    ]
    outer = view.kept.incidents("id = ?", found.inside, most=1) if found.inside else []
    return pages.show(
        request, "incident.html", view, incident=found, disputes=disputes, outer=outer[0] if outer else None,
        within=view.kept.incidents("inside = ?", found.id, most=_LISTED), groups=_by_say_so(view, found.claims),
        place_map=draw(view.kept.spots("incident = ?", found.id)),
    )  # fmt: skip


@router.get("/sources")
def sources(request: Request, as_of: AsOf = None, at: At = 1) -> HTMLResponse:
    """Who claimed what, what of it was withdrawn or contradicted."""
    pages = page.of(request)
    view = pages.desk.view(as_of)
    total = view.kept.count("sources")
    found = view.kept.short_sources((at - 1) * _LISTED, _LISTED)
    return pages.show(request, "sources.html", view, found=found, total=total, at=at, last=_last(total))


def _piece(items: Sequence[_Item], at: int) -> Sequence[_Item]:
    return items[(at - 1) * _LISTED : at * _LISTED]


def _last(total: int) -> int:
    return max(1, -(-total // _LISTED))


def _day_at(view: View) -> int:
    """Where the slider stands: the last day that was over at the moment looked at."""
    if view.as_of is None:
        return max(0, len(view.days) - 1)
    return max(0, sum(day <= view.as_of for day in view.days) - 1)


def _newest(view: View) -> list[tuple[Claim, Held]]:
    """The claims of the reports that came out last, without those that only repeat another report."""
    found = pick.newest(view.record.store, 4 * _NEWEST, Filters(as_of=view.as_of))
    view.copied.fetch(s.held.report.id for s in found)
    own = [s for s in found if s.held.report.id not in view.copied]
    view.fetch(s.claim.id for s in own)
    told = [(view.claims[s.claim.id][0], s.held) for s in own if s.claim.id in view.claims]
    return told[:_NEWEST]


def _by_say_so(
    view: View, claims: Iterable[str]
) -> list[tuple[str, list[tuple[Claim, str]], list[tuple[Claim, str]]]]:
    """Claimant → the claims in words of their own, and those in copies of reports printed elsewhere before."""
    found: dict[str, tuple[list[tuple[Claim, str]], list[tuple[Claim, str]]]] = {}
    view.copied.fetch(view.claims[c][1] for c in claims if c in view.claims)
    for claim_id in claims:
        if claim_id not in view.claims:  # rejected since the last comparison
            continue
        claim, report_id = view.claims[claim_id]
        first, copied = found.setdefault(view.facts[claim_id].speaker, ([], []))
        (copied if report_id in view.copied else first).append((claim, report_id))
    ordered = sorted(found.items(), key=lambda pair: (-len(pair[1][0]), pair[0]))
    return [(name, first, copied) for name, (first, copied) in ordered]
