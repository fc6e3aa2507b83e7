"""The page that reviews: one undecided claim at a time, and what a person decides about it."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sayso.core.decided import SLOTS
from sayso.core.decision import Decision, standing
from sayso.core.errors import SaysoError
from sayso.record.search import Filters
from sayso.serve import page
from sayso.serve.page import Pages

router = APIRouter(include_in_schema=False)
_RECENT: Final = 12
_VERBS: Final = ("confirm", "correct", "reject")
_Words = Annotated[str, Form(max_length=2000)]


@router.get("/review")
def review(
    request: Request,
    skip: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    claim: Annotated[str, Query(max_length=80)] = "",
) -> HTMLResponse:
    """The claim that should be looked at first, or the one that is named."""
    return _page(page.of(request), request, skip, claim)


@router.post("/review")
def decide(
    request: Request,
    token: _Words,
    claim: _Words,
    verb: _Words,
    why: _Words = "",
    slot: _Words = "",
    value: _Words = "",
    empty: _Words = "",
) -> Response:  # fmt: skip
    """Take the decision and go on to the next claim; what cannot be meant is told and nothing is kept."""
    pages = page.of(request)
    if not pages.tokens.fits(request, token):
        return pages.show(request, "error.html", pages.desk.view(), 403, sentence=_STALE)
    corrects = verb == "correct"
    try:
        if verb not in _VERBS:
            raise _Refused(f"A claim can be confirmed, corrected or rejected, not {verb!r}.")
        if corrects and not value.strip() and not empty:
            raise _Refused("Give the right value, or tick that the slot is empty.")
        pages.desk.record.take(
            verb,
            claim,
            by=page.by(request),
            why=why.strip(),
            slot=slot if corrects else None,
            value=value.strip() if corrects and not empty else None,
        )
    except SaysoError as error:
        return _page(pages, request, 0, claim, sentence=str(error), status=400)
    # A claim that was corrected may need a further correction: it stays in sight.
    return RedirectResponse(f"/review?claim={claim}" if corrects else "/review", 303)


@router.post("/undo")
def undo(request: Request, token: _Words, decision: _Words) -> Response:
    """Take a decision back; that is kept too."""
    pages = page.of(request)
    if not pages.tokens.fits(request, token):
        return pages.show(request, "error.html", pages.desk.view(), 403, sentence=_STALE)
    taken = next((d for d in pages.desk.record.decisions() if d.id == decision), None)
    pages.desk.record.take("undo", decision, by=page.by(request))
    about = taken.about[0] if taken and taken.verb in _VERBS else ""
    return RedirectResponse(f"/review?claim={about}" if about else "/review", 303)


_STALE: Final = (
    "This form is no longer valid: go back, load the page again and repeat it. Nothing was changed."
)


class _Refused(SaysoError):
    """What was sent cannot be meant."""


def _page(
    pages: Pages, request: Request, skip: int, claim: str, *, sentence: str = "", status: int = 200
) -> HTMLResponse:
    view = pages.desk.view()
    queue = pages.desk.record.queue(Filters())
    chosen = next((w for w in queue if w.said.claim.id == claim), None)
    said = chosen.said if chosen else view.read.get(claim)
    if said is None and queue and not claim:
        skip = min(skip, len(queue) - 1)
        chosen = queue[skip]
        said = chosen.said
    now = view.claims.get(said.claim.id) if said else None
    recent: list[Decision] = [d for d in standing(pages.desk.record.decisions()) if d.verb in _VERBS]
    return pages.show(
        request, "review.html", view, status, waiting=len(queue), skip=skip, said=said, chosen=chosen,
        now=now[0] if now else None, decided=view.decisions.get(said.claim.id, ()) if said else (),
        around=_around(said.held.report.text, said.claim.quote.start, said.claim.quote.end) if said else None,
        recent=recent[::-1][:_RECENT], slots=SLOTS, sentence=sentence,
    )  # fmt: skip


def _around(text: str, start: int, end: int, reach: int = 320) -> tuple[str, str]:
    """The text before and after a quote, from and to the edge of a word."""
    before, after = text[max(0, start - reach) : start], text[end : end + reach]
    if start > reach:
        before = "… " + before.split(" ", 1)[-1]
    if end + reach < len(text):
        after = after.rsplit(" ", 1)[0] + " …"
    return before, after
