"""Pages of reports and of single claims: the words, and what stands where in them."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from sayso.core.errors import RecordError
from sayso.record import pick
from sayso.record.search import Filters
from sayso.serve import page
from sayso.serve.asked import plain

router = APIRouter(include_in_schema=False)
AsOf = Annotated[str | None, Query(max_length=40)]
_LISTED: Final = 100


@router.get("/reports")
def reports(
    request: Request,
    as_of: AsOf = None,
    text: Annotated[str, Query(max_length=300)] = "",
    at: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> HTMLResponse:
    """All reports, the newest first; ``text`` searches in them."""
    pages = page.of(request)
    view = pages.desk.view(as_of)
    store = pages.desk.record.store
    wanted = Filters(as_of=view.as_of, text=plain(text) or None)
    total, held = pick.reports_page(store, wanted, (at - 1) * _LISTED, _LISTED)
    view.copied.fetch(h.report.id for h in held)
    return pages.show(
        request, "reports.html", view, held=held, total=total, text=text, at=at, last=max(1, -(-total // _LISTED)),
        claims=pick.claim_counts(store, [h.number for h in held]),
    )  # fmt: skip


@router.get("/reports/{report_id:path}")
def report(request: Request, report_id: str, as_of: AsOf = None) -> HTMLResponse:
    """One report: its text with every slot marked, its claims beside it."""
    pages = page.of(request)
    view = pages.desk.view(as_of)
    coded, held = view.coded.get(report_id), view.held.get(report_id)
    if coded is None or held is None:
        raise RecordError("The record holds no such report, or it was not out at this moment.")
    origin, later = view.kept.lineage(report_id)
    read = pick.coded_by_id(pages.desk.record.store, report_id, view.as_of)
    told = read.claims if read else ()
    decided = [(each, d) for each in told for d in view.decisions.get(each.id, ())]
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


@router.get("/texts/{report_id:path}")
def text(request: Request, report_id: str) -> Response:
    """The bytes that a report was read from, shown as they are: plain text, whatever they hold."""
    data = page.of(request).desk.record.original(report_id)
    if data is None:
        raise RecordError("The record holds no original of such a report.")
    shown = data.decode("utf-8", "replace").replace("\x00", "\ufffd")
    return Response(shown, media_type="text/plain; charset=utf-8")


@router.get("/claims/{claim_id}")
def claim(request: Request, claim_id: str, as_of: AsOf = None) -> HTMLResponse:
    """One claim: its words, its chain, its report, what became of its figure, what persons decided."""
    pages = page.of(request)
    view = pages.desk.view(as_of)
    read = view.read.get(claim_id)
    if read is None:
        raise RecordError("The record holds no such claim, or it was not out at this moment.")
    now, fate, fact = view.claims.get(claim_id), view.fates.get(claim_id), view.facts.get(claim_id)
    inside = view.kept.incidents("id = ?", fact.incident, most=1) if fact and fact.incident else []
    return pages.show(
        request, "claim.html", view, read=read.claim, now=now[0] if now else None, report=read.held.report,
        model=read.model, entry=view.entries.get(fate.entry) if fate else None, fate=fate,
        toll=view.kept.toll_of_entry(fate.entry) if fate else None, incident=inside[0] if inside else None,
        decided=view.decisions.get(claim_id, ()),
    )  # fmt: skip
