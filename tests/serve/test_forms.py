"""Forms: only those of this session change anything."""

from __future__ import annotations

import pytest
from tests.serve.conftest import Client, sign_in, signed_in, token_in

from sayso.records import Record


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
