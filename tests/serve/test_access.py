"""The gate: closed by default, each role as far as it goes, sessions, tokens, forms, limits, what is written down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.requests import Request
from tests.serve.conftest import HARM, PASSWORDS, ROLE_OF, Client, sign_in, signed_in, token_in

from sayso.core.decision import Decision
from sayso.records import Record
from sayso.serve import access, log, sessions
from sayso.serve.access import needed
from sayso.serve.accounts import Accounts
from sayso.serve.limits import API, BAD_TOKEN, SIGN_IN, WRITES, Limits

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


def test_the_cookie_is_for_this_host_and_no_script(guarded: Client) -> None:
    cookie = sign_in(guarded, "cy").headers["set-cookie"]
    assert cookie.startswith("sayso_session=")
    for flag in ("HttpOnly", "SameSite=lax", "Path=/"):
        assert flag.lower() in cookie.lower()
    assert "secure" not in cookie.lower()
    assert "domain" not in cookie.lower()


def test_by_tls_the_cookie_is_secure(record: Record, accounts: Accounts) -> None:
    from sayso.cli.serve import look
    from sayso.serve.app import make_app

    app = make_app(record, look(), "A. Desk", gate=access.Gate(accounts, secure=True))
    client = Client(app)
    page = client.get("/sign-in")
    assert "max-age" in page.headers["strict-transport-security"]
    assert "Secure" in page.headers["set-cookie"]
    form_cookie = {"Cookie": page.headers["set-cookie"].split(";")[0]}
    form = {"token": token_in(page.text), "name": "cy", "password": PASSWORDS["cy"]}
    cookie = client.post("/sign-in", data=form, headers=form_cookie).headers["set-cookie"]
    assert cookie.startswith("__Host-sayso_session=")
    assert "Secure" in cookie
    assert "Path=/;" in cookie + ";"
    plain = cookie.split(";")[0].replace("__Host-", "")
    assert client.get("/", headers={"Cookie": plain}).status_code == 303  # set by another host or without TLS


def test_no_session_is_taken_from_a_request(guarded: Client, accounts: Accounts) -> None:
    guarded.get("/sign-in")
    guarded.cookies.set("sayso_session", "chosen-by-another-site", domain="127.0.0.1")
    sign_in(guarded, "cy")
    found = [c.value for c in guarded.cookies.jar if c.name == "sayso_session" and c.value]
    assert "chosen-by-another-site" not in found[-1:]
    before = found[-1]
    sign_in(guarded, "cy")  # signing in again makes another one and ends the first
    stranger = Client(guarded.app)
    assert stranger.get("/", headers={"Cookie": f"sayso_session={before}"}).status_code == 303
    assert stranger.get("/", headers={"Cookie": "sayso_session=chosen-by-another-site"}).status_code == 303
    assert accounts.rows("SELECT count(*) FROM sessions") == [(1,)]


def test_signing_out_ends_the_session_for_good(guarded: Client) -> None:
    client = signed_in(guarded, "cy")
    cookie = next(c.value for c in client.cookies.jar if c.name == "sayso_session")
    token = token_in(client.get("/account").text)
    assert client.get("/sign-out").status_code == 405  # a link cannot do it
    assert client.get("/").headers["cache-control"] == "no-store"
    assert client.post("/sign-out", data={"token": token}).status_code == 303
    assert client.get("/").status_code == 303
    assert Client(guarded.app).get("/", headers={"Cookie": f"sayso_session={cookie}"}).status_code == 303


def test_a_new_password_ends_all_other_sessions(guarded: Client) -> None:
    here, elsewhere = signed_in(guarded, "cy"), signed_in(guarded, "cy")
    token = token_in(here.get("/account").text)
    form = {"token": token, "old": "wrong", "new": "ten green bottles"}
    assert here.post("/account/password", data=form).status_code == 403
    assert (
        here.post("/account/password", data=form | {"old": PASSWORDS["cy"], "new": "short"}).status_code
        == 400
    )
    assert elsewhere.get("/").status_code == 200
    assert here.post("/account/password", data=form | {"old": PASSWORDS["cy"]}).status_code == 303
    assert here.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 303
    assert sign_in(elsewhere, "cy").status_code == 403
    assert sign_in(elsewhere, "cy", "ten green bottles").status_code == 303


@pytest.mark.parametrize(
    "how", ["missing", "wrong", "other browser", "other person", "before signing in", "of an ended one"]
)
def test_a_form_of_another_session_changes_nothing(guarded: Client, record: Record, how: str) -> None:
    early = token_in(guarded.get("/sign-in").text)
    client = signed_in(guarded, "bo")
    form = {"claim": record.claims()[0].claim.id, "verb": "confirm"}
    if how == "wrong":
        form["token"] = "0" * 64
    elif how == "other browser":
        form["token"] = token_in(signed_in(guarded, "bo").get("/review").text)
    elif how == "other person":
        form["token"] = token_in(signed_in(guarded, "ada").get("/review").text)
    elif how == "before signing in":
        form["token"] = early
    elif how == "of an ended one":
        form["token"] = token_in(client.get("/review").text)
        client.post("/sign-out", data={"token": form["token"]})
        sign_in(client, "bo")
    assert client.post("/review", data=form).status_code == 403
    assert client.post("/review", files={k: (None, v) for k, v in form.items()}).status_code == 403
    program = {"X-Sayso-Token": form.get("token", "")}
    told = {"verb": "confirm", "about": [form["claim"]]}
    assert client.post("/api/v1/decisions", json=told, headers=program).status_code == 403
    assert client.post("/api/v1/decisions", json=told).status_code == 403
    assert record.decisions() == []


def test_only_forms_are_taken_where_forms_are(guarded: Client) -> None:
    client = signed_in(guarded, "bo")
    assert (
        client.post("/review", content=b"{}", headers={"Content-Type": "application/json"}).status_code == 415
    )
    broken = {"Content-Type": "multipart/form-data; boundary=x"}
    assert client.post("/review", content=b"--y\r\nno", headers=broken).status_code in {400, 403}


def test_tokens_are_compared_in_constant_time(guarded: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    import hmac

    seen: list[bytes] = []
    plain = hmac.compare_digest

    def watched(a: bytes, b: bytes) -> bool:
        seen.append(b)
        return plain(a, b)

    client = signed_in(guarded, "bo")
    monkeypatch.setattr(hmac, "compare_digest", watched)
    client.post("/undo", data={"token": "tried", "decision": "d0"})
    assert seen == [b"tried"]


def test_passwords_cannot_be_tried_for_long(guarded: Client, accounts: Accounts) -> None:
    for _ in range(SIGN_IN.times):
        assert sign_in(guarded, "cy", "a wrong password").status_code == 403
    late = sign_in(guarded, "cy")
    assert late.status_code == 429  # the right one too
    assert int(late.headers["retry-after"]) > 0
    assert (
        sign_in(guarded, "CY ", PASSWORDS["cy"]).status_code == 429
    )  # another way to write the name is the same name
    assert sign_in(guarded, "ada").status_code == 303  # others are not locked out
    refused = [e for e in log.entries(accounts) if e.what == "sign-in refused"]
    assert len(refused) == SIGN_IN.times
    assert len([e for e in log.entries(accounts) if e.what.startswith("sign-in held back")]) == 1


def test_a_wrong_name_and_a_wrong_password_look_alike(
    guarded: Client, accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashes: list[str] = []
    plain = accounts.passwords.fits

    def watched(kept: str | None, password: str) -> bool:
        hashes.append(password)
        return plain(kept, password)

    monkeypatch.setattr(accounts.passwords, "fits", watched)
    one, other = sign_in(guarded, "cy", "wrong"), sign_in(guarded, "dee", "wrong")
    assert one.status_code == other.status_code == 403
    assert one.text.replace('value="cy"', "") == other.text.replace('value="dee"', "")
    assert len(hashes) == 2


@pytest.mark.parametrize(
    ("onward", "goes"),
    [("/tolls?as_of=2022-01-07", "/tolls?as_of=2022-01-07"), ("https://evil.example/", "/"), ("//evil.example", "/"),
     ("/\\evil.example", "/"), ("/\t/evil.example", "/"), ("javascript:alert(1)", "/"), ("", "/"),
     ("/x\r\nSet-Cookie: a=b", "/")],
)  # fmt: skip
def test_signing_in_leads_nowhere_else(guarded: Client, onward: str, goes: str) -> None:
    answer = sign_in(guarded, "cy", next=onward)
    assert answer.headers["location"] == goes
    assert "a=b" not in answer.headers["set-cookie"]


def test_the_way_back_is_kept(guarded: Client) -> None:
    sent = guarded.get("/search?text=killed&kind=kill").headers["location"]
    page = guarded.get(sent).text
    assert 'name="next" value="/search?text=killed&amp;kind=kill"' in page
    assert "<script" not in guarded.get(f"/sign-in?next={HARM}").text


def test_tokens_for_programs(guarded: Client, record: Record, accounts: Accounts) -> None:
    client = signed_in(guarded, "bo")
    token = token_in(client.get("/account").text)
    page = client.post(
        "/account/tokens", data={"token": token, "role": "reviewer", "label": HARM, "days": "9"}
    )
    assert page.status_code == 201
    found = re.search(r'id="secret">(sayso_[\w-]{43})<', page.text)
    assert found
    secret = found[1]
    assert secret not in client.get("/account").text
    assert "<script>" not in client.get("/account").text
    assert secret.encode() not in accounts.path.read_bytes()
    bearer = {"Authorization": f"Bearer {secret}"}
    assert guarded.get("/api/v1/claims", headers=bearer).status_code == 200
    told = {"verb": "reject", "about": [record.claims()[0].claim.id], "why": "told twice"}
    assert guarded.post("/api/v1/decisions", json=told, headers=bearer).status_code == 201
    assert [(d.by, d.verb) for d in record.decisions()] == [("bo", "reject")]
    assert guarded.post("/account/tokens", data={"role": "reader"}, headers=bearer).status_code == 403
    assert guarded.get("/accounts", headers=bearer).status_code == 403
    which = sessions.tokens(accounts)[0].id
    assert (
        signed_in(guarded, "cy").post("/account/revoke", data={"token": "x", "which": which}).status_code
        == 403
    )
    other = signed_in(guarded, "cy")
    theirs = token_in(other.get("/account").text)
    assert other.post("/account/revoke", data={"token": theirs, "which": which}).status_code == 400
    assert client.post("/account/revoke", data={"token": token, "which": which}).status_code == 303
    assert guarded.get("/api/v1/claims", headers=bearer).status_code == 401
    assert guarded.get("/", headers=bearer).status_code == 303


@pytest.mark.parametrize(
    "given", ["Bearer x", "Bearer", "Basic YWRhOng=", "", "Bearer ' OR 1=1 --", "Bearer \u00e9"]
)
def test_what_is_no_token_is_refused_even_with_a_session(guarded: Client, given: str) -> None:
    client = signed_in(guarded, "ada")
    answer = client.get("/api/v1/claims", headers={"Authorization": given.encode("latin-1")})  # type: ignore[dict-item]
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert "error" in answer.json()


def test_what_comes_too_often_is_refused(guarded: Client, accounts: Accounts, record: Record) -> None:
    gate = guarded.app.state.gate  # type: ignore[attr-defined]
    now = [0.0]
    object.__setattr__(gate, "limits", Limits(lambda: now[0]))
    client = signed_in(guarded, "bo")
    for _ in range(API.times):
        gate.limits.wait(("api", "bo"), API)
    late = client.get("/api/v1/tolls")
    assert late.status_code == 429
    assert late.json()["error"].startswith("That is too often")
    now[0] += float(late.headers["retry-after"])
    assert client.get("/api/v1/tolls").status_code == 200
    for _ in range(WRITES.times):
        gate.limits.wait(("write", "bo"), WRITES)
    form = {
        "token": token_in(client.get("/review").text),
        "claim": record.claims()[0].claim.id,
        "verb": "confirm",
    }
    assert client.post("/review", data=form).status_code == 429
    assert client.get("/review").status_code == 200
    for _ in range(BAD_TOKEN.times):
        assert guarded.get("/api/v1/tolls", headers={"Authorization": "Bearer no"}).status_code == 401
    assert guarded.get("/api/v1/tolls", headers={"Authorization": "Bearer no"}).status_code == 429
    assert record.decisions() == []


def test_every_change_is_written_down(guarded: Client, record: Record, accounts: Accounts) -> None:
    client = signed_in(guarded, "ada")
    token, claim = token_in(client.get("/account").text), record.claims()[0].claim.id
    client.post("/review", data={"token": token, "claim": claim, "verb": "reject", "why": HARM})
    client.post("/review", data={"token": token, "claim": claim, "verb": "dance"})
    client.post(
        "/accounts",
        data={"token": token, "act": "add", "name": "dee", "role": "reader", "password": "a very long word"},
    )
    client.post("/api/v1/reports", content=b"", headers=PLAIN | {"X-Sayso-Token": token})
    client.post("/sign-out", data={"token": token})
    told = [(e.who, e.what, e.about) for e in reversed(log.entries(accounts))]
    assert [who for who, _, _ in told] == ["ada"] * 6
    assert [what for _, what, _ in told] == [
        "signed in", "decided: reject", "POST /review (400)", "accounts: add", "POST /api/v1/reports (422)",
        "signed out",
    ]  # fmt: skip
    assert f"claim={claim}, verb=reject" in told[1][2]
    assert told[3][2] == "dee as reader"
    assert all("very long" not in about and token not in about for _, _, about in told)
    assert {e.address for e in log.entries(accounts)} == {"127.0.0.1"}
    page = signed_in(guarded, "ada").get("/accounts/log").text
    assert "reject" in page
    assert "<script>" not in page


def test_nothing_is_told_to_be_done_that_could_not_be_written_down(
    guarded: Client, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(guarded, "bo")
    form = {
        "token": token_in(client.get("/review").text),
        "claim": record.claims()[0].claim.id,
        "verb": "confirm",
    }

    def full(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(log, "add", full)
    with pytest.raises(OSError, match="disk is full"):
        client.post("/review", data=form)


def test_a_long_answer_ends_with_the_session(
    guarded: Client, accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fastapi.responses import StreamingResponse

    monkeypatch.setattr(access, "_AGAIN", 0.0)

    @guarded.app.get("/stream")  # type: ignore[attr-defined,untyped-decorator]
    def stream() -> StreamingResponse:
        def pieces() -> Iterator[bytes]:
            yield b"one "
            accounts.set_password("cy", "another long one")  # ends the session
            yield b"two "
            yield b"three"

        return StreamingResponse(pieces())

    assert signed_in(guarded, "cy").get("/stream").text == "one "


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


def test_other_decisions_name_the_account_too(guarded: Client, record: Record) -> None:
    client = signed_in(guarded, "ada")
    token = token_in(client.get("/account").text)
    claim = record.claims()[0].claim.id
    client.post("/review", data={"token": token, "claim": claim, "verb": "confirm", "by": "someone else"})
    taken: list[Decision] = record.decisions()
    client.post("/undo", data={"token": token, "decision": taken[0].id})
    assert {d.by for d in record.decisions()} == {"ada"}
    assert "You decide as <b>ada</b>" in client.get("/review").text


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
