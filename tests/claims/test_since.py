"""An event within the clause after "since" is of the time with which it begins."""

from __future__ import annotations

import pytest

from sayso.claims.since import begun
from sayso.core.span import Span
from sayso.core.when import When


@pytest.mark.parametrize(
    ("sentence", "trigger", "time", "value"),
    [
        ("It was the worst attack since the 2003 bombings.", "bombings", "2003", "2003"),
        ("It was the worst attack since the 2003 bombings, which killed 45.", "killed", "2003", "2003"),
        ("Some 900 have died since protests began in 2003.", "protests", "2003", "2003"),
        ("Some 900 have died since protests began in 2003.", "died", "2003", "2003/2022-01-07"),
        ("Fighting since 2003 has killed 900.", "killed", "2003", "2003/2022-01-07"),
        ("Since 2003, bombings have killed 900.", "bombings", "2003", "2003/2022-01-07"),
        ("It was the worst since the war, and 45 were killed in 2003.", "killed", "2003", "2003/2022-01-07"),
    ],
)
def test_of_one_time_or_of_many(sentence: str, trigger: str, time: str, value: str) -> None:
    def span(words: str) -> Span:
        at = sentence.index(words)
        return Span.cut(sentence, at, at + len(words))

    when = When(span(time), "2003/2022-01-07", "interval")
    found = begun(when, span(trigger), Span(0, len(sentence), sentence), "2022-01-07")
    assert found is not None
    assert (found.value, found.precision) == (value, "interval" if "/" in value else "year")


def test_no_time_and_one_day_stay() -> None:
    text = "It was the worst since the 2003 bombings."
    at = text.index("2003")
    day = When(Span.cut(text, at, at + 4), "2003", "year")
    trigger = Span.cut(text, at + 5, at + 13)
    assert begun(None, trigger, Span(0, len(text), text), "2022-01-07") is None
    assert begun(day, trigger, Span(0, len(text), text), "2022-01-07") is day


@pytest.mark.parametrize(
    ("time", "value"),
    [("last week", "2021-12-27/2022-01-07"), ("between Monday and Wednesday", "2022-01-03/2022-01-05")],
)
def test_a_week_and_a_range_of_its_own_stay(time: str, value: str) -> None:
    text = f"Ninety have died since the attack {time}."
    at, word = text.index(time), text.index("attack")
    when = When(Span.cut(text, at, at + len(time)), value, "interval")
    assert begun(when, Span.cut(text, word, word + 6), Span(0, len(text), text), "2022-01-07") is when
