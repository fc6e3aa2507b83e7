"""Harm through text, titles, names, addresses, foreign sites, other hosts, and too much of anything."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from tests.serve.conftest import HARM, Client
from tests.serve.test_reading import every_page

from sayso.records import Record
from sayso.serve.guard import LARGEST_FORM, LARGEST_REPORT


class _Active(HTMLParser):
    """Collects whatever in a page could act."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in {"img", "iframe", "object", "embed", "base", "style"}:
            self.found.append(tag)
        if tag == "script" and not (given.get("src") or "").startswith("/static/"):
            self.found.append("script")
        for name, value in attrs:
            if name.startswith("on") or (value or "").strip().lower().startswith(("javascript:", "data:")):
                self.found.append(f"{tag} {name}")


def test_nothing_that_came_in_can_act(client: Client, record: Record) -> None:
    record.take("reject", record.claims()[0].claim.id, by=HARM, why=HARM)
    record.take("correct", record.claims()[1].claim.id, by=HARM, why=HARM, slot="target", value=HARM)
    shown = 0
    for path in every_page(client, record):
        page = client.get(path).text
        active = _Active()
        active.feed(page)
        assert not active.found, path
        shown += "&lt;script&gt;" in page
    assert shown > 8  # the harm is there, as words


def test_headers_forbid_what_pages_do_not_need(client: Client) -> None:
    for path in ("/", "/nothing", "/api/v1/claims", "/static/desk.css"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
    cookie = client.get("/").headers.get("set-cookie") or Client(client.app).get("/").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost@evil.example", "", "[::1"]
)
def test_a_foreign_host_name_is_refused(client: Client, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:1", "127.0.0.1:8642", "[::1]:8642"])
def test_own_host_names_are_served(client: Client, host: str) -> None:
    assert client.get("/tolls", headers={"Host": host}).status_code == 200


def _form(client: Client, record: Record) -> dict[str, str]:
    found = re.search(r'name="token" value="(\w+)"', client.get("/review").text)
    assert found
    return {"token": found[1], "claim": record.claims()[0].claim.id, "verb": "confirm"}


def test_a_form_without_its_token_changes_nothing(client: Client, record: Record) -> None:
    form = _form(client, record)
    for other in ({**form, "token": "0" * 64}, {**form, "token": "é"}):
        assert client.post("/review", data=other).status_code == 403
    stranger = Client(client.app)
    assert stranger.post("/review", data=form).status_code == 403  # the token of another browser
    assert client.post("/undo", data={"token": "x", "decision": "d"}).status_code == 403
    assert record.decisions() == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_another_site_changes_nothing(client: Client, record: Record, headers: dict[str, str]) -> None:
    assert client.post("/review", data=_form(client, record), headers=headers).status_code == 403
    posted = client.post("/api/v1/reports", content=b"x", headers={"Content-Type": "text/plain", **headers})
    assert posted.status_code == 403
    assert record.decisions() == []


def test_too_much_is_refused_whether_announced_or_not(client: Client) -> None:
    plain = {"Content-Type": "text/plain"}
    assert client.post("/review", content=b"x" * (LARGEST_FORM + 1)).status_code == 413
    assert (
        client.post("/api/v1/reports", content=b"x" * (LARGEST_REPORT + 1), headers=plain).status_code == 413
    )

    async def pieces():  # type: ignore[no-untyped-def]
        for _ in range(LARGEST_FORM // 1024 + 2):
            yield b"x" * 1024

    assert client.post("/review", content=pieces()).status_code == 413
    odd = client.post("/review", content=b"", headers={"Content-Length": "-1"})
    assert odd.status_code == 413
    assert client.get(f"/search?text={'x' * 400}").status_code == 422


@pytest.mark.parametrize(
    "path",
    ["/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/%2e%2e/app.py", "/originals/..%2f..%2fetc%2fpasswd",
     "/reports/..%2f..%2fetc%2fpasswd", "/static/desk.css%00.html"],
)  # fmt: skip
def test_no_address_is_a_path(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "root:" not in answer.text


@pytest.mark.parametrize(
    "words",
    [
        "' OR 1=1 --",
        '"; DROP TABLE claims; --',
        "x\x00y",
        "%",
        "_",
        "NEAR(a b)",
        "a* OR b",
        ") UNION SELECT 1",
        "\ud800",
    ],
)
def test_no_words_are_a_statement(client: Client, record: Record, words: str) -> None:
    before = len(record.claims())
    asked = quote(words, errors="surrogatepass")
    for name in ("text", "place", "claimant"):
        answer = client.get(f"/search?{name}={asked}")
        assert answer.status_code in {200, 400}, name
        assert "1 claim" not in answer.text or name == "text"
        assert client.get(f"/api/v1/claims?{name}={asked}").status_code in {200, 400}
    for name in ("kind", "measure", "stance", "date", "as_of", "state"):
        assert client.get(f"/search?{name}={asked}").status_code in {400, 422}
    assert client.get(f"/api/v1/reports?text={asked}").status_code in {200, 400}
    assert len(record.claims()) == before
