"""The files that ship → weights from which a run can start: ``python -m train.from_onnx OUT [--models FOLDER]``.

What int8 lost stays lost (dev and check figures of such weights, exported again, are those of what ships). Writes
OUT/model.safetensors.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from safetensors.torch import save_file
from torch import Tensor

from train.model import Reader

MODELS = Path(__file__).parents[1] / "src/sayso/reader/models"
PRODUCTS = ("three", "out", "up", "down")
"""Matrix products of a layer in the order of the graph; ``three``: query, key and value."""


def weights(folder: Path = MODELS) -> dict[str, Tensor]:
    """The reader's weights as floats, by the names of `Reader`."""
    graph = onnx.load(str(folder / "reader.onnx")).graph
    kept = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    card = json.loads((folder / "card.json").read_text())
    names = sorted((n for n in kept if n.endswith("_quantized")), key=lambda n: int(n.split("_")[1]))
    products = [_floats(kept, name.removesuffix("_quantized")) for name in names]
    found = {
        "word.weight": _tensor(kept["rows"]) * _tensor(kept["scale"]),
        "tag.weight": products[-2],
        "point.weight": products[-1],
        "near": torch.tensor(card["near"]),
        "none": torch.tensor(card["none"]),
    }
    found |= {
        n: _tensor(kept[f"inner.{n}"])
        for n in ("place.weight", "case.weight", "norm.weight", "norm.bias", "tag.bias", "point.bias")
    }
    kind = torch.zeros(2, found["norm.bias"].numel())
    kind[0] = _tensor(next(a for n, a in kept.items() if n.startswith("onnx::Add")))
    found["kind.weight"] = kind
    for at in range((len(products) - 2) // len(PRODUCTS)):
        found |= _layer(kept, at, products[at * len(PRODUCTS) :])
    return found


def _layer(kept: dict[str, Any], at: int, products: list[Tensor]) -> dict[str, Tensor]:
    old, new, found = f"inner.layers.{at}.", f"layers.{at}.", {}
    threes = (products[0].chunk(3), _tensor(kept[f"{old}three.bias"]).chunk(3))
    for name, weight, bias in zip(("query", "key", "value"), *threes, strict=True):
        found[f"{new}{name}.weight"], found[f"{new}{name}.bias"] = weight.contiguous(), bias.contiguous()
    for name, weight in zip(PRODUCTS[1:], products[1:], strict=False):
        found[f"{new}{name}.weight"] = weight
        found[f"{new}{name}.bias"] = _tensor(kept[f"{old}layer.{name}.bias"])
    for name in ("norm1.weight", "norm1.bias", "norm2.weight", "norm2.bias"):
        found[new + name] = _tensor(kept[f"{old}layer.{name}"])
    return found


def _floats(kept: dict[str, Any], name: str) -> Tensor:
    return (_tensor(kept[f"{name}_quantized"]) * _tensor(kept[f"{name}_scale"])).t().contiguous()


def _tensor(values: Any) -> Tensor:
    return torch.from_numpy(np.array(values)).float()


def main() -> None:
    """Command line."""
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("out", type=Path), a.add_argument("--models", type=Path, default=MODELS)
    o = a.parse_args()
    found = weights(o.models)
    Reader(layers=1 + max(int(n.split(".")[1]) for n in found if n.startswith("layers."))).load_state_dict(
        found
    )
    o.out.mkdir(parents=True, exist_ok=True)
    save_file(found, o.out / "model.safetensors")


if __name__ == "__main__":
    main()
