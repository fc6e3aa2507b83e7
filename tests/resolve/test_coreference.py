"""Whom pronouns stand for, in texts of our own."""

from __future__ import annotations

import time

import pytest

from sayso.core.report import Part, Report
from sayso.core.span import Span
from sayso.resolve.coreference import antecedent, is_pronoun, speaker_of
from sayso.resolve.who_mentions import cast


def _report(text: str) -> Report:
    return Report("r", text, (Part("body", 0, len(text)),))


def _span(text: str, marked: str) -> Span:
    """The pronoun in square brackets of ``marked``, in the text without them."""
    start = marked.index("[")
    return Span.cut(text, start, marked.index("]") - 1)


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("Jane Bloggs resigned on Friday. [She] gave no reason.", "Jane Bloggs"),
        ("John Bloggs met reporters. [He] said talks had failed.", "John Bloggs"),
        ("President John Bloggs met Jane Smith on Friday. [She] left early.", "Jane Smith"),
        ("President John Bloggs met Jane Smith on Friday. [He] left early.", "President John Bloggs"),
        ("The interior ministry issued a statement. [It] said order was restored.", "The interior ministry"),
        ("Protesters gathered in the square. [They] threw stones.", "Protesters"),
        ("The soldiers, [who] had no orders, left.", "The soldiers"),
        ("Four gunmen stormed a bank on Monday. [They] fled in a van.", "Four gunmen"),
    ],
)
def test_pronouns(marked: str, name: str) -> None:
    text = marked.replace("[", "").replace("]", "")
    answer = antecedent(cast(_report(text)), _span(text, marked))
    assert answer.mention is not None
    assert answer.mention.text in name


@pytest.mark.parametrize(
    "marked",
    [
        "[He] left.",
        "John Bloggs and Peter Smith spoke at the rally. A day later [he] was arrested.",
        "The road was closed. [They] were angry.",
    ],
)
def test_unsure_is_left_open(marked: str) -> None:
    text = marked.replace("[", "").replace("]", "")
    assert antecedent(cast(_report(text)), _span(text, marked)).mention is None


def test_candidates_are_named_where_two_fit() -> None:
    text = "John Bloggs and Peter Smith spoke at the rally. A day later he was arrested."
    answer = antecedent(cast(_report(text)), Span.cut(text, text.index("he was"), text.index("he was") + 2))
    assert {m.text for m in answer.candidates} == {"John Bloggs", "Peter Smith"}


@pytest.mark.parametrize(
    "text",
    [
        '"We will not leave," Jane Bloggs said.',
        'Jane Bloggs said: "We will not leave."',
        'Jane Bloggs met reporters. "We will not leave," she said.',
    ],
)
def test_we_is_who_speaks(text: str) -> None:
    at = text.index("We")
    answer = speaker_of(cast(_report(text)), Span.cut(text, at, at + 2), ())
    assert answer.mention is not None
    assert answer.mention.text == "Jane Bloggs"


def test_we_follows_the_attribution_that_the_reader_saw() -> None:
    text = 'Jane Bloggs and John Smith stood there. "We will not leave."'
    at, source = text.index("We"), text.index("John Smith")
    content = Span.cut(text, at, len(text) - 1)
    sources = ((Span.cut(text, source, source + 10), (content,)),)
    answer = speaker_of(cast(_report(text)), Span.cut(text, at, at + 2), sources)
    assert answer.mention is not None
    assert answer.mention.text == "John Smith"


def test_us_the_country_is_no_pronoun() -> None:
    assert not any(map(is_pronoun, ("US", "WHO", "IT")))
    assert all(map(is_pronoun, ("Us", "who", "It", "I")))
    assert is_pronoun("us")
    assert is_pronoun("He")


@pytest.mark.parametrize(
    "piece", ["Jane Bloggs said he left. ", "the ministry ", "A", '"We said', "A. B. C. ", "of the Of "]
)
def test_hostile_text_takes_little_time(piece: str) -> None:
    text = (piece * (60_000 // len(piece) + 1)).strip()
    begin = time.process_time()
    found = cast(_report(text))
    antecedent(found, Span.cut(text, len(text) - 2, len(text)))
    assert time.process_time() - begin < 20
