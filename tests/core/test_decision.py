from __future__ import annotations

import pytest

from sayso.core.decision import Decision, standing
from sayso.core.errors import FormatError

AT = "2022-03-02T10:00:00+00:00"


def _decision(verb: str, *about: str, **more: str) -> Decision:
    return Decision(verb, about, more.pop("by", "desk"), more.pop("at", AT), **more)


def test_what_is_undone_no_longer_stands_and_stands_again_when_the_undo_is_undone() -> None:
    reject, confirm = _decision("reject", "c1"), _decision("confirm", "c2")
    undo = _decision("undo", reject.id, at="2022-03-02T11:00:00+00:00")
    again = _decision("undo", undo.id, at="2022-03-02T12:00:00+00:00")
    assert standing([reject, confirm]) == (reject, confirm)
    assert standing([reject, confirm, undo]) == (confirm,)
    assert standing([reject, confirm, undo, again]) == (reject, confirm)


def test_a_decision_taken_anew_after_its_undo_stands() -> None:
    reject = _decision("reject", "c1")
    undo = _decision("undo", reject.id)
    assert standing([reject, undo, reject]) == (reject,)


def test_every_part_tells_in_the_id() -> None:
    base = _decision("correct", "c1", slot="place", value="Northport")
    others = [
        _decision("correct", "c2", slot="place", value="Northport"),
        _decision("correct", "c1", slot="when", value="Northport"),
        _decision("correct", "c1", slot="place"),
        _decision("correct", "c1", slot="place", value="Northport", why="map"),
        _decision("correct", "c1", slot="place", value="Northport", by="other"),
    ]
    assert len({d.id for d in (base, *others)}) == 6


@pytest.mark.parametrize(
    ("verb", "about", "more"),
    [
        ("guess", ("c1",), {}),
        ("confirm", (), {}),
        ("merge", ("c1",), {}),
        ("correct", ("c1",), {"value": "x"}),
        ("reject", ("c1",), {"slot": "place"}),
        ("reject", ("c1",), {"value": "x"}),
        ("reject", ("c1",), {"by": " "}),
        ("reject", ("c1",), {"at": "2022-03-02T10:00:00"}),
        ("reject", ("c1",), {"at": "yesterday"}),
    ],
)
def test_parts_that_do_not_fit_are_refused(verb: str, about: tuple[str, ...], more: dict[str, str]) -> None:
    with pytest.raises(FormatError):
        _decision(verb, *about, **more)
