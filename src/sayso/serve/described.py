"""How the API describes itself beyond its parameters: what it answers besides JSON, and how it refuses."""

from __future__ import annotations

from typing import Any, Final, TypeAlias

from pydantic import BaseModel

Responses: TypeAlias = dict[int | str, dict[str, Any]]


class Told(BaseModel):
    """What is wrong, in a sentence."""

    error: str


def _told(description: str) -> dict[str, Any]:
    return {"model": Told, "description": description}


ALWAYS: Final[Responses] = {422: _told("A parameter has no such form; `error` says which.")}
WITH_ACCOUNTS: Final[Responses] = {
    401: _told("Neither signed in nor with a token that is good."),
    403: _told("One's role does not allow it, or a change comes from elsewhere."),
    429: _told("Too often; `Retry-After` says how many seconds to wait."),
}
REFUSED: Final[Responses] = {400: _told("What is asked cannot be meant; `error` says why.")}
NOT_FOUND: Final[Responses] = {404: _told("The record holds nothing of this id.")}
LISTED: Final[Responses] = {200: {"description": "A page of them."}, **REFUSED}
TABLE: Final[Responses] = {
    200: {
        "description": "A page of them; of CSV the next cursor stands in `X-Next-Cursor`.",
        "content": {"application/json": {}, "text/csv": {"schema": {"type": "string"}}},
    },
    **REFUSED,
}
SHAPE: Final[Responses] = {
    200: {"description": "A page of them.", "content": {"application/json": {}, "application/geo+json": {}}},
    **REFUSED,
}
FORM: Final[Responses] = {
    200: {
        "description": "A page of them; of CSV the next cursor stands in `X-Next-Cursor`.",
        "content": {
            "application/json": {},
            "text/csv": {"schema": {"type": "string"}},
            "application/geo+json": {},
        },
    },
    **REFUSED,
}
