"""Each filter alone and together, and both axes of time."""

from __future__ import annotations

import pytest

from sayso.core.errors import UsageError
from sayso.record.moments import until
from sayso.record.open import Store
from sayso.record.read import held, said
from sayso.record.search import Filters
from sayso.record.write import add

from .conftest import Hands, arrival, toll


@pytest.fixture
def filled(store: Store, clock: Hands) -> Store:
    """Two reports, and a page with two versions; each added a day after the one before."""
    url = "https://mail.example/depot"
    for made in (
        toll(12, published="2022-03-02", url=url),
        toll(14, published="2022-03-02", url=url, updated="2022-03-03T20:00:00+02:00"),
        toll(15, claimant="The Öresund council", published="2022-03-04"),
    ):
        add(store, arrival(made), made, "m")
        clock.pass_(days=1)
    return store


def _deaths(store: Store, **filters: object) -> list[int]:
    found = said(store, Filters(kinds=("kill",), **filters))  # type: ignore[arg-type]
    return [s.claim.figure.low or 0 for s in found if s.claim.figure]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), ["kill", "arrest"]),
        (Filters(place="northport"), ["kill"]),
        (Filters(place="UTOPIA"), ["kill"]),
        (Filters(place="XX"), ["kill"]),
        (Filters(place="port"), []),
        (Filters(place="%"), []),
        (Filters(date="2022-03"), ["kill"]),
        (Filters(date="2022-02-20/2022-03-01"), ["kill"]),
        (Filters(date="2022-03-02"), []),
        (Filters(kinds=("arrest", "riot")), ["arrest"]),
        (Filters(measures=("killed",)), ["kill"]),
        (Filters(stances=("hedged",)), ["arrest"]),
        (Filters(claimant="Health"), ["kill"]),
        (Filters(claimant="ministry-of-health"), ["kill"]),
        (Filters(claimant="RADIO"), ["arrest"]),
        (Filters(claimant="_"), []),
        (Filters(score=0.5), ["kill"]),
        (Filters(text="dock workers"), ["kill"]),
        (Filters(text="arresting"), ["arrest"]),
        (Filters(text='"workers dock"'), []),
        (Filters(text='"were killed" Northport'), ["kill"]),
        (Filters(text="killed AND NOT (x* OR y) -- ; ' "), []),
        (Filters(kinds=("kill",), place="Eastmarsh"), []),
    ],
)
def test_claims_by(store: Store, filters: Filters, expected: list[str]) -> None:
    made = toll()
    add(store, arrival(made), made, "m")
    assert [s.claim.kind for s in said(store, filters)] == expected


def test_letters_beyond_ascii_are_found_in_any_case(filled: Store) -> None:
    made = toll(16, claimant="The Öresund council")
    assert made.claims[0].says[0].span.text == "The Öresund council"
    assert len(held(filled, Filters(text="ÖRESUND"))) == 1


def test_reports_are_searched_in_their_whole_text(filled: Store) -> None:
    assert len(held(filled, Filters(text="state radio"))) == 2
    assert len(held(filled, Filters(text="depot fires"))) == 2
    assert held(filled, Filters(text="zeppelin")) == []


def test_what_was_out_by_a_moment(filled: Store) -> None:
    assert _deaths(filled) == [14, 15]
    assert _deaths(filled, as_of="2022-03-01") == []
    assert _deaths(filled, as_of="2022-03-02") == [12]
    assert _deaths(filled, as_of="2022-03-03T17:59:59") == [12]
    assert _deaths(filled, as_of="2022-03-03T18:00:00+00:00") == [14]
    assert _deaths(filled, as_of="2022-03-04") == [14, 15]
    assert _deaths(filled, as_of="2022-03", versions=True) == [12, 14, 15]


def test_what_the_record_held_at_a_moment(filled: Store) -> None:
    assert _deaths(filled, as_known="2022-03-05T09:00") == []
    assert _deaths(filled, as_known="2022-03-05") == [12]
    assert _deaths(filled, as_known="2022-03-06") == [14]
    assert _deaths(filled, as_known="2022-03-07", as_of="2022-03-02") == [12]


@pytest.mark.parametrize(
    "wrong",
    [
        {"kinds": ("party",)}, {"measures": ("weight",)}, {"stances": ("sung",)}, {"date": "yesterday"},
        {"as_of": "soon"}, {"as_known": "2022-13-01"}, {"text": "—"},
    ],
)  # fmt: skip
def test_filters_that_cannot_be_meant_are_wrong_use(wrong: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        Filters(**wrong)  # type: ignore[arg-type]


def test_a_moment_runs_to_its_end() -> None:
    assert until("2022-03-02") == "2022-03-02T23:59:59Z"
    assert until("2022") == "2022-12-31T23:59:59Z"
    assert until("2022-03-02T12:00+06:00") == "2022-03-02T06:00:00Z"
