from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sayso.cli.marks import Mark, marks_of, paragraphs
from sayso.core.coded import CodedReport
from sayso.core.report import Part, Report

_SPANS = st.tuples(st.integers(0, 59), st.integers(1, 25))


@given(st.text(alphabet="ab \n", min_size=60, max_size=60), st.lists(_SPANS, max_size=12))
def test_pieces_are_the_whole_text_and_know_what_covers_them(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [Mark(i, "quote", s, min(s + length, 60)) for i, (s, length) in enumerate(spans, 1)]
    pieces = [
        p for block in paragraphs(Report("r", text, (Part("body", 0, 60),)), marks) for p in block.pieces
    ]
    covered = [offset for p in pieces for offset in range(p.start, p.end)]
    assert covered == sorted(set(covered))
    assert "".join(text[o] for o in range(60) if o not in set(covered)).isspace() or len(covered) == 60
    for piece in pieces:
        for offset in (piece.start, piece.end - 1):
            assert set(piece.marks) == {m for m in marks if m.start <= offset < m.end}


def test_paragraphs_follow_the_parts_and_the_blank_lines(coded: CodedReport) -> None:
    blocks = list(paragraphs(coded.report, []))
    assert [b.part for b in blocks] == ["title", "body", "body", "body", "noise"]
    joined = Report("r", coded.report.text, (Part("body", 0, len(coded.report.text)),))
    assert [b.pieces for b in paragraphs(joined, [])] == [b.pieces for b in blocks]


def test_a_text_without_parts_is_all_body() -> None:
    blocks = list(paragraphs(Report("r", "One.\n \nTwo\nlines.", ()), []))
    assert [(b.part, b.pieces[0].start, b.pieces[-1].end) for b in blocks] == [
        ("body", 0, 4),
        ("body", 7, 17),
    ]
    assert list(paragraphs(Report("r", "", ()), [])) == []


def test_values_without_words_of_their_own_are_not_marked(coded: CodedReport) -> None:
    marks = marks_of(list(enumerate(coded.claims, 1)))
    assert {m.slot for m in marks if m.claim == 2} == {"quote", "trigger", "figure", "says", "relay"}
    assert all(m.start < m.end for m in marks)
