"""The audit finds what was changed behind the record's back."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from sayso.core.decision import Decision
from sayso.record.audit import audit
from sayso.record.decide import decide
from sayso.record.open import Store
from sayso.record.write import add

from .conftest import arrival, toll


@pytest.fixture
def filled(store: Store) -> Store:
    """One report with two claims and a decision."""
    made = toll()
    add(store, arrival(made), made, "m")
    decide(store, Decision("confirm", (made.claims[0].id,), "desk", "2022-03-05T10:00:00Z", "seen"))
    return store


def test_a_sound_record_is_counted(filled: Store) -> None:
    found = audit(filled)
    assert (found.reports, found.claims, found.originals, found.decisions, found.damage) == (1, 2, 1, 1, ())
    assert found.spans == sum(len(list(c.spans())) for c in toll().claims)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE reports SET text = replace(text, 'were', 'was ')", "the report has"),
        ("UPDATE reports SET publisher = 'Other'", "not as it was stored"),
        ("UPDATE reports SET parts = '{'", "cannot be read"),
        ("UPDATE claims SET figure_low = 11 WHERE kind = 'kill'", "not as it was stored"),
        ("UPDATE claims SET when_first = '2021-01-01' WHERE kind = 'kill'", "not as it was stored"),
        ("UPDATE claims SET quote_text = 'x' WHERE kind = 'kill'", "does not fit"),
        ("UPDATE claims SET kind = 'party' WHERE kind = 'kill'", "Unknown kind"),
        ("UPDATE says SET who_name = 'somebody else'", "not as it was stored"),
        ("DELETE FROM evidence", "not as it was stored"),
        ("UPDATE originals SET size = 3", "holds other bytes"),
    ],
)
def test_damage_is_named(filled: Store, statement: str, words: str) -> None:
    with filled.writing() as connection:
        connection.execute(text(statement))
    damage = audit(filled).damage
    assert any(words in line for line in damage), damage
    assert all(line.endswith(".") and "\n" not in line for line in damage)


def test_packed_bytes_that_are_broken_are_named(filled: Store) -> None:
    with filled.writing() as connection:
        connection.execute(text("UPDATE originals SET packed = :packed"), {"packed": b"not zlib"})
    assert [line for line in audit(filled).damage if "cannot be unpacked" in line]
