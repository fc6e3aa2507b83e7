"""Who may do what: the one place that every request passes; what is not named here is closed to the unknown."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.serve import log, sessions
from sayso.serve.accounts import Accounts
from sayso.serve.guard import SAFE, Refused, Tokens, again, whole
from sayso.serve.limits import API, BAD_TOKEN, WRITES, Limits, Rate, network
from sayso.serve.person import NOBODY, Person

_OPEN: Final = frozenset({"/sign-in", "/health"})
_OWN: Final = ("/account", "/sign-out")
_SECRET: Final = frozenset({"token", "password", "old", "new", "again"})
_FORMS: Final = ("application/x-www-form-urlencoded", "multipart/form-data")
_AGAIN: Final = 15.0  # seconds after which a long answer asks anew whether its reader may still read
STALE: Final = (
    "This form is no longer valid: go back, load the page again and repeat it. Nothing was changed."
)


def needed(method: str, path: str) -> str | None:
    """The role that a request needs; None for what is open to all: signing in, whether it runs, style sheets."""
    if path in _OPEN or path.startswith("/static/"):
        return None
    if _within(path, "/accounts"):
        return "admin"
    if any(_within(path, own) for own in _OWN):
        return "reader"
    if _within(path, "/review"):
        return "reviewer"
    return "reader" if method in SAFE else "reviewer"


@dataclass(frozen=True, slots=True)
class Gate:
    """The accounts of a desk, how often what may be done, and whether people reach it by TLS through a proxy."""

    accounts: Accounts
    limits: Limits = field(default_factory=Limits)
    secure: bool = False


class Access:
    """ASGI middleware. Finds who asks, refuses what they may not, writes down what they change.

    Without a ``gate`` there are no accounts: whoever asks is ``owner``, who sits at this machine. ``refuse`` makes a
    page or JSON of a sentence and a status.
    """

    def __init__(
        self,
        app: ASGIApp,
        gate: Gate | None,
        owner: str,
        tokens: Tokens,
        refuse: Callable[[Request, str, int], Response],
    ) -> None:
        self.app = app
        self.gate = gate
        self.owner = Person(owner, "admin")
        self.tokens = tokens
        self.refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request or hand it on with `person_of` set."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if self.gate and self.gate.secure:
            scope["scheme"] = "https"
        request = Request(scope)
        state = scope.setdefault("state", {})
        state["person"] = NOBODY if self.gate else self.owner
        answer = self.app
        try:
            state["person"] = person = await self._admitted(request)
            if scope["method"] not in SAFE:
                body = await whole(scope, receive)
                receive = again(body, receive)
                await self._check_form(Request(scope, again(body, receive)), person)
        except Refused as refused:
            answer = self._refusal(request, refused)
        sender = self._noting(request, send) if self.gate else send
        await answer(scope, receive, sender)

    async def _admitted(self, request: Request) -> Person:
        """Who asks, if they may. Raises Refused."""
        if self.gate is None:
            return self.owner
        person = await run_in_threadpool(who, self.gate, request)
        method, path = request.method, request.url.path
        role = needed(method, path)
        request.state.person = person
        if role and not person.known:
            raise Refused("Sign in first; nothing was changed.", 401)
        if role and not person.may(role):
            raise Refused(f"This needs the role {role}; yours is {person.role}.", 403)
        if person.known and method not in SAFE:
            _hold(self.gate, ("write", person.name), WRITES)
        if person.known and path.startswith("/api/"):
            _hold(self.gate, ("api", person.token or person.name), API)
        return person

    async def _check_form(self, request: Request, person: Person) -> None:
        """A change comes from a page of ours, or from a program. Raises Refused."""
        program = request.url.path.startswith("/api/")
        if person.token or (program and person.local):
            return
        given = request.headers.get("x-sayso-token")
        if given is None:
            kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
            if kind not in _FORMS:
                raise (
                    Refused(STALE, 403) if program or not kind else Refused("Only forms are taken here.", 415)
                )
            try:
                sent = await request.form(max_files=4, max_fields=100)
            except HTTPException:
                raise Refused("This is no form.", 400) from None
            request.state.fields = {k: v for k, v in sent.items() if isinstance(v, str)}
            given = request.state.fields.get("token", "")
        if not self.tokens.fits(request, given):
            raise Refused(STALE, 403)

    def _refusal(self, request: Request, refused: Refused) -> Response:
        page = not request.url.path.startswith("/api/")
        if refused.status == 401 and page and request.method in SAFE:
            asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            return RedirectResponse(f"/sign-in?next={quote(asked, safe='')}", 303)
        response = self.refuse(request, refused.sentence, refused.status)
        response.headers.update(refused.headers)
        if refused.status == 401:
            response.headers["WWW-Authenticate"] = "Bearer"
        return response

    def _noting(self, request: Request, send: Send) -> Send:
        """``send`` that writes a change down before whoever asked is told that it was made."""
        assert self.gate
        gate, path, checked, over = self.gate, request.url.path, time.monotonic(), False

        async def noting(message: Message) -> None:
            nonlocal checked, over
            person: Person = request.state.person
            if message["type"] == "http.response.start":
                _keep_private(message, path)
                if request.method not in SAFE and person.known:
                    address = address_of(request)
                    await run_in_threadpool(
                        log.add, gate.accounts, person.name, address, *_done(request, message)
                    )
            elif message.get("more_body") and person.known and time.monotonic() - checked > _AGAIN:
                checked = time.monotonic()
                now = await run_in_threadpool(_still, gate, request)
                if not now.may(needed(request.method, path) or "reader"):
                    message = {"type": "http.response.body", "body": b"", "more_body": False}
            if over:
                return
            over = message["type"] == "http.response.body" and not message.get("more_body")
            await send(message)

        return noting


def who(gate: Gate, request: Request) -> Person:
    """Whose token or session comes with a request. Raises Refused for a token that is not good."""
    given = request.headers.get("authorization")
    if given is not None:
        scheme, _, secret = given.partition(" ")
        found = sessions.bearer(gate.accounts, secret.strip()) if scheme.lower() == "bearer" else None
        if found is None:
            _hold(gate, ("token", network(address_of(request))), BAD_TOKEN)
            raise Refused("This token is not good: unknown, ended or revoked.", 401)
        return found
    secret = request.cookies.get(cookie_name(request), "")
    return (sessions.resume(gate.accounts, secret) if secret else None) or NOBODY


def tell(request: Request, what: str, about: str = "") -> None:
    """What a change was, in words, for the log; otherwise the log has its address and its form's fields."""
    request.state.told = (what, about)


