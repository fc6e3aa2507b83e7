"""Signing in and out: the cookie, sessions that end, passwords that cannot be tried for long, and the way back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.serve.conftest import HARM, PASSWORDS, Client, sign_in, signed_in, token_in

from sayso.records import Record
from sayso.serve import access, log
from sayso.serve.accounts import Accounts
from sayso.serve.limits import SIGN_IN


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
