"""Decoding on made-up numbers: what a tagger and a pointer say must come out as the spans that they mean."""

from __future__ import annotations

import numpy as np
import pytest

from sayso.reader.decode import apart_from, best, best_each, label_at, pointers, tagged, two_apart, unopened
from sayso.reader.encoder import Seen
from sayso.reader.labels import ROLES, TAGS
from sayso.reader.windows import Window

PIECES = 8
WIDTH = 4
NEAR = np.zeros((len(ROLES), 2, 33), dtype=np.float32)
NONE = np.zeros((len(ROLES), 2, 2), dtype=np.float32)


def window(fresh_from: int = 1) -> Window:
    starts = [-1, 0, 4, 9, 14, 19, 24, -1]
    ends = [-1, 3, 8, 13, 18, 23, 28, -1]
    fresh = [s >= 0 and i >= fresh_from for i, s in enumerate(starts)]
    return Window([1] * PIECES, [0] * PIECES, starts, ends, fresh)


def seen(labels: dict[str, list[str]] | None = None, fresh_from: int = 1) -> Seen:
    tags = {}
    for name, known in TAGS.items():
        tags[name] = np.full((PIECES, len(known)), -4.0, dtype=np.float32)
        for piece, label in enumerate((labels or {}).get(name, [known[0]] * PIECES)):
            tags[name][piece, known.index(label)] = 4.0
    return Seen(window(fresh_from), tags, np.zeros((PIECES, len(ROLES), 3, WIDTH), dtype=np.float32))


def test_a_span_begins_and_goes_on() -> None:
    view = seen({"trigger": ["O", "O", "B-kill", "I-kill", "O", "B-bomb", "B-bomb", "O"]})
    assert [(p.first, p.last, p.label) for p in tagged(view, "trigger")] == [
        (2, 3, "kill"),
        (5, 5, "bomb"),
        (6, 6, "bomb"),
    ]
    assert all(p.score > 0.9 for p in tagged(view, "trigger"))


def test_context_is_not_tagged() -> None:
    view = seen({"trigger": ["O", "B-kill", "O", "O", "O", "B-kill", "O", "O"]}, fresh_from=3)
    assert [p.first for p in tagged(view, "trigger")] == [5]


def test_the_threshold_counts() -> None:
    view = seen({"count": ["O", "O", "B-killed", "O", "O", "O", "O", "O"]})
    view.tags["count"][4, 0] = 0.0
    view.tags["count"][4, 1] = -0.4
    assert [p.first for p in tagged(view, "count", 0.5)] == [2]
    assert [p.first for p in tagged(view, "count", 0.3)] == [2, 4]


def test_a_number_that_goes_on_though_nothing_opens_it_is_one() -> None:
    view = seen({"count": ["O", "O", "O", "I-deployed", "I-deployed", "O", "B-killed", "O"]})
    view.tags["count"][2, TAGS["count"].index("B-deployed")] = 3.5  # "more", not sure enough by itself
    known = tagged(view, "count", 0.5)
    assert [p.first for p in known] == [6]
    (late,) = unopened(view, "count", known, [3, 6])
    assert (late.first, late.last, late.label) == (2, 4, "deployed")
    assert late.score > 0.9
    assert unopened(view, "count", known, [1, 5, 6]) == []
    assert unopened(seen(), "count", [], range(PIECES)) == []


def test_stance_at_a_piece() -> None:
    view = seen({"stance": ["asserted"] * 3 + ["denied"] * 5})
    assert label_at(view, "stance", 4)[0] == "denied"
    assert label_at(view, "stance", 1)[0] == "asserted"


def point(view: Seen, role: str, anchor: int, start: int, end: int) -> None:
    r = ROLES.index(role)
    view.points[anchor, r, 0] = 4.0
    view.points[start, r, 1] = 4.0
    view.points[end, r, 2] = 4.0


