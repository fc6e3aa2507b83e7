"""Actor nouns, the persons that capitalised words name, offices and fuller forms."""

from __future__ import annotations

from collections import Counter

import pytest

from sayso.core.report import Part, Report
from sayso.resolve.who_mentions import cast
from sayso.resolve.who_nouns import actor_nouns
from sayso.resolve.who_office import office_holders, title_of
from sayso.resolve.who_persons import gender_at, lost_possessive, named_again, personal_tail, surely_person


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("The interior ministry blamed protesters.", ["The interior ministry", "protesters"]),
        ("Protesters met a police spokesman.", ["Protesters", "a police spokesman"]),
        ("He said spokesman Peter Jones left.", []),
        ("Two police officers fled.", ["Two police officers"]),
        ("It rained.", []),
    ],
)
def test_actor_nouns(text: str, nouns: list[str]) -> None:
    assert [text[n.start : n.end] for n in actor_nouns(text)] == nouns


@pytest.mark.parametrize(
    ("name", "after", "sure"),
    [
        ("Jane Bloggs", " left.", True),
        ("Zorblat Quux", ", 34, left.", True),
        ("Zorblat Quux", ", a local farmer, left.", True),
        ("Zorblat Quux", " left.", False),
        ("Volga Council", ", a body of miners, left.", False),
    ],
)
def test_persons_by_evidence(name: str, after: str, sure: bool) -> None:
    assert surely_person(name + after, 0, len(name)) is sure


def test_a_name_that_returns_in_short_is_a_person() -> None:
    assert named_again("Zorblat Quuxov", 0, 14, Counter({"quuxov": 2}))
    assert not named_again("Zorblat Quuxov", 0, 14, Counter())
    assert not named_again("Zorblat Street", 0, 14, Counter({"street": 2}))
    assert not named_again("Mass Quuxov", 0, 11, Counter({"quuxov": 2}))


def test_parts_of_names() -> None:
    assert personal_tail("Minister for Trade Jane Bloggs") == "Jane Bloggs"
    assert personal_tail("Jane Bloggs") is None
    assert lost_possessive("Bloggss", {"bloggs"})
    assert gender_at("Mrs Quux", 4, 8) == "f"


def test_offices() -> None:
    text = "Russian Foreign Minister Peter Jones met Jane Bloggs, the mayor of the city. Former mayor John Quux left."
    found = cast(Report("r", text, (Part("body", 0, len(text)),)))
    titles = {p.text: title_of(found, p) for p in found.persons()}
    assert titles["Peter Jones"] == "Russian Foreign Minister"
    assert [h.text for h in office_holders(found, "mayor")] == ["Jane Bloggs"]
    assert [h.text for h in office_holders(found, "minister", "RU")] == ["Peter Jones"]
    assert office_holders(found, "minister", "FR") == ()
