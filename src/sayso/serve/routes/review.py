"""The page that reviews: one undecided claim at a time, and what a person decides about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sayso.core.decided import SLOTS
from sayso.core.decision import Decision, standing
from sayso.core.errors import SaysoError
from sayso.record.read import Said
from sayso.serve import page
from sayso.serve.agreement import BLIND
from sayso.serve.page import Pages
from sayso.serve.together import others, together
from sayso.serve.view import BLANK, View

router = APIRouter(include_in_schema=False)
_RECENT: Final = 12
_OF_CLAIM: Final = ("confirm", "correct", "reject")
_OF_PAIR: Final = ("merge", "split")
_AROUND: Final = 320  # characters of the report shown before and after a quote
_Words = Annotated[str, Form(max_length=2000)]
_STALE: Final = (
    "This form is no longer valid: go back, load the page again and repeat it. Nothing was changed."
)


@dataclass(frozen=True, slots=True)
class _At:
    """Where in which queue somebody is: ``skip`` claims are passed over; ``second``: claims that others decided."""

    skip: int = 0
    claim: str = ""
    second: bool = False


@router.get("/review")
def review(
    request: Request,
    skip: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    claim: Annotated[str, Query(max_length=80)] = "",
    second: bool = False,
) -> HTMLResponse:
    """The claim that should be looked at first, or the one that is named. ``second``: one that somebody else decided
    about, without what was decided."""
    return _page(page.of(request), request, _At(skip, claim, second))


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
    other: _Words = "",
    second: _Words = "",
) -> Response:  # fmt: skip
    """Take the decision and go on to the next claim; what cannot be meant is told and nothing is kept."""
    pages = page.of(request)
    if not pages.tokens.fits(request, token):
        return pages.show(request, "error.html", BLANK, 403, sentence=_STALE)
    corrects = verb == "correct"
    reason = f"{why.strip()} {BLIND}".strip() if second else why.strip()
    try:
        if verb not in _OF_CLAIM + _OF_PAIR:
            raise _Refused(f"A claim can be confirmed, corrected, rejected, merged or split, not {verb!r}.")
        if corrects and not value.strip() and not empty:
            raise _Refused("Give the right value, or tick that the slot is empty.")
        if verb in _OF_PAIR and not other:
            raise _Refused("Choose the claim that is of the same incident, or is not.")
        pages.desk.record.take(
            verb,
            *((claim, other) if verb in _OF_PAIR else (claim,)),
            by=page.by(request),
            why=reason,
            slot=slot if corrects else None,
            value=value.strip() if corrects and not empty else None,
        )
    except SaysoError as error:
        at = _At(claim=claim, second=bool(second))
        return _page(pages, request, at, sentence=str(error), status=400)
    # A claim that was corrected or set apart may need a further decision: it stays in sight.
    query = f"?claim={claim}" if corrects or verb in _OF_PAIR else ""
    if second:
        query = f"{query}{'&' if query else '?'}second=true"
    return RedirectResponse(f"/review{query}", 303)


@router.post("/undo")
def undo(request: Request, token: _Words, decision: _Words) -> Response:
    """Take a decision back; that is kept too."""
    pages = page.of(request)
    if not pages.tokens.fits(request, token):
        return pages.show(request, "error.html", BLANK, 403, sentence=_STALE)
    taken = next((d for d in pages.desk.record.decisions() if d.id == decision), None)
    pages.desk.record.take("undo", decision, by=page.by(request))
    about = taken.about[0] if taken and taken.verb in _OF_CLAIM + _OF_PAIR else ""
    return RedirectResponse(f"/review?claim={about}" if about else "/review", 303)


class _Refused(SaysoError):
    """What was sent cannot be meant."""


def _page(pages: Pages, request: Request, at: _At, *, sentence: str = "", status: int = 200) -> HTMLResponse:
    view = pages.desk.view()
    mine = page.by(request)
    waiting, chosen = _chosen(view, mine, at)
    said = view.read.get(chosen[0]) if chosen else None
    shown = view.claims.get(said.claim.id) if said and not at.second else None
    taken = view.decisions.get(said.claim.id, []) if said else []
    recent = _recent(view, mine, second=at.second)
    view.read.fetch(d.about[0] for d in recent)
    return pages.show(
        request, "review.html", view, status, waiting=waiting, skip=at.skip, second=at.second, said=said,
        because=chosen[1] if chosen else None, now=shown[0] if shown else None,
        decided=[d for d in taken if not at.second or d.by == mine], around=_around(said) if said else None,
        same=together(view, said) if said and not at.second else [],
        others=others(view, said) if said and not at.second else [],
        recent=recent, slots=SLOTS, sentence=sentence, seconds=len(_others_decided(view, mine)),
    )  # fmt: skip


def _chosen(view: View, mine: str, at: _At) -> tuple[int, tuple[str, str | None] | None]:
    """How many claims wait, and the one at hand with the reason why it waits; None where nothing does."""
    if at.second:
        queue = _others_decided(view, mine)
        if at.claim:
            return len(queue), (at.claim, None)
        return len(queue), (queue[min(at.skip, len(queue) - 1)], None) if queue else None
    waiting = view.kept.count_waiting(view.decisions)
    if at.claim:
        undecided = at.claim not in view.decisions
        return waiting, (at.claim, view.kept.why_waiting(at.claim) if undecided else None)
    found = view.kept.waiting(view.decisions, min(at.skip, max(0, waiting - 1)), 1)
    return waiting, found[0] if found else None


def _others_decided(view: View, mine: str) -> list[str]:
    """Claims about which somebody else decided and this person did not, in the order of those decisions."""
    return [claim for claim, taken in view.decisions.items() if mine not in {d.by for d in taken}]


def _around(said: Said) -> tuple[str, str]:
    """The text before and after a quote, from and to the edge of a word."""
    text, start, end = said.held.report.text, said.claim.quote.start, said.claim.quote.end
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    if start > _AROUND:
        before = "… " + before.split(" ", 1)[-1]
    if end + _AROUND < len(text):
        after = after.rsplit(" ", 1)[0] + " …"
    return before, after


def _recent(view: View, mine: str, *, second: bool) -> list[Decision]:
    found = [
        d for d in standing(view.taken) if d.verb in _OF_CLAIM + _OF_PAIR and (not second or d.by == mine)
    ]
    return found[::-1][:_RECENT]
