"""The app: the addresses, the guard before them, and errors as pages or JSON."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from typing import Any, Final

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.security import HTTPBearer
from starlette.exceptions import HTTPException

from sayso import __version__
from sayso.core.errors import FormatError, RecordError, SaysoError, UsageError
from sayso.records import Record
from sayso.serve import page
from sayso.serve.access import Access, Gate
from sayso.serve.aside import Working
from sayso.serve.assets import serve_static
from sayso.serve.described import WITH_ACCOUNTS
from sayso.serve.desk import Desk, Look
from sayso.serve.guard import LOOPBACK, Guard
from sayso.serve.page import Pages
from sayso.serve.person import person_of
from sayso.serve.post import UnknownType
from sayso.serve.routes import (
    access,
    agreement,
    api,
    beside,
    decisions,
    events,
    reading,
    reports,
    review,
    search,
)
from sayso.serve.view import BLANK

_BEARER: Final = HTTPBearer(auto_error=False, description="a token: sayso accounts token, or /account")
"""Only tells that there are tokens; what they open is `sayso.serve.access`'s to say."""
_STATUS: Final = {Working: 503, UnknownType: 415, RecordError: 404, UsageError: 400, FormatError: 400}


def make_app(
    record: Record, look: Look, by: str, hosts: Collection[str] = LOOPBACK, gate: Gate | None = None
) -> FastAPI:
    """The app over an open record. ``by``: who decides where there are no accounts; ``hosts``: names under which it may
    be asked; ``gate``: the accounts, without which whoever asks may do all."""
    pages = Pages(Desk(record, look, by))

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        pages.desk.close()

    app = FastAPI(
        title="sayso",
        lifespan=lifespan,
        version=__version__,
        description="What is said to have happened, where, when, how many, and on whose say-so.",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,  # their pages are made of scripts from other hosts
        redoc_url=None,
        exception_handlers={
            SaysoError: _told,
            HTTPException: _missed,
            RequestValidationError: _misused,
        },
    )
    app.state.pages = pages
    app.state.gate = gate
    further: dict[str, Any] = {"responses": WITH_ACCOUNTS, "dependencies": [Depends(_BEARER)]} if gate else {}
    for part in (api, beside, decisions, agreement, events, reading, reports, search, review):
        app.include_router(part.router, **further)
    if gate:
        app.include_router(access.router)
    serve_static(app, look)
    _serve_health(app)
    # The last one added comes first.
    app.add_middleware(Access, gate=gate, owner=by, tokens=pages.tokens, refuse=_page)
    app.add_middleware(Guard, hosts=hosts)
    return app


def _serve_health(app: FastAPI) -> None:
    """For whatever looks whether the desk runs: open to all, and says nothing of the record."""

    @app.get("/health", include_in_schema=False)
    def health(request: Request) -> Response:
        try:
            page.of(request).desk.version()
        except SaysoError:
            return JSONResponse({"status": "the record cannot be read"}, 503)
        return JSONResponse({"status": "ok"})


async def _told(request: Request, error: Exception) -> Response:
    status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 400)
    return _page(request, str(error), status)


async def _missed(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    sentence = "There is no such page." if status == 404 else "This address does not take that."
    return _page(request, sentence, status)


async def _misused(request: Request, error: Exception) -> Response:
    wrong = error.errors() if isinstance(error, RequestValidationError) else []
    said = "; ".join(f"{'.'.join(str(x) for x in e['loc'][1:])}: {e['msg']}" for e in wrong)
    return _page(request, f"This cannot be asked: {said}.", 422)


def _page(request: Request, sentence: str, status: int) -> Response:
    # Whoever came while the record was compared is asked to come again, by the header alone: scripts are not needed.
    again = {"Retry-After": "3", "Refresh": "3"} if status == _STATUS[Working] else {}
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": sentence}, status, again)
    pages = page.of(request)
    if not person_of(request).known:
        return pages.plain(request, "sign_in.html", status, sentence=sentence, onward="/", tried="")
    shown = pages.show(request, "error.html", BLANK, status, sentence=sentence)
    shown.headers.update(again)
    return shown
