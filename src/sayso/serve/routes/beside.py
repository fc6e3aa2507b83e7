"""``/api/v1``: what pages show beside claims: facets of a search, the review queue, which report copies which."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from sayso.record import pick
from sayso.serve import page
from sayso.serve.asked import Asked, asked, only
from sayso.serve.asked import facets as counted
from sayso.serve.described import ALWAYS, LISTED, REFUSED
from sayso.serve.routes.api import AsOf, Cursor, Limit, answer, next_after, start_of

router = APIRouter(prefix="/api/v1", responses=ALWAYS)


@router.get("/facets", tags=["claims"], responses=REFUSED)
def facets(request: Request, wanted: Annotated[Asked, Depends(asked)]) -> Response:
    """How many claims pass a search, and for each facet its commonest values with how many each would leave."""
    desk = page.of(request).desk
    filters = wanted.filters()
    view = desk.view(wanted.as_of)
    total = pick.count(desk.record.store, filters, only(wanted.state, view.decisions))
    found = {
        name: [{"value": value, "claims": number} for value, number in values]
        for name, values in counted(view, wanted, total)
    }
    return answer(request, view, {"facets": found, "total": total})


@router.get("/queue", tags=["decisions"], responses=LISTED)
def queue(request: Request, limit: Limit = 100, cursor: Cursor = "") -> Response:
    """The claims that wait for a person, the least sure and most consequential first, each with the reason why."""
    start = start_of(cursor)
    view = page.of(request).desk.view()
    total = view.kept.count_waiting(view.decisions)
    rows = [
        {"claim": claim, "because": why} for claim, why in view.kept.waiting(view.decisions, start, limit)
    ]
    return answer(request, view, {"queue": rows, "total": total, "next": next_after(start + limit, total)})


@router.get("/copies", tags=["reports"], responses=LISTED)
def copies(
    request: Request,
    as_of: AsOf = None,
    report: Annotated[
        str, Query(max_length=300, description="of this report alone, as copy or as origin")
    ] = "",
    limit: Limit = 100,
    cursor: Cursor = "",
) -> Response:
    """Which report descends from which (a copy, a part, a later version), by which share of its words, and why."""
    start = start_of(cursor)
    view = page.of(request).desk.view(as_of)
    total, some = view.kept.copies(report, start, limit)
    rows = [asdict(copy) for copy in some]
    return answer(request, view, {"copies": rows, "total": total, "next": next_after(start + limit, total)})
