"""The least sure and most consequential claims come first, those decided about not at all."""

from __future__ import annotations

from dataclasses import replace

from sayso.core.decision import Decision
from sayso.record.queue import queue
from sayso.record.read import Held, Said

from .conftest import toll

_AT = "2022-03-05T10:00:00Z"


def _said(dead: int = 12, score: float | None = None) -> list[Said]:
    made = toll(dead)
    held = Held(1, made.report, "x.txt", _AT, _AT)
    return [Said(c if score is None else replace(c, score=score), held, "m") for c in made.claims]


def test_doubt_size_and_dispute_decide_the_order() -> None:
    sure, unsure = _said()
    assert [w.said for w in queue([sure, unsure])] == [unsure, sure]
    small, large = _said(2, 0.5)[0], _said(2000, 0.5)[0]
    assert [w.said for w in queue([small, large])] == [large, small]
    first, second = _said(100, 0.5)[0], _said(101, 0.5)[0]
    assert queue([first, second])[0].said is second
    waiting = queue([first, second], disputed={first.claim.id})
    assert waiting[0].said is first
    assert waiting[0].because == "score 0.50, a figure of 100, in dispute"


def test_a_claim_of_full_score_still_has_its_place() -> None:
    sure = _said(500, 1.0)
    weights = [w.weight for w in queue(sure)]
    assert weights == sorted(weights, reverse=True)
    assert all(weights)


def test_what_was_decided_waits_no_more_until_that_is_undone() -> None:
    kill, arrest = _said()
    done = Decision("reject", (arrest.claim.id,), "desk", _AT)
    assert [w.said for w in queue([kill, arrest], [done])] == [kill]
    undo = Decision("undo", (done.id,), "desk", _AT)
    assert len(queue([kill, arrest], [done, undo])) == 2
    merge = Decision("merge", (kill.claim.id, arrest.claim.id), "desk", _AT)
    assert len(queue([kill, arrest], [merge])) == 2
