"""The reports that the scale bench makes are sound, and its exponent is one."""

from __future__ import annotations

import pytest
from bench.scale import exponent, measure
from bench.scale_data import CRISIS, many


def test_every_span_holds_in_the_new_text() -> None:
    made = list(many(60))
    for coded in made:
        for claim in coded.claims:
            for _, span in claim.spans():
                if span:
                    span.check(coded.report.text)
    assert len({c.report.id for c in made}) == 60
    ids = [claim.id for coded in made for claim in coded.claims]
    assert len(set(ids)) == len(ids)
    assert [c.report for c in many(60)] == [c.report for c in made]


def test_numbers_follow_their_words_and_crises_differ() -> None:
    made = list(many(18 * CRISIS + 18))
    first, later, other = made[0], made[18], made[18 * CRISIS]
    assert first.report.published != later.report.published
    for coded in (later, other):
        for claim in coded.claims:
            figure = claim.figure
            if figure and figure.span.text.isdecimal() and figure.low is not None:
                assert figure.low == int(figure.span.text)
    assert {c.place.name for c in first.claims if c.place} & {c.place.name for c in later.claims if c.place}
    assert not {c.place.name for c in first.claims if c.place} & {
        c.place.name for c in other.claims if c.place
    }


def test_exponent() -> None:
    assert exponent((10, 100, 1000), (3, 30, 300)) == pytest.approx(1)
    assert exponent((10, 100), (5, 500)) == pytest.approx(2)


def test_measure_fills_a_record_and_reconciles_it() -> None:
    seen = measure(20)
    assert seen["claims"] > 20
    assert seen["file"] > 0
    assert all(seen[step] > 0 for step in ("add", "load", "world", "tolls", "incidents", "one"))
