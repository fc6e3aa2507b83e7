"""The page that searches claims: full text and facets, all of it in the address."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from sayso.core.claim import STANCES
from sayso.core.figure import MEASURES
from sayso.core.kinds import KINDS
from sayso.record import pick
from sayso.serve import page
from sayso.serve.asked import STATES, Asked, asked, facets, only, state_of

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
    filters = wanted.filters()
    view = pages.desk.view(wanted.as_of)
    store = pages.desk.record.store
    found = pick.page(store, filters, only(wanted.state, view.decisions), (at - 1) * _A_PAGE, _A_PAGE)
    view.fetch(s.claim.id for s in found.claims)
    return pages.show(
        request, "search.html", view, wanted=wanted, total=found.total, found=[view.left(s) for s in found.claims],
        at=at, last=max(1, -(-found.total // _A_PAGE)), facets=facets(view, wanted, found.total), state_of=state_of,
        choices={"kind": tuple(KINDS), "measure": MEASURES, "stance": STANCES, "state": STATES},
    )  # fmt: skip
