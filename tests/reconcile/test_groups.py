"""Counted groups: the same under other words, different where it matters."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sayso.core.coded import CodedReport
from sayso.reconcile.groups import clusters, group_of, read


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("police officers and national guardsmen", "the ranks of the police and the national guard"),
        ("people", "deaths"),
        (None, "persons"),
        ("“armed criminals”", "attackers"),
        ("security forces", "soldiers"),
        ("a four-year-old girl", "children"),
        ("planes", "plane"),
        ("in a critical condition", "people"),
        ("who tried to flee", None),
        ("citizens", "people"),
    ],
)
def test_same(one: str | None, other: str) -> None:
    assert read(one).same(read(other))
    assert read(other).same(read(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("military vehicles", "soldiers"),
        ("police stations", "police"),
        ("soldiers", "police"),
        ("people", "children"),
        ("planes", "transport planes"),
        ("civilians", "rebels"),
    ],
)
def test_different(one: str, other: str) -> None:
    assert not read(one).same(read(other))


@pytest.mark.parametrize(
    ("of", "target", "expected"),
    [
        ("others", "rebels", "opponents"),
        ("side", "18, all of them police", "security"),
        ("bodies", "rebels", "people"),
        ("dead", "225 bodies, 19 of them soldiers", "people"),
    ],
)
def test_whom_a_figure_counts_where_its_own_words_tell_little(
    one: Callable[..., CodedReport], of: str, target: str, expected: str
) -> None:
    coded = one("18 died.", "18", "the army", of=of, target=target)
    assert group_of(coded.claims[0]).name() == expected


def test_clusters_join_what_a_wider_word_covers_in_any_order() -> None:
    groups = [read("soldiers"), read("police"), read("security forces"), read("people")]
    heads = clusters(groups)
    assert heads[groups[0]] == heads[groups[1]] == heads[groups[2]] != heads[groups[3]]
    assert clusters(reversed(groups)) == heads
