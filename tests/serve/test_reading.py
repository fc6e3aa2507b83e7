"""Every page opens, shows who says what, and leads to the words."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from tests.serve.conftest import HARM, Client

from sayso.records import Record
from sayso.serve.desk import toll_id

PAGES = ("/", "/tolls", "/tolls/killed", "/incidents", "/reports", "/sources", "/search", "/review")


def every_page(client: Client, record: Record) -> list[str]:
    claims, incidents = record.claims(), client.get("/api/v1/incidents").json()["incidents"]
    return [
        *PAGES,
        *(f"/claims/{s.claim.id}" for s in claims),
        *(f"/reports/{quote(s.held.report.id, safe='')}" for s in claims),
        *(f"/incidents/{i['id']}" for i in incidents),
        *(f"/tolls/{toll_id(t)}" for t in record.tolls()),
        f"/search?text={quote(HARM)}&place={quote(HARM)}&claimant={quote(HARM)}",
        f"/reports?text={quote(HARM)}",
        f"/?as_of={quote(HARM)}",
        f"/{quote(HARM, safe='')}",
        f"/review?claim={quote(HARM)}",
        f"/incidents?place={quote(HARM)}",
    ]


def test_pages_show_claimants_side_by_side(client: Client) -> None:
    page = client.get("/").text
    assert "ministry" in page
    assert "<svg" in page
    row = re.search(r"<tr><th scope=\"row\">[^<]*ministry.*?</tr>", page, re.DOTALL)
    assert row
    assert "30" in row[0]


def test_as_of_shows_what_was_out_by_then(client: Client) -> None:
    page = client.get("/tolls/killed?as_of=2022-03-02").text
    assert ">12<" in page
    assert ">30<" not in page
    assert client.get("/?as_of=2021-01-01").status_code == 200


def test_a_report_with_a_slash_in_its_id_is_found_with_its_original(client: Client) -> None:
    page = client.get("/reports/r%2F1")
    assert page.status_code == 200
    assert 'id="r1c1"' in page.text
    original = client.get("/originals/r%2F1")
    assert original.content == f"r/1 {HARM}".encode()
    assert original.headers["content-type"] == "application/octet-stream"
    assert original.headers["content-disposition"].startswith("attachment")


def test_search_counts_facets_and_keeps_them_in_the_address(client: Client) -> None:
    page = client.get("/search?text=killed&kind=kill").text
    assert "3 claims" in page
    assert "/search?text=killed&amp;kind=kill&amp;measure=killed" in page
    assert "0 claims" in client.get("/search?text=flood").text
    assert client.get("/search?state=confirmed").text.count('<li class="told') == 0
    assert client.get("/search?kind=none").status_code == 400


@pytest.mark.parametrize("path", ["/tolls/t0", "/incidents/i0", "/reports/none", "/claims/c0", "/nothing"])
def test_what_is_not_there_is_told_in_a_sentence(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "cannot be shown" in answer.text


def test_no_page_names_an_outside_address(client: Client, record: Record) -> None:
    for path in every_page(client, record):
        page = client.get(path).text
        outside = re.findall(
            r"""(?:src|href|action|data|poster|srcset)\s*=\s*["']?(?:https?:)?//[^"'\s>]+""", page
        )
        assert not outside, path
        assert "<style" not in page
        assert " style=" not in page
    for name in ("page.css", "desk.css", "page.js", "review.js"):
        assert not re.search(r"https?://|@import|url\(", client.get(f"/static/{name}").text)


def test_pages_answer_with_a_heading_a_language_and_labels(client: Client, record: Record) -> None:
    for path in every_page(client, record):
        page = client.get(path).text
        assert '<html lang="en">' in page
        assert len(re.findall(r"<h1[ >]", page)) >= 1, path
        for field in re.findall(r"<(?:input|select)[^>]*>", page):
            assert 'type="hidden"' in field or "name=" in field
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert len(ids) == len(set(ids)), path
