"""Numbers that name no happening themselves."""

from __future__ import annotations

from sayso.core.reading import Count, Event
from sayso.core.span import Span
from sayso.reader.elliptic import like_the_number_before

TEXT = "Police detained 90 men, the mayor said. Earlier his count was 70. Nine guards were hurt. The total was 12."


def _event(words: str, kind: str, number: str, measure: str) -> Event:
    start, at = TEXT.index(words), TEXT.index(number)
    count = Count(Span.cut(TEXT, at, at + len(number)), measure)
    return Event(Span.cut(TEXT, start, start + len(words)), kind, counts=(count,))


def test_a_bare_count_counts_what_was_counted_before() -> None:
    events = [
        _event("total", "kill", "12", "killed"),
        _event("detained", "arrest", "90", "arrested"),
        _event("count", "kill", "70", "killed"),
        _event("hurt", "injure", "Nine", "injured"),
    ]
    found = like_the_number_before(events)
    assert [(e.kind, e.counts[0].measure) for e in found] == [
        ("arrest", "arrested"), ("arrest", "arrested"), ("injure", "injured"), ("injure", "injured"),
    ]  # fmt: skip


def test_one_with_nothing_before_it_stays() -> None:
    (alone,) = like_the_number_before([_event("count", "kill", "70", "killed")])
    assert alone.kind == "kill"


def test_the_same_number_told_in_full_says_what_it_counts() -> None:
    text = "Two died. Count rises to 5,969. The ministry said 5,969 people were detained."
    spans = [
        Span.cut(text, text.index(w), text.index(w) + len(w)) for w in ("died", "Two", "Count", "detained")
    ]
    bare, full = (Span.cut(text, at, at + 5) for at in (text.index("5,969"), text.rindex("5,969")))
    events = [
        Event(spans[0], "kill", counts=(Count(spans[1], "killed"),)),
        Event(spans[2], "kill", counts=(Count(bare, "killed"),)),
        Event(spans[3], "arrest", counts=(Count(full, "arrested"),)),
    ]
    assert [e.kind for e in like_the_number_before(events)] == ["kill", "arrest", "arrest"]
