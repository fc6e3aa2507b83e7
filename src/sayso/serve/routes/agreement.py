"""Agreement of reviewers, as a page and as JSON."""

from __future__ import annotations

from dataclasses import asdict

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from sayso.serve import page
from sayso.serve.agreement import Agreement, agreements
from sayso.serve.routes.api import answer
from sayso.serve.view import View

router = APIRouter()


@router.get("/agreement", include_in_schema=False)
def shown(request: Request) -> HTMLResponse:
    """How far each two reviewers agree, slot by slot, and where they differ."""
    pages = page.of(request)
    view = pages.desk.view()
    found = _found(view)
    view.fetch(claim for each in found for claim, _ in each.differ[:50])
    return pages.show(request, "agreement.html", view, found=found)


@router.get("/api/v1/agreement", tags=["decisions"])
def told(request: Request) -> Response:
    """Each two reviewers with claims that both decided, one of them without seeing the other's decision: the share on
    which they agree, Cohen's kappa, F1 by slot, and the claims on which they differ."""
    view = page.of(request).desk.view()
    rows = []
    for each in _found(view):
        row = asdict(each)
        row["differ"] = [{"claim": claim, "slots": slots} for claim, slots in each.differ]
        rows.append(row)
    return answer(request, view, {"agreement": rows})


def _found(view: View) -> list[Agreement]:
    twice = {claim: taken for claim, taken in view.decisions.items() if len({d.by for d in taken}) > 1}
    view.read.fetch(twice)
    return agreements({claim: view.read[claim].claim for claim in twice if claim in view.read}, twice)
