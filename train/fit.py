"""Train one reader: ``python -m train.fit train/runs/teacher.toml OUT [--minutes N] [--examples FILE]``.

Writes OUT/model.safetensors (the running average of the weights) and OUT/log.jsonl with dev figures, both now and then.
Uses a graphics card where there is one.
"""

from __future__ import annotations

import argparse
import copy
import json
import lzma
import pickle
import random
import time
import tomllib
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.utils.data import DataLoader, get_worker_info

from train.batch import Batch, Noise, collate, groups
from train.distil import distil_loss
from train.encoders import fill
from train.example import Example
from train.examples_file import UNLABELLED, Stock, load
from train.loss import loss_of
from train.measure import measure
from train.model import Reader

MASK = 103
"""The vocabulary's ``[MASK]``."""
HEADS = {"tag", "point", "near", "none", "case"}
RECORD_S = 600.0
"""Seconds after which figures and weights are written again, so that little is lost if a run is ended."""
TAUGHT = 0.5
"""How much a teacher's word counts beside labels."""
DOUBLED = 0.7
"""Of 0.5 to 1 the best for a network in which every layer comes twice, before it learns."""


def schedule(step: int, steps: int, warm: float) -> float:
    """Linear warm-up, then linear decay."""
    rise = max(1, int(warm * steps))
    return step / rise if step < rise else max(0.0, (steps - step) / (steps - rise))


def optimizer(model: nn.Module, run: dict[str, Any], device: torch.device) -> torch.optim.Optimizer:
    """AdamW; heads and letter case learn faster than the encoder; word vectors stay where ``words`` is not set."""
    slow, fast = [], []
    for name, p in model.named_parameters():
        if name.endswith("word.weight") and not run.get("words"):
            p.requires_grad_(False)
        elif not name.endswith("relative.weight"):
            inside = name.removeprefix("reader.").split(".")[0]
            (fast if inside in HEADS or "bridges" in name else slow).append(p)
    sets = [{"params": slow, "lr": run["rate"]}, {"params": fast, "lr": run["head_rate"]}]
    return torch.optim.AdamW(sets, weight_decay=0.01, fused=device.type == "cuda")


def network(run: dict[str, Any], drop: float) -> Reader:
    """A network of the run's size with the weights that it starts from: an earlier run's, or a packaged encoder's."""
    torch.manual_seed(run["seed"])
    size = run.get("network", {})
    model = Reader(drop=drop, **size)
    if run.get("start"):
        kept = load_file(run["start"])
        model.load_state_dict(chosen_layers(kept, run["layers"]) if run.get("layers") else kept)
    else:
        fill(model, "mpnet" if size.get("relative") else "minilm")
    return model


def chosen_layers(weights: dict[str, Tensor], layers: list[int]) -> dict[str, Tensor]:
    """The weights of a network of fewer or more layers: these of the given one's, in this order. What a layer that
    comes twice adds to its input counts `DOUBLED` each time, so that both together do about what it did alone."""
    kept = {name: w for name, w in weights.items() if not name.startswith("layers.")}
    for new, old in enumerate(layers):
        head, times = f"layers.{old}.", DOUBLED if layers.count(old) > 1 else 1.0
        for name, w in weights.items():
            if name.startswith(head):
                part = name.removeprefix(head)
                kept[f"layers.{new}.{part}"] = w * times if part.startswith(("out.", "down.")) else w.clone()
    return kept


class Trainee(nn.Module):
    """The network in training with a bridge to each teacher's states."""

    def __init__(self, reader: Reader, teachers: list[Reader]) -> None:
        super().__init__()
        self.reader = reader
        width = reader.word.embedding_dim
        self.bridges = nn.ModuleList(nn.Linear(width, t.word.embedding_dim) for t in teachers)


def teachers_of(run: dict[str, Any], device: torch.device) -> list[Reader]:
    """The teachers that a run names (``path``, ``network``), ready to be asked."""
    made = []
    for one in run.get("teachers", []):
        teacher = Reader(drop=0.0, **one.get("network", {}))
        teacher.load_state_dict(load_file(one["path"]))
        made.append(teacher.eval().requires_grad_(False).to(device))
    return made


def part_of(rows: list[Example], share: float) -> list[Example]:
    """The windows of about this share of the texts, always the same ones."""
    return [e for e in rows if zlib.crc32(e.text.encode()) % 1000 < share * 1000] if share < 1 else rows


def plan(
    run: dict[str, Any], data: dict[str, list[Example]], rng: random.Random
) -> tuple[list[Example], list[list[list[int]]]]:
    """All windows, and the batches of every round as numbers of windows: of each set a slice that moves on, texts for
    the teacher apart from labelled ones."""
    flat: list[Example] = []
    places = {}
    for name, rows in data.items():
        kept = part_of(rows, run.get("texts", {}).get(name, 1.0))
        rng.shuffle(kept)
        places[name] = range(len(flat), len(flat) + len(kept))
        flat += kept
    rounds = []
    for k in range(run["rounds"]):
        labelled, taught = [], []
        for name, place in places.items():
            size = int(len(place) * run["share"][name])
            begin = k * size % len(place) if place else 0
            (taught if name == UNLABELLED else labelled).extend((list(place) * 2)[begin : begin + size])
        todo = groups(flat, labelled, run["pieces"], rng) + groups(flat, taught, run["pieces"], rng)
        rng.shuffle(todo)
        rounds.append(todo)
    return flat, rounds


