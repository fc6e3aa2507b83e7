"""Batches and losses of the trainer; they need torch, which a reader of reports does not."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="needs the train extra")

from train.batch import Noise, collate  # noqa: E402
from train.distil import distil_loss  # noqa: E402
from train.example import IGNORE, Example  # noqa: E402
from train.fit import DOUBLED, chosen_layers  # noqa: E402
from train.loss import loss_of  # noqa: E402
from train.model import Reader, relative_bucket  # noqa: E402

from sayso.reader.labels import ROLES, TAGS  # noqa: E402

SMALL = {"layers": 2, "width": 24, "heads": 2, "inner": 48, "vocab": 2000, "drop": 0.0}


def example(
    length: int, tags: dict[str, list[int]], links: list[tuple[int, int, list[int], list[int]]]
) -> Example:
    ids = np.arange(1000, 1000 + length, dtype=np.uint16)
    return Example(
        "claims",
        "r",
        ids,
        np.ones(length, np.uint8),
        {k: np.array(v, np.int8) for k, v in tags.items()},
        [],
        links,
    )


def two() -> list[Example]:
    trigger = [0, 1, 2, 0, 0, IGNORE]
    return [
        example(6, {"trigger": trigger}, [(1, ROLES.index("actor"), [3, 4], [4, 4]), (1, 0, [0], [0])]),
        example(4, {"cue": [0, 1, 0, 0]}, []),
    ]


def test_a_batch_is_padded_and_silent_where_nothing_is_labelled():
    batch = collate(two(), None, np.random.default_rng(0))
    assert batch.ids.shape == (2, 8)
    assert batch.ids[1].tolist() == [1000, 1001, 1002, 1003, 0, 0, 0, 0]
    assert batch.tags["cue"][0].tolist() == [IGNORE] * 8
    assert batch.links.tolist() == [[0, 1, ROLES.index("actor")], [0, 1, 0]]
    assert batch.answers.tolist() == [[0, 0, 3], [0, 0, 4], [0, 1, 4], [0, 1, 4], [1, 0, 0], [1, 1, 0]]


def test_noise_hides_and_swaps_but_keeps_the_clean_text():
    batch = collate(two(), Noise(1.0, 0.0, [1001], 103), np.random.default_rng(0))
    assert set(batch.ids[batch.clean != 0].tolist()) == {103}
    assert batch.clean[0, :6].tolist() == list(range(1000, 1006))
    swapped = collate(two(), Noise(0.0, 1.0, [1001], 103), np.random.default_rng(0))
    assert torch.equal(swapped.ids, swapped.clean)  # the one number can only be swapped for itself


def test_learning_lowers_the_loss_and_moves_no_unlabelled_head():
    torch.manual_seed(0)
    model, batch = Reader(**SMALL), collate(two(), None, np.random.default_rng(0))
    opt = torch.optim.Adam(model.parameters(), 1e-2)
    time_rows = slice(*(sum(len(v) for k, v in TAGS.items() if list(TAGS).index(k) < n) for n in (5, 6)))
    before, losses = model.tag.weight[time_rows].clone(), []
    for _ in range(12):
        loss, parts = loss_of(model, batch, *model(batch.ids, batch.cases))
        opt.zero_grad()
        loss.backward()
        opt.step()
        losses.append(loss.item())
    assert losses[-1] < losses[0] / 2
    assert set(parts) == {"trigger", "cue", "→"}
    assert torch.equal(model.tag.weight[time_rows], before)


def test_a_student_comes_closer_to_its_teacher():
    torch.manual_seed(0)
    teacher = Reader(**SMALL).eval().requires_grad_(False)
    student, bridge = Reader(**SMALL), torch.nn.Linear(24, 24)
    batch = collate(two(), None, np.random.default_rng(0))
    opt, losses = torch.optim.Adam([*student.parameters(), *bridge.parameters()], 1e-2), []
    for _ in range(12):
        states = student.encode(batch.ids, batch.cases)
        loss = distil_loss(student, (states, *student.heads(states)), teacher, bridge, batch)
        opt.zero_grad()
        loss.backward()
        opt.step()
        losses.append(loss.item())
    assert losses[-1] < losses[0]


def test_fewer_layers_are_taken_in_order():
    weights = Reader(**SMALL).state_dict()
    kept = chosen_layers(weights, [1])
    assert torch.equal(kept["layers.0.up.weight"], weights["layers.1.up.weight"])
    assert not any(name.startswith("layers.1.") for name in kept)
    Reader(**(SMALL | {"layers": 1})).load_state_dict(kept)


def test_a_layer_that_comes_twice_adds_less_each_time():
    weights = Reader(**SMALL).state_dict()
    kept = chosen_layers(weights, [0, 0, 1])
    for at in (0, 1):
        assert torch.equal(kept[f"layers.{at}.down.weight"], weights["layers.0.down.weight"] * DOUBLED)
        assert torch.equal(kept[f"layers.{at}.up.weight"], weights["layers.0.up.weight"])
    assert torch.equal(kept["layers.2.down.weight"], weights["layers.1.down.weight"])
    Reader(**(SMALL | {"layers": 3})).load_state_dict(kept)


def test_relative_buckets_are_exact_when_near_and_told_apart_by_direction():
    found = relative_bucket(300, torch.device("cpu"))
    assert found[5, :8].tolist() == [5, 4, 3, 2, 1, 0, 17, 18]
    assert found.min() == 0
    assert found.max() == 31
    assert found[299, 0] == 15
