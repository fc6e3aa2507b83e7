"""Decisions are appended and never changed."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from sayso.core.decision import Decision, standing
from sayso.core.errors import FormatError, RecordError
from sayso.record.decide import decide, taken
from sayso.record.open import Store
from sayso.record.write import add

from .conftest import arrival, toll

_AT = "2022-03-05T10:00:00+01:00"


@pytest.fixture
def filled(store: Store) -> Store:
    """One report with two claims."""
    made = toll()
    add(store, arrival(made), made, "m")
    return store


def test_decisions_come_back_in_their_order(filled: Store) -> None:
    kill, arrest = (c.id for c in toll().claims)
    decisions = [
        Decision("correct", (kill,), "A. Desk", _AT, "the map says so", "place", "Southport"),
        Decision("merge", (kill, arrest), "A. Desk", _AT),
        Decision(
            "source_kind", ("health ministry",), "B. Desk", "2022-03-06T10:00:00Z", "", None, "official"
        ),
    ]
    for decision in decisions:
        assert decide(filled, decision) == decision.id
    undo = Decision("undo", (decisions[1].id,), "B. Desk", "2022-03-07T10:00:00Z")
    decide(filled, undo)
    assert taken(filled) == [*decisions, undo]
    assert taken(filled, "2022-03-06") == decisions
    assert standing(taken(filled)) == (decisions[0], decisions[2])


@pytest.mark.parametrize("verb", ["confirm", "undo", "copy"])
def test_what_is_not_there_cannot_be_decided(filled: Store, verb: str) -> None:
    with pytest.raises(RecordError, match="holds no"):
        decide(filled, Decision(verb, ("c-none", "c-other"), "desk", _AT))
    assert taken(filled) == []


def test_a_correction_that_does_not_fit_is_refused_at_once(filled: Store) -> None:
    with pytest.raises(FormatError, match="no number"):
        decide(filled, Decision("correct", (toll().claims[0].id,), "desk", _AT, "", "figure", "many"))
    assert taken(filled) == []


@pytest.mark.parametrize("statement", ["UPDATE decisions SET why = 'x'", "DELETE FROM decisions"])
def test_the_database_itself_keeps_them(filled: Store, statement: str) -> None:
    decide(filled, Decision("confirm", (toll().claims[0].id,), "desk", _AT))
    with pytest.raises(RecordError, match="decisions are never"), filled.writing() as connection:
        connection.execute(text(statement))
    assert len(taken(filled)) == 1