class Feed:
    """Batches in the order of the plan, made by ``workers`` further processes (0: by this one)."""

    def __init__(self, run: dict[str, Any], rows: list[Example], numbers: list[int], workers: int) -> None:
        self.noise = Noise(run["mask"], run["digits"], numbers, MASK, run.get("case", 0.0))
        self.rows, self.workers, self.seed = rows, workers, run["seed"]

    def __call__(self, todo: list[list[int]]) -> Iterator[Batch]:
        return iter(
            DataLoader(
                self.rows,  # type: ignore[arg-type]
                batch_sampler=todo,
                collate_fn=self.one,
                num_workers=self.workers,
                pin_memory=self.workers > 0,
                prefetch_factor=16 if self.workers else None,
            )
        )

    def one(self, rows: list[Example]) -> Batch:
        """The batch of these windows, its noise from the worker's own seed."""
        info = get_worker_info()
        if not hasattr(self, "rng"):
            self.rng = np.random.default_rng([self.seed, info.id if info else 0])
        return collate(rows, self.noise, self.rng, UNLABELLED)


def fit(run: dict[str, Any], stock: Stock, out: Path, o: argparse.Namespace) -> None:
    """The whole run; with ``minutes`` the learning rate falls with the clock, and the run ends in time."""
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.set_float32_matmul_precision("high")
    rng = random.Random(run["seed"])
    rows, rounds = plan(run, {n: r for n, r in stock.sets.items() if n in run["share"]}, rng)
    teachers = teachers_of(run, device)
    model = Trainee(network(run, run["drop"]), teachers).to(device).train()
    kept = copy.deepcopy(model.reader).eval()
    opt, feed = optimizer(model, run, device), Feed(run, rows, stock.numbers, o.workers)
    bases = [g["lr"] for g in opt.param_groups]
    todo = [batch for each in rounds for batch in each]
    steps, began, sums = len(todo), time.time(), {}  # type: int, float, dict[str, list[Tensor]]
    recorded = began
    for step, batch in enumerate(feed(todo), 1):
        spent = (time.time() - began) / 60
        passed = max(step, int(spent / o.minutes * steps)) if o.minutes else step
        for group, base in zip(opt.param_groups, bases, strict=True):
            group["lr"] = base * schedule(min(steps, passed), steps, run["warm"])
        parts = one_step(model, teachers, opt, batch.to(device), step)
        keep(kept, model.reader, min(run["average"], (1 + step) / (10 + step)))
        for name, value in parts.items():
            sums.setdefault(name, []).append(value)
        if step % 100 == 0:
            recent = {k: round(float(torch.stack(v[-100:]).mean()), 3) for k, v in sums.items()}
            print(f"{step}/{steps} {spent:.1f} min", recent, flush=True)
            sums = {}
        over = o.minutes and spent > o.minutes
        if over or step == steps or time.time() - recorded > RECORD_S:
            recorded = time.time()
            line = {"step": step, "minutes": round(spent, 1), "pieces": run["pieces"]}
            record(kept, stock.dev, out, line)
        if over:
            break


def one_step(
    model: Trainee, teachers: list[Reader], opt: torch.optim.Optimizer, batch: Batch, step: int
) -> dict[str, Tensor]:
    """Learn from one batch, its labels and, in turn, one of the teachers; the losses by head."""
    with torch.autocast(batch.ids.device.type, torch.bfloat16):
        states = model.reader.encode(batch.ids, batch.cases)
        tags, points = model.reader.heads(states)
        loss, parts = loss_of(model.reader, batch, tags, points)
        if teachers:
            k = step % len(teachers)
            seen = (states, tags, points)
            soft = distil_loss(model.reader, seen, teachers[k], model.bridges[k], batch)  # type: ignore[arg-type]
            parts["teacher"] = soft.detach()
            loss = soft if batch.taught else loss + TAUGHT * soft
    opt.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_([p for g in opt.param_groups for p in g["params"]], 1.0)
    opt.step()
    return parts


def keep(kept: Reader, model: Reader, decay: float) -> None:
    """Move the running average of the weights a little towards the model."""
    with torch.no_grad():
        torch._foreach_lerp_(list(kept.parameters()), list(model.parameters()), 1 - decay)


def record(kept: Reader, dev: list[Example], out: Path, line: dict[str, Any]) -> None:
    """Dev figures to the log, the averaged weights to disk."""
    save_file({n: w.contiguous() for n, w in kept.state_dict().items()}, out / "model.safetensors")
    line |= measure(kept, dev)
    print(json.dumps(line), flush=True)
    with (out / "log.jsonl").open("a") as log:
        log.write(json.dumps(line) + "\n")


def main() -> None:
    """Command line."""
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("run", type=Path), a.add_argument("out", type=Path)
    a.add_argument("--minutes", type=float, default=0)
    a.add_argument("--examples", type=Path, help="windows from train.examples_file instead of the sets")
    a.add_argument("--workers", type=int, default=0, help="processes that make batches")
    o = a.parse_args()
    o.out.mkdir(parents=True, exist_ok=True)
    run = tomllib.loads(o.run.read_text())
    if o.examples:
        with lzma.open(o.examples) as stored:
            stock = pickle.load(stored)
    else:
        from train.encoders import tokenizer

        stock = load(tokenizer(), run)
    fit(run, stock, o.out, o)


if __name__ == "__main__":
    main()
