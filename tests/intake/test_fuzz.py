"""Whatever comes in, a report or a sentence comes out."""

import io
import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.core.coded import Failure
from sayso.core.report import Report
from sayso.intake.html import read_html
from sayso.intake.read import reports


def words(text: str) -> st.SearchStrategy[str]:
    return st.sampled_from(text.split(" "))


WORDS = words(
    "the army said on Friday that of in a bridge 12 people were killed Reuters (AP) photo: By Published 2022-01-07 "
    'READ MORE © credit newsletter — " . , | / \ufeff \u2028 \x0b \t &amp; é 軍'
)
LINES = st.lists(WORDS, max_size=14).map(" ".join)
TEXTS = st.lists(LINES, max_size=12).flatmap(
    lambda lines: st.sampled_from(["\n", "\r\n", "\n\n", "\r", " \n \n"]).map(lambda end: end.join(lines))
)
TAGS = words(
    "p div span article main figure figcaption blockquote ul li h1 h2 a br time aside table tr td script meta title "
    "section"
)
ATTRIBUTES = st.sampled_from(
    ["", ' class="caption"', ' class="newsletter"', ' href="/a"', ' itemprop="datePublished" content="2022-01-07"',
     ' lang="en"',
     ' type="application/ld+json"', ' datetime="x"', ' class="credit"', " ="]
)  # fmt: skip


def element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    inner = st.lists(children, max_size=5).map("".join)
    return st.builds(
        lambda tag, attribute, body: f"<{tag}{attribute}>{body}</{tag}>", TAGS, ATTRIBUTES, inner
    )


TREES = st.recursive(LINES, element, max_leaves=25)
JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda x: st.lists(x, max_size=3) | st.dictionaries(words("text id title published url"), x, max_size=4),
    max_leaves=8,
)
SETTINGS = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def check(data: bytes) -> None:
    """Only reports whose parts hold together, and failures in a sentence; twice the same."""
    results = list(reports("-", stdin=io.BytesIO(data)))
    assert results == list(reports("-", stdin=io.BytesIO(data)))
    for result in results:
        if isinstance(result, Failure):
            assert result.reason
            assert "\n" not in result.reason
        else:
            held(result)


def held(report: Report) -> None:
    last = 0
    for part in report.parts:
        between = report.text[last : part.start]
        assert not between.replace("\ufeff", "").replace("\u200b", "").strip(), between
        assert report.text[part.start : part.end].strip() == report.text[part.start : part.end]
        last = part.end
    assert any(p.part in {"title", "body", "caption"} for p in report.parts)


@SETTINGS
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    check(data)


@SETTINGS
@given(TEXTS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
def test_any_text(text: str, codec: str) -> None:
    check(text.encode(codec, "replace"))


@SETTINGS
@given(TREES)
def test_any_tree(tree: str) -> None:
    check(f"<html><body>{tree}</body></html>".encode())


@SETTINGS
@given(st.lists(TREES, max_size=4))
def test_any_tree_with_a_body(trees: list[str]) -> None:
    prose = "<p>The army said on Friday that it had closed the bridge and that 12 people were hurt in the town.</p>"
    held(
        read_html(
            f"<html><body><article>{prose * 2}{prose.join(trees)}</article></body></html>", any_language=True
        )
    )


@SETTINGS
@given(st.lists(JSON, max_size=4))
def test_any_json(rows: list[object]) -> None:
    check("\n".join(json.dumps(row) for row in rows).encode())
