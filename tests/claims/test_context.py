"""Questions about a reading are answered from what lies near, and as if all of it had been looked through."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sayso.claims.context import Context
from sayso.core.reading import Attribution, Event, Reading
from sayso.core.report import Part, Report
from sayso.core.resolved import Resolved
from sayso.core.span import Span

TEXT = "The ministry said on Friday that two men had died there. The mayor of the town denied it. " * 4
REPORT = Report(id="r", text=TEXT, parts=(Part("body", 0, len(TEXT)),))


def spans(longest: int = 40) -> st.SearchStrategy[Span]:
    return st.builds(
        lambda start, length: Span.cut(TEXT, start, min(start + length, len(TEXT))),
        st.integers(0, len(TEXT) - 1),
        st.integers(1, longest),
    )


def context(attributions: tuple[Attribution, ...] = (), events: tuple[Event, ...] = ()) -> Context:
    return Context(Reading(REPORT, events, attributions, model="hand"), Resolved())


contents = st.lists(spans(120), min_size=0, max_size=3).map(tuple)


@given(st.lists(st.builds(Attribution, st.just(()), st.just(()), contents), max_size=8).map(tuple), spans(12))
def test_attributions_around_a_span(attributions: tuple[Attribution, ...], span: Span) -> None:
    slowly = [(n, a) for n, a in enumerate(attributions) if any(p.contains(span) for p in a.content)]
    assert context(attributions).around(span) == slowly


@given(st.lists(st.builds(Event, spans(9), st.just("kill"), score=st.sampled_from([0.0, 1.0])), min_size=1))
def test_neighbours_of_an_event(events: list[Event]) -> None:
    asked = context(events=tuple(events))
    sentence = asked.sentence(events[0].trigger)
    sure = {e.trigger for e in events if e.score >= asked.choices.event}
    slowly = sorted(s for s in sure if sentence.contains(s) and not s.overlaps(events[0].trigger))
    assert asked.neighbours(events[0]) == slowly