def cookie_name(request: Request) -> str:
    """The cookie of the session; by TLS under a prefix with which no other host can set it (RFC 6265bis)."""
    return "__Host-sayso_session" if request.url.scheme == "https" else "sayso_session"


def address_of(request: Request) -> str:
    """From where a request comes."""
    return request.client.host if request.client else ""


def _hold(gate: Gate, key: tuple[str, str], rate: Rate) -> None:
    seconds = gate.limits.wait(key, rate)
    if seconds:
        wait = str(math.ceil(seconds))
        raise Refused(f"That is too often; try again in {wait} s.", 429, {"Retry-After": wait})


def _still(gate: Gate, request: Request) -> Person:
    try:
        return who(gate, request)
    except Refused:
        return NOBODY


def _done(request: Request, message: Message) -> tuple[str, str]:
    status = message["status"]
    told = getattr(request.state, "told", None)
    if told and status < 400:
        return told[0], told[1]
    fields: Mapping[str, str] = getattr(request.state, "fields", {})
    about = ", ".join(f"{k}={v[:200]}" for k, v in fields.items() if v and k not in _SECRET)
    if status < 400 and "verb" in fields:
        return f"decided: {fields['verb'][:40]}", about
    return f"{request.method} {request.url.path[:200]} ({status})", about


def _keep_private(message: Message, path: str) -> None:
    """Nothing of a record with accounts stays in a cache, nor in the browser after signing out."""
    if path.startswith("/static/"):
        return
    headers = MutableHeaders(scope=message)
    headers["Cache-Control"] = "private, no-cache" if path.startswith("/api/") else "no-store"
    headers.add_vary_header("Cookie")
    headers.add_vary_header("Authorization")


def _within(path: str, start: str) -> bool:
    return path == start or path.startswith(start + "/")
