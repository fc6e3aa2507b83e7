"""What stands at some words is found among what lies near, as if all had been looked through."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sayso.core.resolved import Resolved
from sayso.core.span import Span
from sayso.core.where import Where
from sayso.core.who import Who

TEXT = "Northport and the harbour of Southport lie at the sea. " * 3


def spans(longest: int) -> st.SearchStrategy[Span]:
    return st.builds(
        lambda start, length: Span.cut(TEXT, start, min(start + length, len(TEXT))),
        st.integers(0, len(TEXT) - 1),
        st.integers(1, longest),
    )


def shared(a: Span, b: Span) -> int:
    return min(a.end, b.end) - max(a.start, b.start)


@given(st.lists(spans(30), max_size=12), spans(20))
def test_the_place_at_some_words(found: list[Span], asked: Span) -> None:
    places = tuple(Where(s, f"{n}") for n, s in enumerate(sorted(found)))
    slowly = max(
        (p for p in places if p.span.overlaps(asked)), key=lambda p: shared(p.span, asked), default=None
    )
    assert Resolved(places=places).place_at(asked) == slowly


@given(st.lists(spans(4), max_size=12), spans(4))
def test_whom_some_words_stand_for(found: list[Span], asked: Span) -> None:
    whos = tuple(Who(s, f"{n}") for n, s in enumerate(found))
    assert Resolved(whos=whos).who_at(asked) == next((w for w in whos if w.span == asked), None)
