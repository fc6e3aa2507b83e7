"""Pages for reading: overview, tolls, incidents, reports, claims, sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from sayso.core.claim import Claim
from sayso.core.errors import RecordError
from sayso.core.toll import Toll, TollEntry
from sayso.serve import page
from sayso.serve.asked import plain
from sayso.serve.chart import chart
from sayso.serve.desk import View, toll_id
from sayso.serve.places import draw

router = APIRouter(include_in_schema=False)
AsOf = Annotated[str | None, Query(max_length=40)]
_CARDS: Final = 6
_NEWEST: Final = 20
_LISTED: Final = 200


@router.get("/")
def overview(request: Request, as_of: AsOf = None) -> HTMLResponse:
    """The crisis at a glance."""
    pages = page.of(request)
    view = pages.desk.view(as_of)
    current = [t for t in view.tolls if t.current()]
    cards = [(t, chart(t, height=200), standing(t)) for t in current[:_CARDS]]
    dated = sorted(view.held.values(), key=lambda h: (h.reported_at, h.number), reverse=True)
    newest = [
        (claim, h.report) for h in dated if h.report.id in view.coded for claim in _told(view, h.report.id)
    ]
    counts = (
        len(view.coded),
        len(view.claims),
        len(view.incidents),
        sum(len(t.disputes) for t in view.tolls),
    )
    return pages.show(
        request, "overview.html", view, cards=cards, newest=newest[:_NEWEST], counts=counts,
        further=current[_CARDS:], place_map=draw(c for c, _ in view.claims.values()),
    )  # fmt: skip


@router.get("/tolls")
def tolls(request: Request, as_of: AsOf = None) -> HTMLResponse:
    """All tolls with their current range."""
    pages = page.of(request)
    view = pages.desk.view(as_of)
    return pages.show(request, "tolls.html", view, tolls=[(t, standing(t)) for t in view.tolls])


@router.get("/tolls/{name}")
def toll(request: Request, name: str, as_of: AsOf = None) -> HTMLResponse:
    """One toll: its series by claimant, or all tolls of one measure."""
    pages = page.of(request)
    view = pages.desk.view(as_of)
    found = [t for t in view.tolls if name in (toll_id(t), t.measure)]
    if not found:
        raise RecordError("The record holds no such toll, or none as of this moment.")
    shown = [(t, chart(t, height=260), by_claimant(t)) for t in found]
    return pages.show(request, "toll.html", view, shown=shown)


@router.get("/incidents")
def incidents(
    request: Request,
    as_of: AsOf = None,
    kind: Annotated[str, Query(max_length=40)] = "",
    place: Annotated[str, Query(max_length=200)] = "",
) -> HTMLResponse:
    """All incidents, by day."""
    pages = page.of(request)
    view = pages.desk.view(as_of)
    kinds = sorted({k for i in view.incidents for k in i.kinds})
    found = [
        i
        for i in view.incidents
        if (not kind or kind in i.kinds) and place.casefold() in (i.place or "").casefold()
    ]
    claims = [view.claims[c][0] for i in found for c in i.claims]
    return pages.show(
        request, "incidents.html", view, found=found[:_LISTED], total=len(found), kinds=kinds,
        kind=kind, place=place, place_map=draw(claims),
    )  # fmt: skip


@router.get("/incidents/{incident_id}")
def incident(request: Request, incident_id: str, as_of: AsOf = None) -> HTMLResponse:
    """One incident: disputes first, then its claims by claimant side by side, copies folded."""
    pages = page.of(request)
    view = pages.desk.view(as_of)
    found = next((i for i in view.incidents if i.id == incident_id), None)
    if found is None:
        raise RecordError("The record holds no such incident, or none as of this moment.")
    entries = {view.fates[c].entry for c in found.claims if c in view.fates}
    disputes = [(t, d) for t in view.tolls for d in t.disputes if entries & set(d.between)]
    outer = next((i for i in view.incidents if i.id == found.inside), None)
    within = [i for i in view.incidents if i.inside == found.id]
    return pages.show(
        request, "incident.html", view, incident=found, disputes=disputes, outer=outer, within=within,
        groups=_by_say_so(view, found.claims), place_map=draw(view.claims[c][0] for c in found.claims),
    )  # fmt: skip


@router.get("/reports")
def reports(
    request: Request, as_of: AsOf = None, text: Annotated[str, Query(max_length=300)] = ""
) -> HTMLResponse:
    """All reports, the newest first; ``text`` searches in them."""
    from sayso.record.search import Filters

    pages = page.of(request)
    view = pages.desk.view(as_of)
    held = pages.desk.record.reports(Filters(as_of=view.as_of, text=plain(text) or None))
    held.sort(key=lambda h: (h.reported_at, h.number), reverse=True)
    return pages.show(
        request,
        "reports.html",
        view,
        held=held[:_LISTED],
        total=len(held),
        text=text,
        copied=view.world.copied,
    )


@router.get("/reports/{report_id:path}")
def report(request: Request, report_id: str, as_of: AsOf = None) -> HTMLResponse:
    """One report: its text with every slot marked, its claims beside it."""
    pages = page.of(request)
    view = pages.desk.view(as_of)
    coded, held = view.coded.get(report_id), view.held.get(report_id)
    if coded is None or held is None:
        raise RecordError("The record holds no such report, or it was not out at this moment.")
    origin = next((c for c in view.world.copies if c.report == report_id), None)
    later = next((c for c in view.world.copies if c.origin == report_id and c.relation == "version"), None)
    decided = [
        (each, d) for each in view.read.values() if each.held.report.id == report_id
        for d in view.decisions.get(each.claim.id, ())
    ]  # fmt: skip
    return pages.show(
        request, "report.html", view, held=held, report=held.report, body=pages.desk.look.report(coded),
        origin=origin, later=later, decided=decided,
    )  # fmt: skip


@router.get("/originals/{report_id:path}")
def original(request: Request, report_id: str) -> Response:
    """The bytes that a report was read from, as a file to keep: never shown as a page of this address."""
    data = page.of(request).desk.record.original(report_id)
    if data is None:
        raise RecordError("The record holds no original of such a report.")
    headers = {"Content-Disposition": 'attachment; filename="original.txt"'}
    return Response(data, media_type="application/octet-stream", headers=headers)


@router.get("/claims/{claim_id}")
def claim(request: Request, claim_id: str, as_of: AsOf = None) -> HTMLResponse:
    """One claim: its words, its chain, its report, what became of its figure, what persons decided."""
    pages = page.of(request)
    view = pages.desk.view(as_of)
    read = view.read.get(claim_id)
    if read is None:
        raise RecordError("The record holds no such claim, or it was not out at this moment.")
    now = view.claims.get(claim_id)
    fate = view.fates.get(claim_id)
    inside = next((i for i in view.incidents if claim_id in i.claims), None)
    return pages.show(
        request, "claim.html", view, read=read.claim, now=now[0] if now else None, report=read.held.report,
        model=read.model, entry=view.entries.get(fate.entry) if fate else None, fate=fate, incident=inside,
        decided=view.decisions.get(claim_id, ()),
    )  # fmt: skip


@router.get("/sources")
def sources(request: Request, as_of: AsOf = None) -> HTMLResponse:
    """Who claimed what, what of it was withdrawn or contradicted."""
    pages = page.of(request)
    view = pages.desk.view(as_of)
    return pages.show(request, "sources.html", view, found=view.sources[:_LISTED], total=len(view.sources))


def standing(toll: Toll) -> tuple[str, list[TollEntry]]:
    """The range that the current figures span, in words, and the last entry of each claimant."""
    whole = [e for e in toll.current() if e.scope == "total" and e.place is None] or list(toll.current())
    lows = [v for e in whole for v in (e.low, e.high) if v is not None]
    words = (
        f"{min(lows):,}–{max(lows):,}" if lows and min(lows) != max(lows) else f"{lows[0]:,}" if lows else "–"
    )
    if any(e.high is None and e.low == max(lows, default=None) for e in whole):
        words += "+"
    last = {(e.claimant, e.status): e for e in toll.entries if e in whole or e.status == "withdrawn"}
    return words, sorted(last.values(), key=lambda e: (e.status == "withdrawn", -(e.low or e.high or 0)))


def by_claimant(toll: Toll) -> list[tuple[str, list[TollEntry]]]:
    """The entries of each claimant, in the order in which they were given."""
    found: dict[str, list[TollEntry]] = defaultdict(list)
    for entry in toll.entries:
        found[entry.claimant].append(entry)
    return sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))


def _told(view: View, report_id: str) -> list[Claim]:
    return [c for c in view.coded[report_id].claims if not view.world.copied.get(report_id)]


def _by_say_so(
    view: View, claims: Iterable[str]
) -> list[tuple[str, list[tuple[Claim, str]], list[tuple[Claim, str]]]]:
    """Claimant → the claims in words of their own, and those in copies of reports printed elsewhere before."""
    found: dict[str, tuple[list[tuple[Claim, str]], list[tuple[Claim, str]]]] = {}
    for claim_id in claims:
        claim, report_id = view.claims[claim_id]
        name = _speaker(view, claim, report_id)
        first, copied = found.setdefault(name, ([], []))
        (copied if view.world.copied.get(report_id) else first).append((claim, report_id))
    ordered = sorted(found.items(), key=lambda pair: (-len(pair[1][0]), pair[0]))
    return [(name, first, copied) for name, (first, copied) in ordered]


def _speaker(view: View, claim: Claim, report_id: str) -> str:
    """Whose say-so it is, under the name that its figures stand under too."""
    if not claim.says:
        report = view.coded[report_id].report
        return f"{report.publisher or report.agency or 'unknown house'} (own voice)"
    if claim.says[0].unnamed:
        return "unnamed"
    return view.world.claimants.label(report_id, claim.says[0])
