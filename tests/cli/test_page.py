from __future__ import annotations

import base64
import dataclasses
import hashlib
import re
from html.parser import HTMLParser

import pytest

from sayso.cli.page import render
from sayso.core.claim import Claim
from sayso.core.coded import CodedReport
from sayso.core.report import Part, Report
from sayso.core.span import NOWHERE
from sayso.core.where import Where
from sayso.core.who import Who

_VOID = {"meta", "br", "img", "link", "input", "hr"}
_HOSTILE = (
    "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'><b>&amp; ${css} \u202egnp.exe \x00\x1b"
)


class _Page(HTMLParser):
    """Reads a page strictly: every tag must be closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[tuple[str, str]] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append((self.open[-1] if self.open else "", data))

    def having(self, attribute: str) -> list[str]:
        return [a[attribute] or "" for _, a in self.tags if attribute in a]

    def text(self) -> str:
        return "".join(w for tag, w in self.words if tag not in {"style", "script"})


def test_every_slot_is_marked_and_every_claim_listed(coded: CodedReport) -> None:
    page = _Page(render([coded]))
    marks = {m for value in page.having("data-m") for m in value.split()}
    for number, claim in enumerate(coded.claims, 1):
        assert f"r1c{number}" in page.having("id")
        for slot, span in claim.spans():
            if span:
                assert f"r1c{number}:{slot}" in marks
    assert "r1c2:relay" in marks
    assert coded.report.title in page.text()
    assert "State radio → relayed by Harbour Gazette" in page.text()


def test_marked_words_are_the_words_of_the_slot(coded: CodedReport) -> None:
    html = render([coded])
    for number, claim in enumerate(coded.claims, 1):
        slots = dict(reversed(list(claim.spans())))
        for slot, span in slots.items():
            found = re.findall(rf'data-m="[^"]*r1c{number}:{slot}(?: [^"]*)?">([^<]*)<', html)
            assert "".join(found) == span.text


def test_links_between_words_and_claims_meet_and_ids_are_single(coded: CodedReport) -> None:
    page = _Page(render([coded, coded]))
    ids = page.having("id")
    assert len(ids) == len(set(ids))
    local = [h[1:] for h in page.having("href") if h.startswith("#")]
    assert set(local) <= set(ids)
    assert {f"r{r}c{c}" for r in (1, 2) for c in range(1, 6)} <= set(local)


def test_stance_is_told_in_words_beside_the_text_and_in_the_list(coded: CodedReport) -> None:
    html = render([coded])
    for number, stance, sign in ((3, "hedged", "?"), (4, "denied", "✗"), (5, "intended", "»")):
        assert f">{number} {sign} {stance}</a>" in html
        assert f'<span class="stance">{sign} {stance}</span>' in html


def test_the_page_needs_no_network_and_allows_only_its_own_script(coded: CodedReport) -> None:
    html = render([coded])
    page = _Page(html)
    assert not page.having("src")
    assert not any(tag == "link" for tag, _ in page.tags)
    assert "@import" not in html
    assert "url(" not in html
    policy = next(a["content"] for t, a in page.tags if t == "meta" and a.get("http-equiv"))
    for tag in ("style", "script"):
        inner = re.search(rf"<{tag}>(.*?)</{tag}>", html, re.S)
        assert inner is not None
        digest = base64.b64encode(hashlib.sha256(inner[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in (policy or "")
    assert "unsafe-inline" not in html


def test_noise_and_captions_are_set_apart(coded: CodedReport) -> None:
    assert '<p class="part noise">Read more: all our stories</p>' in render([coded])


def test_one_report_has_no_list_and_many_have(coded: CodedReport) -> None:
    assert "all reports" not in render([coded])
    many = render([coded, coded, coded])
    assert "<h1>3 reports, 15 claims</h1>" in many
    assert many.count('href="#reports"') == 3


def _hostile() -> CodedReport:
    text = f"{_HOSTILE} killed {_HOSTILE}"
    at = text.index(" killed ") + 1
    report = Report(
        _HOSTILE, text, (Part("body", 0, len(text)),), title=_HOSTILE, published="2022-03-02", publisher=_HOSTILE,
        agency=_HOSTILE, url="javascript:alert(3)", notice=_HOSTILE,
    )  # fmt: skip
    whole = report.cut(0, len(text))
    claim = Claim(
        _HOSTILE, "kill", whole, report.cut(at, at + 6), actor=Who(whole, _HOSTILE), target=Who(NOWHERE, _HOSTILE),
        place=Where(NOWHERE, _HOSTILE), says=(Who(whole, _HOSTILE),),
    )  # fmt: skip
    return CodedReport(report, (claim,), (_HOSTILE,))


@pytest.mark.parametrize("copies", [1, 2])
def test_hostile_text_stays_text(copies: int) -> None:
    html = render([_hostile()] * copies)
    page = _Page(html)
    assert sum(tag == "script" for tag, _ in page.tags) == 1
    assert not any(tag in {"img", "iframe", "object"} for tag, _ in page.tags)
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)
    assert not any(h.startswith("javascript:") for h in page.having("href"))
    assert "${css}" in page.text()
    assert not re.search("[\x00-\x08\x0b-\x1f\u202e]", html)


def test_an_address_is_linked_only_if_it_is_a_web_address(coded: CodedReport) -> None:
    assert 'href="https://example.org/depot?a=1&amp;b=2"' in render([coded])
    for url in ("data:text/html,x", "//evil.example", "http://[broken"):
        report = dataclasses.replace(coded.report, url=url)
        hrefs = _Page(render([dataclasses.replace(coded, report=report)])).having("href")
        assert all(h.startswith("#") for h in hrefs)


def _luminance(colour: str) -> float:
    full = colour if len(colour) == 7 else "#" + "".join(c * 2 for c in colour[1:])
    channels = [int(full[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(a: str, b: str) -> float:
    high, low = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [0, 1])
def test_colours_have_enough_contrast(coded: CodedReport, theme: int) -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1 for text."""
    blocks = re.findall(r":root \{(.*?)\}", render([coded]), re.S)
    colours = dict(re.findall(r"--(\w+): (#\w+);", blocks[theme]))
    pairs = [("soft", "paper"), ("soft", "card"), ("accent", "paper"), ("paper", "ink")]
    pairs += [(s, ground) for s in ("denied", "hedged", "intended") for ground in ("paper", "card", "on")]
    pairs += [
        ("ink", g) for g in ("paper", "card", "on", "figure", "actor", "target", "place", "when", "says")
    ]
    assert {
        pair: ratio for pair in pairs if (ratio := _contrast(colours[pair[0]], colours[pair[1]])) < 4.5
    } == {}
