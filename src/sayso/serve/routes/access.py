"""Signing in and out, one's own account, and for admins all accounts and the log."""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sayso.core.errors import UsageError
from sayso.serve import log, page, sessions
from sayso.serve.access import Gate, address_of, cookie_name, tell
from sayso.serve.accounts import folded
from sayso.serve.limits import HELD_TOLD, SIGN_IN, SIGN_IN_ADDRESS, SIGN_IN_NAME, network
from sayso.serve.person import ROLES, person_of

router = APIRouter(include_in_schema=False)
_Word = Annotated[str, Form(max_length=300)]
_ONWARD: Final = re.compile(
    r"/(?![/\\])[!-\[\]-~]*"
)  # within this desk: no other host, no control characters
_WRONG: Final = "The name or the password is wrong."
_A_PAGE: Final = 200  # entries of the log


@router.get("/sign-in")
def sign_in_page(
    request: Request, onward: Annotated[str, Query(alias="next", max_length=2000)] = "/"
) -> HTMLResponse:
    """The form."""
    return _sign_in(request, onward)


@router.post("/sign-in")
def sign_in(
    request: Request,
    name: _Word,
    password: _Word,
    onward: Annotated[str, Form(alias="next", max_length=2000)] = "/",
) -> Response:
    """Open a session of a secret made now, whatever cookie came with the request."""
    gate, address = _gate(request), address_of(request)
    response: Response
    if wait := _held(gate, name, address):
        if not gate.limits.wait(("told", network(address), folded(name)), HELD_TOLD):
            log.add(gate.accounts, name.strip()[:60], address, "sign-in held back: too many attempts")
        response = _sign_in(request, onward, f"Too many attempts; try again in {_minutes(wait)}.", 429, name)
        response.headers["Retry-After"] = str(math.ceil(wait))
        return response
    account = gate.accounts.check(name.strip(), password)
    if account is None:
        log.add(gate.accounts, name.strip()[:60], address, "sign-in refused")
        return _sign_in(request, onward, _WRONG, 403, name)
    if before := person_of(request).session:
        sessions.end(gate.accounts, before)
    log.add(gate.accounts, account.name, address, "signed in")
    response = RedirectResponse(onward if _ONWARD.fullmatch(onward) else "/", 303)
    _set_session(request, response, sessions.begin(gate.accounts, account.name, address))
    return response


@router.post("/sign-out")
def sign_out(request: Request) -> Response:
    """End the session."""
    sessions.end(_gate(request).accounts, person_of(request).session)
    tell(request, "signed out")
    response = RedirectResponse("/sign-in", 303)
    response.delete_cookie(
        cookie_name(request), httponly=True, samesite="lax", secure=request.url.scheme == "https"
    )
    return response


@router.get("/account")
def account(request: Request) -> HTMLResponse:
    """One's own account: password and tokens."""
    return _account(request)


@router.post("/account/password")
def new_password(request: Request, old: _Word, new: _Word) -> Response:
    """Another password for whoever knows the present one; all their sessions end but a new one here."""
    gate, name, address = _gate(request), person_of(request).name, address_of(request)
    if wait := _held(gate, name, address):
        return _account(request, sentence=f"Too many attempts; try again in {_minutes(wait)}.", status=429)
    if not gate.accounts.check(name, old):
        return _account(request, sentence="The present password is wrong.", status=403)
    try:
        gate.accounts.set_password(name, new)
    except UsageError as error:
        return _account(request, sentence=str(error), status=400)
    tell(request, "changed the own password")
    response = RedirectResponse("/account", 303)
    _set_session(request, response, sessions.begin(gate.accounts, name, address))
    return response


@router.post("/account/tokens")
def new_token(
    request: Request, role: _Word, label: _Word = "", days: Annotated[int, Form(ge=1, le=3650)] = 365
) -> HTMLResponse:
    """A token, shown on this one answer."""
    person = person_of(request)
    if not person.session:
        return _account(request, sentence="A token cannot make a token; sign in.", status=403)
    try:
        made, secret = sessions.make_token(_gate(request).accounts, person.name, role, label.strip(), days)
    except UsageError as error:
        return _account(request, sentence=str(error), status=400)
    tell(request, "made a token", f"{made} as {role}, {days} days")
    return _account(request, secret=secret, status=201)


