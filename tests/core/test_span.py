import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.core.errors import SpanError
from sayso.core.span import NOWHERE, Span


@given(st.text(min_size=1), st.data())
def test_cut_gives_the_texts_own_characters(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = Span.cut(text, start, end)
    assert text[span.start : span.end] == span.text
    span.check(text)


def test_nowhere_holds_for_every_text() -> None:
    NOWHERE.check("any text")
    NOWHERE.check("")
    assert not NOWHERE


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2), (0, 99)])
def test_cut_refuses_what_lies_outside(start: int, end: int) -> None:
    with pytest.raises(SpanError):
        Span.cut("seven", start, end)


def test_length_must_fit_the_words() -> None:
    with pytest.raises(SpanError):
        Span(0, 3, "four")
    with pytest.raises(SpanError):
        Span(5, 5, "")


def test_check_names_both_texts() -> None:
    with pytest.raises(SpanError, match=r"'killed'.*'wounde'"):
        Span(0, 6, "killed").check("wounded")
