"""What stands before every page: which hosts and origins may ask, how much may be sent, what the browser may do."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
from collections.abc import Collection, Mapping
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.serve.person import person_of

LARGEST_FORM: Final = 64 * 1024
LARGEST_REPORT: Final = 5 * 1024 * 1024
SLOWEST_FORM: Final = 15.0  # seconds
SLOWEST_REPORT: Final = 60.0
LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
COOKIE: Final = "sayso_form"
_POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; worker-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS: Final = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_TOO_MUCH: Final = "More was sent than is taken."
_CLOSE: Final = {"Connection": "close"}
SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})


class Refused(Exception):
    """A request that is not answered: the sentence for whoever asked, the status, further headers."""

    def __init__(self, sentence: str, status: int, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status
        self.headers = dict(headers or {})


class Guard:
    """ASGI middleware. A request under a foreign name (DNS rebinding), from another site, or too large is refused.

    ``hosts``: the names under which this desk may be asked.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self.app = app
        self.hosts = frozenset(h.lower() for h in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request or hand it on, with the security headers on whatever comes back."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-cache")
                if scope["scheme"] == "https":
                    headers.setdefault("Strict-Transport-Security", f"max-age={365 * 24 * 3600}")
            await send(message)

        await (self._refusal(scope) or self.app)(scope, receive, guarded)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if _name(f"http://{host}") not in self.hosts:
            return _refuse("This address does not belong to this record.", 421)
        if scope["method"] in SAFE:
            return None
        origin = headers.get("origin")
        if origin is not None and _netloc(origin) != host.lower():
            return _refuse("Another site may not change this record.", 403)
        if headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}:
            return _refuse("Another site may not change this record.", 403)
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit() or int(length) > _limit(scope["path"]):
            return _refuse(_TOO_MUCH, 413)
        return None


class Tokens:
    """Form tokens: bound to the session of whoever is signed in, else to the cookie of the browser that got the form
    and to this run of the program."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def cookie(self, request: Request) -> str:
        """The browser's cookie, or a new one for it."""
        given = request.cookies.get(COOKIE, "")
        return given if 20 <= len(given) <= 64 else secrets.token_urlsafe(24)

    def token(self, request: Request, cookie: str) -> str:
        """What the form must send back."""
        bound = person_of(request).form
        return bound or hmac.new(self._key, cookie.encode(), hashlib.sha256).hexdigest()

    def fits(self, request: Request, token: str) -> bool:
        """True if the form came from a page that this program sent to this browser, to this session of it."""
        cookie = request.cookies.get(COOKIE, "")
        if not cookie and not person_of(request).form:
            return False
        return hmac.compare_digest(self.token(request, cookie).encode(), token.encode())


def _refuse(sentence: str, status: int) -> Response:
    return PlainTextResponse(sentence + "\n", status)


def _limit(path: str) -> int:
    return LARGEST_REPORT if path.startswith("/api/") else LARGEST_FORM


def _name(address: str) -> str:
    """The host without its port, in lower case; empty for what is no address."""
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def _netloc(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""


async def whole(scope: Scope, receive: Receive) -> bytes:
    """All that is sent. Raises Refused as soon as it is more than is taken, whatever length was announced, where it
    comes too slowly, and where the connection ends in the middle of it: half a report is none."""
    limit, found = _limit(scope["path"]), bytearray()
    try:
        async with asyncio.timeout(SLOWEST_REPORT if limit == LARGEST_REPORT else SLOWEST_FORM):
            while True:
                message = await receive()
                if message["type"] != "http.request":
                    raise Refused("The connection ended before all was sent.", 400, _CLOSE)
                found += message.get("body", b"")
                if len(found) > limit:
                    raise Refused(_TOO_MUCH, 413, _CLOSE)
                if not message.get("more_body", False):
                    return bytes(found)
    except TimeoutError:
        raise Refused("What is sent comes too slowly.", 408, _CLOSE) from None


def again(body: bytes, receive: Receive) -> Receive:
    """``receive`` that first gives the body that was read already."""
    given = False

    async def first() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return first
