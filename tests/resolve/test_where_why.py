"""The places of a report and of the map that come into question are told with what speaks for each."""

from __future__ import annotations

from sayso.core.reading import Event, Reading
from sayso.core.report import Part, Report
from sayso.core.span import Span
from sayso.resolve.things import place_rule, resolve
from sayso.resolve.where_why import namesakes, place_candidates

TEXT = "Shells fell on Salt, Jordan, on Monday. Officials in Paris, Texas, were told of it."


def _reading() -> tuple[Reading, Event]:
    at = TEXT.index("fell")
    event = Event(Span.cut(TEXT, at, at + 4), "bomb")
    return Reading(Report("r", TEXT, (Part("body", 0, len(TEXT)),), published="2022-01-07"), (event,)), event


def _span(words: str) -> Span:
    at = TEXT.index(words)
    return Span.cut(TEXT, at, at + len(words))


def test_the_places_of_the_report_are_weighed_as_the_choice_weighs_them() -> None:
    reading, event = _reading()
    resolved = resolve(reading)
    found, where = place_candidates(event, reading, resolved), place_rule(reading, resolved)(event)
    assert where is not None
    assert found[0].value == where.name == "Salt, Jordan"
    assert {c.span.text for c in found if c.span} >= {"Salt", "Jordan", "Paris"}
    assert any(c.span is None for c in found)
    assert abs(sum(c.score or 0 for c in found) - 1) < 0.02


def test_namesakes_have_country_population_and_score() -> None:
    reading, _ = _reading()
    paris = next(p for p in resolve(reading).places if p.span.text == "Paris")
    found = namesakes(reading, paris.span, paris.geonameid)
    assert found[0].chosen
    assert "Texas, United States" in found[0].value
    assert any("France" in c.value and "population 2," in c.why for c in found[1:])
    assert sum(c.chosen for c in found) == 1


def test_words_that_the_gazetteer_does_not_know_have_none() -> None:
    reading, _ = _reading()
    assert namesakes(reading, _span("Shells"), None) == ()