@router.post("/account/revoke")
def revoke_own(request: Request, which: _Word) -> Response:
    """End one of one's own tokens."""
    sessions.revoke(_gate(request).accounts, which, person_of(request).name)
    tell(request, "revoked a token", which)
    return RedirectResponse("/account", 303)


@router.get("/accounts")
def accounts(request: Request) -> HTMLResponse:
    """All accounts and tokens."""
    return _accounts(request)


@router.post("/accounts")
def change(
    request: Request, act: _Word, name: _Word = "", role: _Word = "", password: _Word = "", which: _Word = ""
) -> Response:
    """Add or remove an account, give it another role or password, revoke a token."""
    kept = _gate(request).accounts
    try:
        if act == "add":
            about = f"{kept.add(name.strip(), role, password).name} as {role}"
        elif act == "role":
            about = f"{kept.set_role(name, role).name} is now: {role}"
        elif act == "password":
            kept.set_password(name, password)
            about = f"of {kept.find(name).name}"
        elif act == "remove":
            about = kept.remove(name).name
        elif act == "revoke":
            sessions.revoke(kept, which)
            about = which
        else:
            raise UsageError(f"An account cannot be {act!r}.")
    except UsageError as error:
        return _accounts(request, sentence=str(error), status=400)
    tell(request, f"accounts: {act}", about)
    return RedirectResponse("/accounts", 303)


@router.get("/accounts/log")
def log_page(
    request: Request,
    before: Annotated[int | None, Query(ge=1, le=2**53)] = None,
    who: Annotated[str, Query(max_length=60)] = "",
) -> HTMLResponse:
    """The log, the newest first."""
    kept = _gate(request).accounts
    shown = log.entries(kept, last=_A_PAGE + 1, before=before, who=who)
    more = shown[_A_PAGE - 1].number if len(shown) > _A_PAGE else None
    return _show(request, "log.html", entries=shown[:_A_PAGE], more=more, who=who, broken=log.broken(kept))


def _sign_in(
    request: Request, onward: str, sentence: str = "", status: int = 200, tried: str = ""
) -> HTMLResponse:
    pages = page.of(request)
    return pages.plain(request, "sign_in.html", status, onward=onward, sentence=sentence, tried=tried)


def _account(request: Request, *, sentence: str = "", secret: str = "", status: int = 200) -> HTMLResponse:
    person = person_of(request)
    own = sessions.tokens(_gate(request).accounts, person.name)
    given = ROLES[: ROLES.index(person.role) + 1]
    return _show(request, "account.html", status, tokens=own, roles=given, sentence=sentence, secret=secret)


def _accounts(request: Request, *, sentence: str = "", status: int = 200) -> HTMLResponse:
    kept = _gate(request).accounts
    return _show(
        request,
        "accounts.html",
        status,
        accounts=kept.all(),
        tokens=sessions.tokens(kept),
        roles=ROLES,
        sentence=sentence,
    )


def _show(request: Request, template: str, status: int = 200, **context: Any) -> HTMLResponse:
    pages, now = page.of(request), _gate(request).accounts.clock()
    return pages.show(request, template, pages.desk.view(), status, when=_when, now=now, **context)


def _gate(request: Request) -> Gate:
    found: Gate = request.app.state.gate
    return found


def _held(gate: Gate, name: str, address: str) -> float:
    """0 if a password may be tried now, or the seconds until then."""
    home, tried = network(address), folded(name)
    return (
        gate.limits.wait(("address", home), SIGN_IN_ADDRESS)
        or gate.limits.wait(("name", tried, home), SIGN_IN)
        or gate.limits.wait(("name", tried), SIGN_IN_NAME)
    )


def _set_session(request: Request, response: Response, secret: str) -> None:
    response.set_cookie(
        cookie_name(request), secret, max_age=sessions.LONGEST, httponly=True, samesite="lax",
        secure=request.url.scheme == "https",
    )  # fmt: skip


def _minutes(seconds: float) -> str:
    minutes = math.ceil(seconds / 60)
    return f"{minutes} minute{'' if minutes == 1 else 's'}"


def _when(seconds: float | None) -> str:
    return dt.datetime.fromtimestamp(seconds, dt.UTC).strftime("%Y-%m-%d %H:%M") if seconds else "never"
