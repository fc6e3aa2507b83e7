"""A run that is bounded by its steps gives the same bytes again; it needs torch, which a reader of reports does not."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="needs the train extra")
kept = pytest.importorskip("safetensors.torch", reason="needs the train extra")

from train.example import Example  # noqa: E402
from train.examples_file import Stock  # noqa: E402
from train.fit import fit  # noqa: E402
from train.model import Reader  # noqa: E402

from sayso.reader.labels import ROLES  # noqa: E402

SMALL = {"layers": 2, "width": 24, "heads": 2, "inner": 48, "vocab": 2000}


def windows(count: int) -> list[Example]:
    """Windows of six pieces in which the second begins an event that points at the fourth."""
    tags = np.array([0, 1, 2, 0, 0, 0], np.int8)
    return [
        Example(
            "claims",
            f"r{i}",
            np.arange(1000 + i, 1006 + i, dtype=np.uint16),
            np.ones(6, np.uint8),
            {"trigger": tags},
            [],
            [(1, ROLES.index("actor"), [3], [4])],
        )
        for i in range(count)
    ]


def run(folder: Path, seed: int) -> bytes:
    torch.manual_seed(0)
    folder.mkdir()
    kept.save_file(Reader(drop=0.0, **SMALL).state_dict(), folder / "start.safetensors")
    settings = {
        "seed": seed, "start": str(folder / "start.safetensors"), "rounds": 3, "pieces": 24, "warm": 0.1,
        "rate": 1e-3, "head_rate": 1e-3, "drop": 0.1, "mask": 0.2, "digits": 0.2, "average": 0.9,
        "network": SMALL, "share": {"claims": 1.0},
    }  # fmt: skip
    stock = Stock({"claims": windows(12)}, windows(3), [1001, 1002])
    fit(settings, stock, folder, argparse.Namespace(minutes=0, workers=0))
    return (folder / "model.safetensors").read_bytes()


def test_the_same_run_gives_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    first = run(tmp_path / "a", 1)
    assert run(tmp_path / "b", 1) == first
    assert run(tmp_path / "c", 2) != first


def test_a_run_moves_the_weights_that_it_learns_and_no_word_vectors(tmp_path: Path) -> None:
    run(tmp_path / "a", 1)
    before, after = (
        kept.load_file(tmp_path / "a" / name) for name in ("start.safetensors", "model.safetensors")
    )
    assert torch.equal(before["word.weight"], after["word.weight"])
    assert not torch.equal(before["layers.0.up.weight"], after["layers.0.up.weight"])
