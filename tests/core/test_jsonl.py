import json
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.core.claim import Claim
from sayso.core.coded import CodedReport
from sayso.core.errors import FormatError
from sayso.core.figure import MEASURES, Figure
from sayso.core.jsonl import dump, load, read_lines
from sayso.core.kinds import KINDS
from sayso.core.report import Part, Report
from sayso.core.span import NOWHERE, Span
from sayso.core.when import When
from sayso.core.where import Where
from sayso.core.who import Who, unnamed


@st.composite
def coded(draw: st.DrawFn) -> CodedReport:
    text = draw(st.text(min_size=3, max_size=80).filter(str.strip))
    report = Report(
        "r", text, (Part("body", 0, len(text)),), title=draw(st.none() | st.text(string.printable))
    )

    def span() -> Span:
        start = draw(st.integers(0, len(text) - 1))
        return Span.cut(text, start, draw(st.integers(start + 1, len(text))))

    trigger = span()
    claim = Claim(
        "c1",
        draw(st.sampled_from(KINDS)),
        Span.cut(text, 0, len(text)),
        trigger,
        actor=draw(st.none() | st.just(Who(span(), "x", "group", candidates=("y",)))),
        place=draw(st.none() | st.just(Where(span(), "Salt, Jordan", "JO", None, 32.0, 35.7))),
        when=draw(st.none() | st.just(When(NOWHERE, "2022-01-05/2022-01-07", "interval", "published"))),
        figure=draw(
            st.none() | st.just(Figure(span(), 3, None, draw(st.sampled_from(MEASURES)), of_span=span()))
        ),
        says=draw(st.sampled_from([(), (unnamed(),), (Who(span(), "a"), Who(span(), "b"))])),
        score=0.25,
        evidence=(span(),),
    )
    return CodedReport(report, (claim,), ("no publication date",))


@given(coded())
def test_there_and_back(made: CodedReport) -> None:
    line = dump(made)
    assert "\n" not in line
    assert load(line) == made


@given(coded())
def test_every_slot_shows_its_words(made: CodedReport) -> None:
    row = json.loads(dump(made))
    text = row["report"]["text"]
    for claim in row["claims"]:
        for slot in ("quote", "trigger", "actor", "target", "place", "when", "figure"):
            if claim[slot] is not None:
                assert text[claim[slot]["start"] : claim[slot]["end"]] == claim[slot]["text"]


def test_an_unnamed_claimant_is_a_question_mark() -> None:
    assert unnamed().name == "?"
    assert unnamed().unnamed


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"report": {}}', '{"report": {"id": 1, "text": "a", "parts": []}, "claims": [{}]}']
)
def test_wrong_lines_say_so(line: str) -> None:
    with pytest.raises(FormatError):
        load(line)


def test_the_line_is_named() -> None:
    with pytest.raises(FormatError, match="Line 2"):
        list(read_lines(["", "{"]))
