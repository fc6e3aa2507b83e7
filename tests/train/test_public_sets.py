"""Public sets as the trainer gets them: tokens put together with their places, events with the time that dates them."""

from __future__ import annotations

import pytest
from train.public_sets import joined, tbaq, tdg
from train.sets import SHARED, Pair

absent = pytest.mark.skipif(not (SHARED / "data/tdg").is_dir(), reason="../shared/data is absent")


def test_tokens_are_put_together_and_each_knows_its_place() -> None:
    text, places = joined(
        [["The", "city", "'s", "mayor", "-LRB-", "Lima", "-RRB-", "."], ["``", "No", "''", "."]]
    )
    assert text == 'The city\'s mayor (Lima).\n" No ".'
    assert [text[a:b] for a, b in places[0]] == ["The", "city", "'s", "mayor", "(", "Lima", ")", "."]
    assert text[slice(*places[1][1])] == "No"


def dated(pairs: list[Pair]) -> list[tuple[str, str]]:
    """(word where an event begins, words that date it)."""
    return [
        (report.text[at:].split()[0], report.text[slice(*spans[0][0])])
        for report, notes in pairs
        for at, role, spans in notes.links
        if role == "time"
    ]


@absent
@pytest.mark.parametrize("made", [tbaq, tdg])
def test_events_hang_on_words_that_tell_a_time(made) -> None:
    found = dated(list(made()))
    assert len(found) > 1000
    assert all(event[0].isalnum() for event, _ in found)
    telling = [t for _, t in found if any(c.isdigit() for c in t) or t.lower().endswith("day") or " " in t]
    assert len(telling) > 0.7 * len(found)
