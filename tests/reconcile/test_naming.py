"""Who calls the same people and the happening what."""

from __future__ import annotations

import random
from typing import Any

from sayso.core.coded import CodedReport
from sayso.reconcile.naming import HAPPENING, called, naming


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
