"""Policies name their rule, rest on standing figures, and a user's own is just a function."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sayso.core.coded import CodedReport
from sayso.core.errors import UsageError
from sayso.core.toll import Toll
from sayso.reconcile.policies import POLICIES, Answer, Policy, policy
from sayso.reconcile.tolls import tolls_of

Make = Callable[..., CodedReport]


def _toll(one: Make) -> Toll:
    (toll,) = tolls_of(
        [
            one("12 died.", "12", "the army", "2030-05-01"),
            one("20 died.", "20", "the army", "2030-05-02"),
            one("35 died.", "35", "the Red Crescent", "2030-05-02"),
            one("90 died.", "90", "the mayor", "2030-05-02"),
            one("It was not 90.", "90", "the mayor", "2030-05-03", stance="denied"),
        ]
    )
    return toll


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("raw", (None, None, None)),
        ("acled", (None, 20, None)),
        ("ucdp", (20, 20, 35)),
        ("ibc", (20, None, 35)),
    ],
)
def test_numbers(one: Make, name: str, numbers: tuple[int | None, int | None, int | None]) -> None:
    answer = policy(name)(_toll(one))
    assert (answer.low, answer.best, answer.high) == numbers
    assert answer.policy == name
    assert answer.rule in answer.words()


def test_withdrawn_and_replaced_figures_are_not_used(one: Make) -> None:
    toll = _toll(one)
    standing = {e.id for e in toll.current()}
    assert len(standing) == 2
    for name in ("acled", "ucdp", "ibc"):
        assert set(POLICIES[name](toll).entries) <= standing


@pytest.mark.parametrize(("word", "number"), [("Dozens", 12), ("Hundreds", 100), ("Tens", 10)])
def test_acled_counts_words(one: Make, word: str, number: int) -> None:
    (toll,) = tolls_of([one(f"{word} died.", word, "the army", low=None, high=None)])
    assert policy("acled")(toll).best == number
    assert policy("ucdp")(toll).best is None


def test_own_policy_is_a_function(one: Make) -> None:
    def median(toll: Toll) -> Answer:
        numbers = sorted(e.low for e in toll.current() if e.low is not None)
        return Answer("median", toll.measure, toll.of, toll.place, None, numbers[0], None, (), "my median")

    own: Policy = median
    assert own(_toll(one)).words().endswith("by my median")


def test_unknown_policy_is_told() -> None:
    with pytest.raises(UsageError, match="acled, ucdp, ibc"):
        policy("gut feeling")
