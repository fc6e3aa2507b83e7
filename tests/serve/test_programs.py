"""Programs: their tokens, how often they may ask, and that all that they and persons change is written down."""

from __future__ import annotations

import re

import pytest
from tests.serve.conftest import HARM, Client, signed_in, token_in

from sayso.core.decision import Decision
from sayso.records import Record
from sayso.serve import log, sessions
from sayso.serve.accounts import Accounts
from sayso.serve.limits import API, BAD_TOKEN, WRITES, Limits

PLAIN = {"Content-Type": "text/plain"}


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


def test_other_decisions_name_the_account_too(guarded: Client, record: Record) -> None:
    client = signed_in(guarded, "ada")
    token = token_in(client.get("/account").text)
    claim = record.claims()[0].claim.id
    client.post("/review", data={"token": token, "claim": claim, "verb": "confirm", "by": "someone else"})
    taken: list[Decision] = record.decisions()
    client.post("/undo", data={"token": token, "decision": taken[0].id})
    assert {d.by for d in record.decisions()} == {"ada"}
    assert "You decide as <b>ada</b>" in client.get("/review").text
