"""Reading again with another reader: what changes, and what persons decided stays."""

from __future__ import annotations

from dataclasses import replace

from sayso.core.decision import Decision
from sayso.record.audit import audit
from sayso.record.decide import decide
from sayso.record.open import Store
from sayso.record.read import coded, held, said
from sayso.record.reread import reread
from sayso.record.search import Filters
from sayso.record.write import add

from .conftest import Hands, arrival, toll

_AT = "2022-03-05T10:00:00Z"


def test_gained_lost_and_changed(store: Store, clock: Hands) -> None:
    made = toll()
    kill, arrest = made.claims
    add(store, arrival(made), made, "m-1")
    clock.pass_(days=1)
    surer = replace(kill, score=0.99)
    gained = replace(arrest, id="c-new", kind="restrict")
    changes = reread(store, held(store)[0], replace(made, claims=(surer, gained), notes=("new",)), "m-2")
    assert changes.gained == (gained,)
    assert changes.lost == (arrest,)
    assert changes.changed == ((kill, surer),)
    assert (changes.kept, changes.same, bool(changes)) == ((), 0, True)
    assert coded(store) == [replace(made, claims=(surer, gained), notes=("new",))]
    assert {s.model for s in said(store)} == {"m-2"}
    assert [s.claim for s in said(store, Filters(as_known="2022-03-05"))] == [kill, arrest]
    assert audit(store).damage == ()


def test_the_same_reading_changes_nothing_but_the_order_it_gives(store: Store) -> None:
    made = toll()
    add(store, arrival(made), made, "m-1")
    turned = replace(made, claims=made.claims[::-1])
    changes = reread(store, held(store)[0], turned, "m-2")
    assert (bool(changes), changes.same) == (False, 2)
    assert coded(store) == [turned]


def test_looking_writes_nothing(store: Store) -> None:
    made = toll()
    add(store, arrival(made), made, "m-1")
    changes = reread(store, held(store)[0], replace(made, claims=()), "m-2", write=False)
    assert changes.lost == made.claims
    assert coded(store) == [made]


def test_what_a_person_confirmed_or_corrected_stays(store: Store) -> None:
    made = toll()
    kill, arrest = made.claims
    add(store, arrival(made), made, "m-1")
    decide(store, Decision("correct", (kill.id,), "desk", _AT, "map", "place", "Southport"))
    undone = decide(store, Decision("confirm", (arrest.id,), "desk", _AT))
    decide(store, Decision("undo", (undone,), "desk", _AT))
    changes = reread(store, held(store)[0], replace(made, claims=()), "m-2")
    assert (changes.kept, changes.lost) == ((kill,), (arrest,))
    assert [s.claim for s in said(store)] == [kill]
