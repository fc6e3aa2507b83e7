"""``/api/v1/decisions``: what persons decided about claims, reports, incidents and sources; one more can be taken."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Literal

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from sayso.core.decision import Decision, standing
from sayso.serve import page
from sayso.serve.access import tell
from sayso.serve.described import ALWAYS, LISTED, NOT_FOUND, REFUSED
from sayso.serve.routes.api import Cursor, Json, Limit, answer, cut

router = APIRouter(prefix="/api/v1/decisions", tags=["decisions"], responses=ALWAYS)
_Id = Annotated[str, Field(min_length=1, max_length=200)]


class Taking(BaseModel):
    """A decision that is to be taken. ``about``: ids of claims (or reports, a source, decisions); ``value``: in words
    or as JSON; null in a correction empties the slot."""

    model_config = ConfigDict(extra="forbid")

    verb: Literal["confirm", "correct", "reject", "merge", "split", "copy", "not_copy", "source_kind", "undo"]
    about: Annotated[list[_Id], Field(min_length=1, max_length=100)]
    why: Annotated[str, Field(max_length=2000)] = ""
    slot: Annotated[str | None, Field(max_length=40)] = None
    value: Annotated[str | None, Field(max_length=2000)] = None


@router.get("", responses=LISTED)
def decisions(request: Request, limit: Limit = 100, cursor: Cursor = "") -> Response:
    """All decisions in the order in which they were taken, also those undone; ``holds`` says whether it stands."""
    desk = page.of(request).desk
    view = desk.view()
    taken = desk.record.decisions()
    held = {d.id for d in standing(taken)}
    some, following = cut(taken, cursor, limit)
    rows = [_row(d) | {"holds": d.id in held} for d in some]
    return answer(request, view, {"decisions": rows, "total": len(taken), "next": following})


@router.post("", status_code=201, responses=NOT_FOUND | REFUSED)
def take(request: Request, taking: Taking) -> JSONResponse:
    """Take a decision, under the name of whoever asks; gives back the decision with its id."""
    taken = page.of(request).desk.record.take(
        taking.verb,
        *taking.about,
        by=page.by(request),
        why=taking.why.strip(),
        slot=taking.slot,
        value=taking.value,
    )
    tell(request, f"decided: {taken.verb}", f"{taken.id}: {' '.join(taken.about)} {taken.slot or ''}".strip())
    return JSONResponse(_row(taken), 201)


def _row(decision: Decision) -> Json:
    return {"id": decision.id, **asdict(decision)}
