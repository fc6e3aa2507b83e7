"""The gate: closed by default, and each role as far as it goes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.requests import Request
from tests.serve.conftest import HARM, PASSWORDS, ROLE_OF, Client, sign_in, signed_in, token_in

from sayso.records import Record
from sayso.serve import sessions
from sayso.serve.access import needed
from sayso.serve.accounts import Accounts

OPEN = {"/sign-in", "/health"}
PLAIN = {"Content-Type": "text/plain"}


def routes(app: Any) -> Iterator[tuple[str, str]]:
    """Every method and address that the app answers, those that FastAPI adds by itself too."""

    def walk(found: Any, prefix: str = "") -> Iterator[tuple[str, str]]:
        for route in found:
            if inner := getattr(route, "original_router", None):
                yield from walk(inner.routes, prefix + route.include_context.prefix)
                continue
            path = prefix + route.path
            for method in sorted(getattr(route, "methods", None) or {"GET"}):
                yield method, path

    yield from walk(app.routes)


def filled(path: str) -> str:
    return re.sub(r"\{[^}]+\}", "x", path)


def test_every_address_is_closed_to_the_unknown(guarded: Client, record: Record) -> None:
    found = set(routes(guarded.app))
    assert len(found) > 30
    free = {path for _, path in found if needed("GET", filled(path)) is None}
    assert {path for path in free if not path.startswith("/static/{name")} == OPEN
    for method, path in found:
        answer = guarded.ask(method, filled(path))
        if path in free:
            continue
        if answer.status_code == 303:
            assert answer.headers["location"].startswith("/sign-in?next="), path
        else:
            assert answer.status_code == 401, (method, path)
        assert "Northport" not in answer.text
        assert "desk &lt;b&gt;" not in answer.text  # not even the record's name
    for path in (
        "/nothing",
        "/api/v1/nothing",
        "/api/v1/openapi.json",
        "//",
        "/accounts/",
        "/static/../accounts",
        "/ACCOUNTS",
    ):
        assert guarded.get(path).status_code in {303, 401, 404}
        assert "ada" not in guarded.get(path).text
    assert guarded.get("/static/desk.css").status_code == 200
    assert guarded.get("/health").json() == {"status": "ok"}


def test_a_forgotten_address_is_closed(guarded: Client) -> None:
    @guarded.app.post("/forgotten")  # type: ignore[attr-defined,untyped-decorator]
    @guarded.app.get("/forgotten")  # type: ignore[attr-defined,untyped-decorator]
    def forgotten(request: Request) -> str:
        return "open"

    assert guarded.get("/forgotten").status_code == 303
    assert guarded.post("/forgotten").status_code == 401
    reader = signed_in(guarded, "cy")
    assert reader.get("/forgotten").status_code == 200
    assert reader.post("/forgotten", data={"token": token_in(reader.get("/account").text)}).status_code == 403


@pytest.mark.parametrize("name", PASSWORDS)
def test_each_role_goes_as_far_as_it_goes(guarded: Client, record: Record, name: str) -> None:
    client, role = signed_in(guarded, name), ROLE_OF[name]
    decides, admin = role != "reader", role == "admin"
    assert client.get("/").status_code == 200
    assert client.get("/account").status_code == 200
    assert client.get("/review").status_code == (200 if decides else 403)
    for path in ("/accounts", "/accounts/log"):
        assert client.get(path).status_code == (200 if admin else 403)
    token = token_in(client.get("/account").text)
    claim = record.claims()[0].claim.id
    taken = client.post("/review", data={"token": token, "claim": claim, "verb": "confirm"})
    assert taken.status_code == (303 if decides else 403)
    assert [d.by for d in record.decisions()] == ([name] if decides else [])
    posted = client.post("/api/v1/reports", content=b"", headers=PLAIN | {"X-Sayso-Token": token})
    assert posted.status_code == (422 if decides else 403)
    for act in ("add", "role", "password", "remove"):
        form = {"token": token, "act": act, "name": "cy", "role": "admin", "password": "no such bottles left"}
        assert client.post("/accounts", data=form).status_code == 403 or admin


def test_nobody_makes_themselves_more(guarded: Client, accounts: Accounts) -> None:
    client = signed_in(guarded, "bo")
    token = token_in(client.get("/account").text)
    more = client.post("/account/tokens", data={"token": token, "role": "admin"})
    assert more.status_code == 400
    assert sessions.tokens(accounts) == []
    client.post(
        "/account/password",
        data={"token": token, "old": PASSWORDS["bo"], "new": "a b c d e f g h", "role": "admin"},
    )
    assert accounts.find("bo").role == "reviewer"
    headers = {
        "X-Role": "admin",
        "X-Forwarded-User": "ada",
        "X-Original-URL": "/account",
        "X-HTTP-Method-Override": "GET",
    }
    assert client.get("/accounts", headers=headers).status_code == 403


def test_a_role_that_is_taken_away_is_gone_at_once(guarded: Client, accounts: Accounts) -> None:
    client = signed_in(guarded, "bo")
    _, secret = sessions.make_token(accounts, "bo", "reviewer")
    bearer = {"Authorization": f"Bearer {secret}"}
    accounts.set_role("bo", "reader")
    assert client.get("/review").status_code == 403
    assert guarded.post("/api/v1/reports", content=b"x", headers=PLAIN | bearer).status_code == 403
    accounts.remove("bo")
    assert client.get("/").status_code == 303
    assert guarded.get("/api/v1/claims", headers=bearer).status_code == 401


def test_admins_manage_accounts(guarded: Client, accounts: Accounts) -> None:
    client = signed_in(guarded, "ada")
    token = token_in(client.get("/accounts").text)

    def act(**form: str) -> int:
        return client.post("/accounts", data={"token": token, **form}).status_code

    assert act(act="add", name="dee", role="reader", password="a very long word") == 303
    assert act(act="add", name="DEE", role="reader", password="a very long word") == 400
    assert act(act="add", name=HARM, role="reader", password="a very long word") == 400
    assert act(act="add", name="eve", role="owner", password="a very long word") == 400
    assert act(act="role", name="dee", role="reviewer") == 303
    assert act(act="password", name="dee", password="a longer word still") == 303
    assert sign_in(Client(guarded.app), "dee", "a longer word still").status_code == 303
    assert act(act="remove", name="dee") == 303
    assert act(act="remove", name="ada") == 400  # the last admin
    assert act(act="role", name="ada", role="reader") == 400
    assert act(act="dance", name="cy") == 400
    which, _ = sessions.make_token(accounts, "cy", "reader")
    assert act(act="revoke", which=which) == 303
    assert [a.name for a in accounts.all()] == ["ada", "bo", "cy"]


def test_nothing_but_http_is_answered(guarded: Client) -> None:
    import asyncio

    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect"}

    asyncio.run(
        guarded.app({"type": "websocket", "path": "/", "headers": [], "query_string": b""}, receive, send)
    )  # type: ignore[arg-type]
    assert sent == [{"type": "websocket.close", "code": 1008}]


def test_without_accounts_there_are_no_pages_for_them(client: Client) -> None:
    for path in ("/sign-in", "/account", "/accounts", "/accounts/log"):
        assert client.get(path).status_code == 404
    assert client.get("/health").status_code == 200
    assert "Sign out" not in client.get("/").text
