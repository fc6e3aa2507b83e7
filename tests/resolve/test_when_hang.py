"""Which time an event hangs on."""

from __future__ import annotations

import pytest

from sayso.core.reading import Chances
from sayso.core.report import Part, Report
from sayso.core.span import NOWHERE
from sayso.core.when import When
from sayso.resolve.when import times
from sayso.resolve.when_hang import Telling, best_of, hang, options, when_for

BODY = (
    "Gunmen killed six guards at the dam on Thursday, the ministry said on Friday. "
    "Four guards were wounded in the attack. A similar raid killed nine people in March 2019. "
    "More than 40 people have been killed in the valley since November."
)


def report(text: str = BODY, published: str | None = "2022-01-07") -> Report:
    return Report("r", text, (Part("body", 0, len(text)),), published=published)


def found(word: str, text: str = BODY, published: str | None = "2022-01-07", nth: int = 0) -> When | None:
    told = report(text, published)
    at = -1
    for _ in range(nth + 1):
        at = text.index(word, at + 1)
    return hang(told.cut(at, at + len(word)), times(text, told.day), told, "kill")


def test_the_time_beside_the_event_wins_over_that_of_saying() -> None:
    when = found("killed")
    assert when is not None
    assert (when.value, when.span.text, when.basis) == ("2022-01-06", "Thursday", "words")


def test_background_has_its_own_time() -> None:
    when = found("killed", nth=1)
    assert when is not None
    assert (when.value, when.precision) == ("2019-03", "month")


def test_a_running_total_spans_up_to_publication() -> None:
    when = found("killed", nth=2)
    assert when is not None
    assert (when.value, when.precision) == ("2021-11/2022-01-07", "interval")


def test_a_report_without_any_day_gives_none() -> None:
    assert found("fell", "The bridge fell.", None) is None


def test_options_hold_each_expression_no_time_and_the_publication_day() -> None:
    told = report()
    telling = Telling.of(told, times(told.text, told.day))
    start = BODY.index("wounded")
    values = [o.value for o in options(told.cut(start, start + 7), telling, "injure")]
    assert None in values
    assert {"2022-01-06", "2022-01-07", "2019-03"} <= set(values)


def test_the_publication_day_has_no_words() -> None:
    told = report("The bridge fell.")
    telling = Telling.of(told, ())
    trigger = told.cut(11, 15)
    best = best_of(options(trigger, telling, "destroy"), {"published": 1.0})
    assert when_for(best, trigger, telling) == When(NOWHERE, "2022-01-07", "day", "published")


def test_what_the_reader_holds_likely_is_weighed_with_the_rules() -> None:
    told = report("The bridge fell on Monday, two days after it was shut on Saturday.")
    telling = Telling.of(told, times(told.text, told.day))
    found = options(told.cut(11, 15), telling, "destroy")
    monday, saturday = (
        told.cut(told.text.index(w), told.text.index(w) + len(w)) for w in ("Monday", "Saturday")
    )
    for day, value in ((monday, "2022-01-03"), (saturday, "2022-01-01")):
        assert best_of(found, {}, Chances(((day, 0.9),), 0.05, 0.05)).value == value
    assert best_of(found, {}, Chances((), 0.9, 0.1)).value is None
    assert best_of(found, {}, Chances((), 0.1, 0.9)).value == "2022-01-07"


@pytest.mark.parametrize("text", ["fell", "It fell on Friday", "\nIt fell\n\non Friday"])
def test_short_texts(text: str) -> None:
    told = report(text)
    at = text.index("fell")
    hang(told.cut(at, at + 4), times(text, told.day), told)
