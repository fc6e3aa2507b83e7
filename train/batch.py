"""Windows side by side as tensors, with their noise and their labels; made on the processor, moved where the network
is."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from sayso.reader.windows import CASES
from train.example import IGNORE, Example

STRIDE = 8
"""Batches are padded to a multiple of this, which attention on a graphics card wants."""


@dataclass(frozen=True)
class Noise:
    """Input noise: shares of pieces hidden, of numbers swapped and of windows shown in one letter case;
    ``numbers`` are the vocabulary's own digit pieces."""

    mask: float
    digits: float
    numbers: list[int]
    hidden: int
    case: float = 0.0


@dataclass
class Batch:
    """``ids`` (with noise), ``clean`` (without) and ``cases``: ``[batch, pieces]``, 0 where padded; ``lengths``:
    ``[batch]``.

    ``tags``: labels ``[batch, pieces]`` of the taggers that are labelled here. ``facts``: row, piece, value.
    ``links``: row, piece and role of each anchor; ``answers``: number of the link, 0 for a start and 1 for an end,
    piece.
    """

    ids: Tensor
    clean: Tensor
    cases: Tensor
    lengths: Tensor
    tags: dict[str, Tensor]
    facts: tuple[Tensor, Tensor, Tensor] | None
    links: Tensor
    answers: Tensor
    taught: bool

    def to(self, device: torch.device) -> Batch:
        """The same on another device."""

        def moved(value: object) -> object:
            if isinstance(value, Tensor):
                return value.to(device, non_blocking=True)
            if isinstance(value, dict):
                return {k: moved(v) for k, v in value.items()}
            return tuple(moved(v) for v in value) if isinstance(value, tuple) else value

        return Batch(**{f.name: moved(getattr(self, f.name)) for f in fields(self)})  # type: ignore[arg-type]

    def pin_memory(self) -> Batch:
        """The same in memory from which a graphics card copies by itself."""

        def pinned(value: object) -> object:
            if isinstance(value, Tensor):
                return value.pin_memory()
            if isinstance(value, dict):
                return {k: pinned(v) for k, v in value.items()}
            return tuple(pinned(v) for v in value) if isinstance(value, tuple) else value

        return Batch(**{f.name: pinned(getattr(self, f.name)) for f in fields(self)})  # type: ignore[arg-type]


def groups(
    examples: list[Example], chosen: Iterable[int], pieces: int, rng: random.Random
) -> list[list[int]]:
    """Numbers of windows of like length together, at most ``pieces`` with padding, in random order."""
    order = sorted(chosen, key=lambda i: len(examples[i].ids) + rng.random() * 24)
    made: list[list[int]] = []
    for i in order:
        longest = len(examples[i].ids)
        if not made or (len(made[-1]) + 1) * longest > pieces:
            made.append([])
        made[-1].append(i)
    rng.shuffle(made)
    return made


def collate(
    rows: list[Example], noise: Noise | None, rng: np.random.Generator, unlabelled: str = ""
) -> Batch:
    """The batch of these windows. ``taught`` if the first comes from the set of texts without labels."""
    b, n = len(rows), -(-max(len(e.ids) for e in rows) // STRIDE) * STRIDE
    clean, ids, cases = (np.zeros((b, n), np.int64) for _ in range(3))
    for i, e in enumerate(rows):
        clean[i, : len(e.ids)] = e.ids
        ids[i, : len(e.ids)] = e.ids if noise is None else _noisy(e.ids, noise, rng)
        cases[i, : len(e.ids)] = e.cases if noise is None else _one_case(e.cases, noise, rng)
    tags = {}
    for name in {t for e in rows for t in e.tags}:
        gold = np.full((b, n), IGNORE, np.int64)
        for i, e in enumerate(rows):
            if name in e.tags:
                gold[i, : len(e.ids)] = e.tags[name]
        if (gold >= 0).any():
            tags[name] = torch.from_numpy(gold)
    facts = [(i, at, value) for i, e in enumerate(rows) for at, value in e.facts]
    links = [(i, at, role, a, z) for i, e in enumerate(rows) for at, role, a, z in e.links]
    answers = [
        (k, side, piece)
        for k, (*_, a, z) in enumerate(links)
        for side, ps in ((0, a), (1, z))
        for piece in ps
    ]
    return Batch(
        torch.from_numpy(ids),
        torch.from_numpy(clean),
        torch.from_numpy(cases),
        torch.tensor([len(e.ids) for e in rows]),
        tags,
        (
            torch.tensor([f[0] for f in facts]),
            torch.tensor([f[1] for f in facts]),
            torch.tensor([f[2] for f in facts]),
        )
        if facts
        else None,
        torch.tensor([link[:3] for link in links], dtype=torch.long).reshape(-1, 3),
        torch.tensor(answers, dtype=torch.long).reshape(-1, 3),
        rows[0].source == unlabelled,
    )


def _noisy(ids: npt.NDArray[np.uint16], noise: Noise, rng: np.random.Generator) -> npt.NDArray[np.uint16]:
    swap = np.isin(ids, noise.numbers) & (rng.random(len(ids)) < noise.digits)
    hide = ~swap & (ids > 103) & (rng.random(len(ids)) < noise.mask)
    out = np.where(hide, noise.hidden, ids)
    out[swap] = rng.choice(noise.numbers, int(swap.sum()))
    return out


def _one_case(cases: npt.NDArray[np.uint8], noise: Noise, rng: np.random.Generator) -> npt.NDArray[np.uint8]:
    """Letter case as the text has it, or now and then all capitals or all small letters (headlines, old wires)."""
    if rng.random() >= noise.case:
        return cases
    letters = [CASES.index(c) for c in ("lower", "capitalised", "upper", "mixed")]
    shown = CASES.index("upper") if rng.random() < 0.5 else CASES.index("lower")
    return np.where(np.isin(cases, letters), shown, cases)
