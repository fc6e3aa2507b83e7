"""The times that come into question for an event are told with what speaks for each."""

from __future__ import annotations

from sayso.core.explained import Candidate
from sayso.core.reading import Chances, Event, Reading
from sayso.core.report import Part, Report
from sayso.core.span import Span
from sayso.resolve.things import resolve, time_rule
from sayso.resolve.when_why import place_in_text, time_candidates

TEXT = "Talks began on Monday. On Wednesday a bomb exploded in Salt, Jordan. Nothing was heard on Thursday."


def _report() -> Report:
    return Report("r", TEXT, (Part("body", 0, len(TEXT)),), published="2022-01-07")


def _span(words: str) -> Span:
    at = TEXT.index(words)
    return Span.cut(TEXT, at, at + len(words))


def _candidates(chances: Chances | None = None) -> tuple[tuple[Candidate, ...], str | None]:
    event = Event(_span("exploded"), "bomb", time=chances)
    reading = Reading(_report(), (event,))
    resolved = resolve(reading)
    when = time_rule(reading, resolved)(event)
    return time_candidates(event, reading, resolved), when.value if when else None


def test_every_time_is_a_candidate_and_the_first_is_the_choice() -> None:
    found, chosen = _candidates()
    assert found[0].value == chosen == "2022-01-05"
    assert [c.chosen for c in found] == [True] + [False] * (len(found) - 1)
    assert {c.span.text for c in found if c.span} >= {"Monday", "Wednesday", "Thursday"}
    assert {c.value for c in found} >= {"none", "2022-01-07"}
    assert abs(sum(c.score or 0 for c in found) - 1) < 0.02
    assert "same sentence" in found[0].why


def test_what_a_reader_gives_each_time_is_told_and_counts() -> None:
    found, chosen = _candidates(Chances(((_span("Thursday"), 0.97),), 0.01, 0.01))
    thursday = next(c for c in found if c.span and c.span.text == "Thursday")
    assert "reader 0.97" in thursday.why
    less = _candidates(Chances(((_span("Thursday"), 0.05),), 0.01, 0.01))[0]
    assert (thursday.score or 0) > (next(c.score for c in less if c.span == thursday.span) or 0)
    assert found[0].value == chosen


def test_distance_in_words() -> None:
    assert [place_in_text(n) for n in (0, -1, 2)] == [
        "in the same sentence",
        "1 sentence before",
        "2 sentences after",
    ]
