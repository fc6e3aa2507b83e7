"""Who calls the same people and the happening what."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from sayso.core.coded import CodedReport
from sayso.reconcile.naming import HAPPENING, called, naming, naming_in
from sayso.reconcile.world import world


def test_example_naming(example: dict[str, CodedReport], side: dict[str, Any]) -> None:
    found = naming(example.values())
    people, happening = called(found, "opponents"), called(found, HAPPENING)
    for row in side["naming"]:
        words = next(w for claimant, w in people.items() if row["claimant"] in claimant)
        assert set(row["words"]) <= set(words)
        for word in row.get("happening", []):
            assert any(word in w for claimant, w in happening.items() if row["claimant"] in claimant)


def test_copies_do_not_count_again(example: dict[str, CodedReport]) -> None:
    (attackers,) = [n for n in naming(example.values()) if n.claimant == "police spokeswoman"]
    assert attackers.words == (("attackers", 2),)


def test_order_does_not_matter(example: dict[str, CodedReport]) -> None:
    coded = list(example.values())
    expected = naming(coded)
    random.Random(1).shuffle(coded)
    assert naming(coded) == expected


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("police officers and national guardsmen", {"police officers", "national guardsmen"}),
        ("the two security forces", {"security forces"}),
        ("many of them soldiers", {"soldiers"}),
        ("Arland's troops", {"troops"}),
    ],
)
def test_a_name_is_the_nouns_in_a_row_with_the_word_before(
    one: Callable[..., CodedReport], target: str, words: set[str]
) -> None:
    (found,) = naming([one("Some 18 died there.", "18", "the mayor", target=target)])
    assert {word for word, _ in found.words} == words


def test_only_the_claims_asked_for_are_looked_at(example: dict[str, CodedReport]) -> None:
    known = world(example.values())
    chosen = {c.id for each in example.values() for c in each.claims if c.kind == "arrest"}
    found = naming_in(known, chosen)
    assert found
    assert {claim for n in found for claim in n.claims} <= chosen
    assert naming_in(known, set()) == ()
