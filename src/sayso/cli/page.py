"""One self-contained page: each report with every slot marked in its text, and its claims beside it."""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from string import Template
from typing import Final
from urllib.parse import urlsplit

from sayso import __version__
from sayso.cli import phrase
from sayso.cli.marks import Mark, Paragraph, marks_of, paragraphs
from sayso.core.claim import Claim
from sayso.core.coded import CodedReport
from sayso.core.report import Report

_SLOTS: Final = (
    "quote",
    "trigger",
    "actor",
    "target",
    "place",
    "when",
    "figure",
    "of",
    "says",
    "relay",
    "evidence",
)
_BIDI: Final = {ord(c): None for c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"}
_CONTROL: Final = dict.fromkeys(
    [*range(9), 11, 12, *range(14, 32), *range(127, 160), *range(0xD800, 0xE000)], "\ufffd"
)
_UNSEEN: Final = _BIDI | _CONTROL
_KEY: Final = """<details class="key"><summary>Key</summary>
<p><b>Words that name the event</b>, <mark class="m figure">figure</mark>, <mark class="m actor">actor</mark>,
<mark class="m target">target</mark>, <mark class="m place">where</mark>, <mark class="m when">when</mark>,
<mark class="m says">who says so</mark>.</p>
<p>A claim's words are underlined: <span class="line asserted">asserted</span>,
<span class="line denied">✗ denied</span>, <span class="line hedged">? hedged</span>,
<span class="line intended">» intended</span>. A place or time in [brackets] is not in the claim's own words.
Dimmed text is a caption, or was not read for claims.</p>
<p><kbd>j</kbd> <kbd>k</kbd> next and previous claim, <kbd>Enter</kbd> goes to its words, <kbd>Esc</kbd> clears.</p>
</details>"""


def render(coded: Sequence[CodedReport]) -> str:
    """The page for one or more coded reports, as text.

    It needs no network and reads without scripts; all text of reports is escaped, and a content security policy
    allows only the page's own style and script (by hash).
    """
    css, js = _static("page.css"), _static("page.js")
    one = len(coded) == 1
    sections = "\n".join(_section(number, each, alone=one) for number, each in enumerate(coded, 1))
    title = phrase.title_of(coded[0].report) if one else f"{len(coded)} reports"
    own = f"style-src '{_digest(css)}'; script-src '{_digest(js)}'"
    policy = f"default-src 'none'; {own}; base-uri 'none'; form-action 'none'"
    return Template(_static("page.html")).substitute(
        policy=policy,
        generator=f"sayso {__version__}",
        title=_escape(f"{title} – claims"),
        css=css,
        js=js,
        body=("" if one else _contents(coded)) + f"<main>\n{sections}\n</main>",
    )


def section(coded: CodedReport) -> str:
    """The marked text of one report with its claims beside it, as HTML without the page around it; all is escaped."""
    return _section(1, coded, alone=True)


@cache
def _static(name: str) -> str:
    return files("sayso.cli").joinpath("static", name).read_text("utf-8")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _escape(text: str) -> str:
    """Safe between tags and in quoted attributes; control and direction characters cannot act."""
    return html.escape(text.translate(_UNSEEN), quote=True)


def _contents(coded: Sequence[CodedReport]) -> str:
    rows = []
    for number, each in enumerate(coded, 1):
        title, origin = _escape(phrase.title_of(each.report)), _escape(phrase.origin_words(each.report))
        rows.append(
            f'<li><a href="#r{number}">{title}</a> <span class="origin">{origin} · {_count(each)}</span></li>'
        )
    total = sum(len(each.claims) for each in coded)
    heading = f"<h1>{len(coded)} reports, {total} claims</h1>"
    return (
        f'<nav class="contents" id="reports" aria-label="Reports">{heading}\n<ol>\n'
        + "\n".join(rows)
        + "\n</ol></nav>\n"
    )


def _count(coded: CodedReport) -> str:
    return f"{len(coded.claims)} claim{'' if len(coded.claims) == 1 else 's'}"


def _section(number: int, coded: CodedReport, *, alone: bool) -> str:
    prefix = f"r{number}"
    runs = tuple(phrase.runs(coded.claims))
    numbered = [pair for run in runs for pair in run.claims]
    tag = "h1" if alone else "h2"
    text = "\n".join(_text(coded.report, prefix, numbered, tag))
    notes = "".join(f"<li>{_escape(phrase.clean(note))}</li>" for note in coded.notes)
    return (
        f'<section class="report" id="{prefix}" aria-label="{_escape(phrase.title_of(coded.report))}">\n'
        f"<article>\n{_head(coded.report, tag)}\n{text}\n</article>\n"
        f'<aside aria-label="Claims">\n<p class="count">{_escape(phrase.count_words(coded.claims))}</p>\n'
        + "\n".join(_run(run, prefix) for run in runs)
        + (f'\n<ul class="notes" aria-label="Notes">{notes}</ul>' if notes else "")
        + (f"\n{_KEY}" if runs else "")
        + "\n</aside>\n</section>"
    )


def _head(report: Report, tag: str) -> str:
    origin = _escape(phrase.origin_words(report))
    if site := _site(report.url or ""):
        address = _escape(report.url or "")
        origin += f' · <a href="{address}" rel="noreferrer noopener">{_escape(site)}</a>'
    if tag == "h2":
        origin += ' · <a href="#reports">all reports</a>'
    titled = any(part.part == "title" for part in report.parts)
    heading = "" if titled else f'<{tag} class="title outside">{_escape(phrase.title_of(report))}</{tag}>'
    return f'{heading}<p class="origin">{origin}</p>'


def _site(url: str) -> str:
    """The host of a web address; empty for what is none and must not become a link."""
    try:
        address = urlsplit(url)
    except ValueError:
        return ""
    return address.netloc if address.scheme in {"http", "https"} else ""


def _text(report: Report, prefix: str, numbered: Sequence[tuple[int, Claim]], heading: str) -> Iterator[str]:
    claims = dict(numbered)
    for paragraph in paragraphs(report, marks_of(numbered)):
        tag = heading if paragraph.part == "title" else "p"
        inner = "".join(_pieces(paragraph, report.text, prefix, claims))
        yield f'<{tag} class="part {paragraph.part}">{inner}</{tag}>'


def _pieces(paragraph: Paragraph, text: str, prefix: str, claims: dict[int, Claim]) -> Iterator[str]:
    for piece in paragraph.pieces:
        words = _escape(text[piece.start : piece.end])
        if not piece.marks:
            yield words
            continue
        quotes = [m for m in piece.marks if m.slot == "quote"]
        for mark in quotes:
            if mark.start == piece.start:
                yield f'<a class="anchor" id="{prefix}q{mark.claim}"></a>'
        slots = {m.slot for m in piece.marks}
        stances = sorted({claims[m.claim].stance for m in quotes} - {"asserted"})
        classes = " ".join(["m", *(s for s in _SLOTS if s in slots), *stances])
        marked = " ".join(f"{prefix}c{m.claim}:{m.slot}" for m in piece.marks)
        yield f'<span class="{classes}" data-m="{marked}">{words}</span>'
        for mark in quotes:
            if mark.end == piece.end:
                yield _reference(mark, prefix, claims[mark.claim])


def _reference(mark: Mark, prefix: str, claim: Claim) -> str:
    """The claim's number after its words, with its stance; a link to the claim that works without scripts."""
    sign = "" if claim.stance == "asserted" else f" {phrase.MARKS[claim.stance]} {claim.stance}"
    label = f"Claim {mark.claim}: {claim.kind}, {claim.stance}"
    return f'<a class="ref {claim.stance}" href="#{prefix}c{mark.claim}" aria-label="{label}">{mark.claim}{sign}</a>'


def _run(run: phrase.Run, prefix: str) -> str:
    own = " own" if run.says == phrase.OWN_VOICE else ""
    items = "\n".join(_claim(number, claim, prefix) for number, claim in run.claims)
    return f'<h3 class="says{own}">{_escape(run.says)}</h3>\n<ol class="claims">\n{items}\n</ol>'


def _claim(number: int, claim: Claim, prefix: str) -> str:
    stance = claim.stance
    sign = "" if stance == "asserted" else f'<span class="stance">{phrase.MARKS[stance]} {stance}</span>'
    doubt = " unsure" if phrase.unsure(claim) else ""
    details = phrase.detail_words(claim)
    figure = f'<b class="toll">{_escape(details.pop(0))}</b>' if claim.figure else ""
    rest = "".join(f"<span>{_escape(item)}</span>" for item in details)
    return (
        f'<li id="{prefix}c{number}" value="{number}" class="claim {stance}{doubt}" data-kind="{claim.kind}">'
        f'<a class="go" href="#{prefix}q{number}"><span class="number">{number}</span>'
        f'<span class="kind">{claim.kind}</span>{sign}{figure}<q>{_escape(phrase.clean(claim.quote.text))}</q>'
        f'<span class="details">{rest}</span><span class="score">{phrase.score_words(claim)}</span></a></li>'
    )
