"""The mean of the weights of several runs: ``python -m train.mean OUT RUN=SHARE RUN=SHARE …``; shares add up to one.

Wortsman et al. 2022 (model soups). Writes OUT/model.safetensors, ready for ``train.to_onnx``, and OUT/log.jsonl with
dev figures of the mean by itself.
"""

from __future__ import annotations

import argparse
import math
from pathlib import Path

from safetensors.torch import load_file
from torch import Tensor

from train.encoders import tokenizer
from train.fit import record
from train.measure import development
from train.model import Reader


def mean(runs: dict[Path, float]) -> dict[str, Tensor]:
    """The weighted mean of each run's weights, by name."""
    if not math.isclose(sum(runs.values()), 1.0):
        raise SystemExit(f"The shares add up to {sum(runs.values()):g}, not to 1.")
    loaded = [(load_file(run / "model.safetensors"), share) for run, share in runs.items()]
    return {name: sum(w[name] * share for w, share in loaded) for name in loaded[0][0]}  # type: ignore[misc]


def depth(weights: dict[str, Tensor]) -> int:
    """How many layers a network of these weights has."""
    return 1 + max(int(name.split(".")[1]) for name in weights if name.startswith("layers."))


def main() -> None:
    """Command line."""
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("out", type=Path), a.add_argument("runs", nargs="+", metavar="RUN=SHARE")
    o = a.parse_args()
    shares = {Path(run): float(share) for run, _, share in (each.rpartition("=") for each in o.runs)}
    weights = mean(shares)
    model = Reader(layers=depth(weights))
    model.load_state_dict(weights)
    o.out.mkdir(parents=True, exist_ok=True)
    line = {"mean of": {run.name: share for run, share in shares.items()}}
    record(model.eval(), development(tokenizer()), o.out, line)


if __name__ == "__main__":
    main()
