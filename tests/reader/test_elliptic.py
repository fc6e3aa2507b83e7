"""Numbers that name no happening themselves."""

from __future__ import annotations

from sayso.core.reading import Count, Event
from sayso.core.report import Part, Report
from sayso.core.span import Span
from sayso.reader.elliptic import both_of_a_number, like_the_number_before

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


def _kinds(text: str, events: list[tuple[str, str, str | None]]) -> list[tuple[str, list[str]]]:
    made = []
    for word, kind, number in events:
        at = text.index(word)
        spot = text.index(number) if number else 0
        counts = (Count(Span.cut(text, spot, spot + len(number)), "killed"),) if number else ()
        made.append(Event(Span.cut(text, at, at + len(word)), kind, counts=counts))
    report = Report("r", text, (Part("body", 0, len(text)),))
    return [(e.kind, [c.measure for c in e.counts]) for e in both_of_a_number(report, made)]


def test_dead_and_wounded_share_their_number() -> None:
    text = "Shells killed and wounded over 40 people."
    assert _kinds(text, [("killed", "kill", "over 40"), ("wounded", "injure", None)]) == [
        ("kill", ["killed"]), ("injure", ["injured"]),
    ]  # fmt: skip


def test_each_with_its_own_or_apart_share_nothing() -> None:
    text = "Shells killed 40 people and wounded others."
    assert _kinds(text, [("killed", "kill", "40"), ("wounded", "injure", None)])[1] == ("injure", [])
    both = "Shells killed or wounded 40 people, 9 of them guards."
    assert _kinds(both, [("killed", "kill", "40"), ("wounded", "injure", "9")])[1] == ("injure", ["killed"])