def test_a_pointer_gives_the_span_between_start_and_end() -> None:
    view = seen()
    point(view, "actor", 5, 2, 3)
    found = best(pointers(view, ("actor",), [5], NEAR, NONE)[0, 0], view.real, "actor")
    assert (found.where, found.first, found.last) == ("span", 2, 3)
    assert found.score > 0.9


@pytest.mark.parametrize(("piece", "where"), [(0, "none"), (PIECES - 1, "other")])
def test_first_and_last_piece_mean_no_words(piece: int, where: str) -> None:
    view = seen()
    point(view, "says", 4, piece, piece)
    assert best(pointers(view, ("says",), [4], NEAR, NONE)[0, 0], view.real, "says").where == where


def test_an_end_before_its_start_is_not_taken() -> None:
    view = seen()
    point(view, "target", 6, 4, 2)
    found = best(pointers(view, ("target",), [6], NEAR, NONE)[0, 0], view.real, "target")
    assert found.where != "span" or found.first <= found.last


def test_probabilities_sum_to_one_and_distance_counts() -> None:
    near = NEAR.copy()
    near[ROLES.index("place"), :, 17] = 6.0  # one piece to the right
    log = pointers(seen(), ("place", "actor"), [3, 5], near, NONE)
    assert log.shape == (2, 2, 2, PIECES)
    assert np.allclose(np.exp(log).sum(-1), 1, atol=1e-5)
    assert [int(anchor[0, 0].argmax()) for anchor in log] == [4, 6]
    assert pointers(seen(), ("place",), [], near, NONE).shape == (0, 1, 2, PIECES)


def test_nobody_does_it_to_himself() -> None:
    real = np.ones(8, dtype=np.bool_)

    def log(*odds: tuple[int, int, float]) -> np.ndarray:
        chance = np.full((2, 8), 1e-6)
        for first, last, share in odds:
            chance[0, first] += share
            chance[1, last] += share
        return np.log(chance)

    sure, unsure = log((2, 3, 0.9), (5, 5, 0.05)), log((2, 3, 0.5), (6, 6, 0.4))

    def apart(*logs):
        roles = ("actor", "target")
        each = best_each(np.stack(logs), real, roles)
        return two_apart(logs, (each["actor"], each["target"]), real, roles)

    actor, target = apart(sure, unsure)
    assert (actor.first, actor.last, target.first, target.last) == (2, 3, 6, 6)
    target, actor = apart(unsure, sure)
    assert (target.first, actor.first) == (6, 2)
    assert [link.first for link in apart(sure, log((6, 6, 0.9)))] == [2, 6]


def test_a_claimant_never_holds_the_trigger_of_what_it_claims():
    real = np.array([False, *[True] * 8, False])
    logs = np.full((2, 10), -9.0, dtype=np.float32)
    logs[0, 1], logs[0, 6], logs[1, 7] = -0.1, -2.5, -0.1  # "count of 164 killed was wrong, the ministry"
    around = best(logs, real, "says")
    assert (around.first, around.last) == (1, 7)
    clear = apart_from(logs, around, real, 4, "says")
    assert (clear.first, clear.last) == (6, 7)
    assert apart_from(logs, around, real, 8, "says") is around


@pytest.mark.parametrize("seed", range(20))
def test_several_roles_at_once_are_as_one_by_one(seed):
    rng = np.random.default_rng(seed)
    pieces, roles = int(rng.integers(4, 120)), ("actor", "quote", "trigger")
    scores = rng.normal(size=(len(roles), 2, pieces)).astype(np.float32) * 3
    logs = scores - np.log(np.exp(scores).sum(-1, keepdims=True))
    real = rng.random(pieces) < 0.8
    real[[0, -1]] = False
    each = best_each(logs, real, roles)
    for i, role in enumerate(roles):
        alone = best(logs[i], real, role)
        assert (each[role].where, each[role].first, each[role].last) == (alone.where, alone.first, alone.last)
        assert each[role].score == pytest.approx(alone.score, rel=1e-5)
