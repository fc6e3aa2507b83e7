"""Harm through every parameter of every address, in addresses and in forms: never an error of ours, or an effect."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from tests.serve.conftest import HARM, Client, signed_in, token_in

from sayso.records import Record
from sayso.serve import log
from sayso.serve.accounts import Accounts

WORDS = (
    "' OR '1'='1", '"; DROP TABLE claims; DROP TABLE accounts; --', "1) UNION SELECT password FROM accounts --",
    "../../../../etc/passwd", "x\x00y", "\ud800", "%n%s{{1234*4321}}${1234*4321}", HARM, "-1", "9" * 30,
)  # fmt: skip


def _addresses(app: Any) -> Iterator[tuple[str, Any]]:
    def walk(found: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
        for route in found:
            if inner := getattr(route, "original_router", None):
                yield from walk(inner.routes, prefix + route.include_context.prefix)
            elif hasattr(route, "dependant"):
                yield prefix + route.path, route

    yield from walk(app.routes)


def _names(dependant: Any, kind: str) -> set[str]:
    found = {p.alias for p in getattr(dependant, kind)}
    return found.union(*(_names(d, kind) for d in dependant.dependencies))


@pytest.mark.parametrize("words", WORDS)
def test_no_parameter_does_harm(guarded: Client, record: Record, accounts: Accounts, words: str) -> None:
    client = signed_in(guarded, "ada")
    token = token_in(client.get("/account").text)
    people, held = accounts.all(), [s.claim for s in record.claims()]
    sent, asked = quote(words, safe="", errors="surrogatepass"), 0
    for path, route in _addresses(guarded.app):
        if path.endswith("/events") or path == "/sign-out":
            continue
        filled = re.sub(r"\{[^}]+\}", sent, path)
        for method in route.methods & {"GET", "POST"}:
            form = dict.fromkeys(_names(route.dependant, "body_params"), words) | {"token": token}
            options: dict[str, Any] = {"headers": {"X-Sayso-Token": token}}
            if method == "POST":
                body = "&".join(f"{k}={quote(v, errors='surrogatepass')}" for k, v in form.items())
                options["content"] = body.encode()
                options["headers"]["Content-Type"] = "application/x-www-form-urlencoded"
            for name in ("", *_names(route.dependant, "query_params")):
                answer = client.ask(method, f"{filled}?{name}={sent}" if name else filled, **options)
                asked += 1
                assert answer.status_code < 500 or answer.status_code == 503, (method, filled, name)
                assert "root:" not in answer.text
                assert "$argon2" not in answer.text
                if "html" in answer.headers.get("content-type", ""):
                    assert "<script>alert" not in answer.text
                    assert "5332114" not in answer.text
    assert asked > 60
    assert accounts.all() == people
    assert [s.claim for s in record.claims()] == held
    assert record.decisions() == []
    assert log.broken(accounts) is None
