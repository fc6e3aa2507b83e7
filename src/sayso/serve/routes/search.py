"""The page that searches claims: full text and facets, all of it in the address."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from sayso.core.claim import STANCES
from sayso.core.figure import MEASURES
from sayso.core.kinds import KINDS
from sayso.serve import page
from sayso.serve.asked import STATES, Asked, asked, facets, state_of

router = APIRouter(include_in_schema=False)
_A_PAGE: Final = 50


@router.get("/search")
def search(
    request: Request,
    wanted: Annotated[Asked, Depends(asked)],
    at: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> HTMLResponse:
    """The claims that pass, fifty a page, with what else would narrow them."""
    pages = page.of(request)
    view = pages.desk.view(wanted.as_of)
    found = pages.desk.record.claims(wanted.filters())
    if wanted.state:
        found = [s for s in found if state_of(s.claim.id, view.decisions) == wanted.state]
    start = (at - 1) * _A_PAGE
    return pages.show(
        request, "search.html", view, wanted=wanted, total=len(found), found=found[start : start + _A_PAGE], at=at,
        last=max(1, -(-len(found) // _A_PAGE)), facets=facets(found, view.decisions), state_of=state_of,
        choices={"kind": tuple(KINDS), "measure": MEASURES, "stance": STANCES, "state": STATES},
    )  # fmt: skip
