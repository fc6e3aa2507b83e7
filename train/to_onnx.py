"""A trained network → the files that ship: ``python -m train.to_onnx RUN_FOLDER OUT_FOLDER [--fp32]``.

Word vectors become int8 a row with a scale; matrix products int8 per channel (dynamic). ``card.json`` holds
the labels, the
pointers' distance tables, thresholds, and the run's log.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from sayso.reader.labels import ROLES, TAGS
from train.encoders import encoder_folder
from train.mean import depth
from train.model import Layer, Reader

THRESHOLDS = {"trigger": 0.4, "count": 0.25, "cue": 0.55, "time": 0.5, "place": 0.5, "name": 0.5, "lone": 0.3}


class Shipped(nn.Module):
    """The network with its word vectors as int8."""

    def __init__(self, model: Reader) -> None:
        super().__init__()
        self.inner = model
        scale = model.word.weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("scale", scale)
        self.register_buffer("rows", torch.round(model.word.weight / scale).to(torch.int8))
        model.word = _Rows(self.rows, self.scale)  # type: ignore[assignment]
        model.layers = nn.ModuleList(_Unmasked(layer) for layer in model.layers)  # type: ignore[arg-type]

    def forward(self, ids: Tensor, cases: Tensor) -> tuple[Tensor, Tensor]:
        return self.inner(ids, cases)


class _Unmasked(nn.Module):
    """A layer for one window without padding: no mask, query, key and value from one product, which ONNX Runtime
    quantizes once, and its own attention, which never writes the scores of all pairs to memory."""

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        self.layer, parts = layer, (layer.query, layer.key, layer.value)
        width = layer.query.in_features
        self.three = nn.Linear(width, 3 * width)
        self.three.weight.data = torch.cat([p.weight for p in parts])
        self.three.bias.data = torch.cat([p.bias for p in parts])

    def forward(self, x: Tensor, _mask: Tensor) -> Tensor:
        query, key, value = self.three(x).chunk(3, -1)
        y = _Attention.apply(query, key, value, self.layer.heads)
        x = self.layer.norm1(x + self.layer.out(y))
        return self.layer.norm2(x + self.layer.down(torch.nn.functional.gelu(self.layer.up(x))))


class _Attention(torch.autograd.Function):
    """Attention of several heads as ONNX Runtime's own operator."""

    @staticmethod
    def forward(ctx: Any, query: Tensor, key: Tensor, value: Tensor, heads: int) -> Tensor:  # noqa: ARG004
        b, n, w = query.shape
        q, k, v = (t.view(b, n, heads, w // heads).transpose(1, 2) for t in (query, key, value))
        y = torch.nn.functional.scaled_dot_product_attention(q, k, v)
        return y.transpose(1, 2).reshape(b, n, w)

    @staticmethod
    def symbolic(g: Any, query: Any, key: Any, value: Any, heads: int) -> Any:
        made = g.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads)
        made.setType(query.type())
        return made


class _Rows(nn.Module):
    def __init__(self, rows: Tensor, scale: Tensor) -> None:
        super().__init__()
        self.register_buffer("rows", rows, persistent=False)
        self.register_buffer("scale", scale, persistent=False)

    def forward(self, ids: Tensor) -> Tensor:
        return self.rows[ids].float() * self.scale[ids]


def export(run: Path, out: Path, *, int8: bool, teacher: Path | None = None) -> None:
    """Write reader.onnx, tokenizer.json and card.json into ``out``; the card keeps the dev figures of both."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    out.mkdir(parents=True, exist_ok=True)
    weights = load_file(run / "model.safetensors")
    model = Reader(layers=depth(weights))
    model.load_state_dict(weights)
    near, none = model.near.tolist(), model.none.tolist()
    ids = torch.randint(1000, 2000, (1, 40))
    with tempfile.TemporaryDirectory() as work:
        plain = Path(work) / "plain.onnx"
        axes = {"ids": {1: "n"}, "cases": {1: "n"}, "tags": {1: "n"}, "points": {1: "n"}}
        torch.onnx.export(
            Shipped(model).eval(),
            (ids, torch.zeros_like(ids)),
            str(plain),
            input_names=["ids", "cases"],
            output_names=["tags", "points"],
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
            custom_opsets={"com.microsoft": 1},
        )
        if int8:
            quantize_dynamic(
                str(plain),
                str(out / "reader.onnx"),
                op_types_to_quantize=["MatMul"],
                per_channel=True,
                weight_type=QuantType.QInt8,
            )
        else:
            shutil.copy(plain, out / "reader.onnx")
    shutil.copy(encoder_folder() / "tokenizer.json", out / "tokenizer.json")
    card = {
        "name": "sayso-reader",
        "version": "7",
        "window": 384,
        "encoder": "all-MiniLM-L6-v2 (Apache-2.0), fine-tuned",
        "sha256": hashlib.sha256((out / "reader.onnx").read_bytes()).hexdigest(),
        "thresholds": THRESHOLDS,
        "calibration": [1.0, 0.0],
        "tags": {k: list(v) for k, v in TAGS.items()},
        "roles": list(ROLES),
        "near": near,
        "none": none,
        "log": _last(run),
        "teacher": _last(teacher),
    }
    (out / "card.json").write_text(json.dumps(card) + "\n")


def _last(run: Path | None) -> list[Any]:
    """The last line of a run's log, if it has one."""
    if run is None or not (run / "log.jsonl").is_file():
        return []
    return [json.loads(line) for line in (run / "log.jsonl").read_text().splitlines()][-1:]


def main() -> None:
    """Command line."""
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("run", type=Path), a.add_argument("out", type=Path)
    a.add_argument("--fp32", action="store_true")
    a.add_argument("--teacher", type=Path, help="the run that the network learned from")
    o = a.parse_args()
    export(o.run, o.out, int8=not o.fp32, teacher=o.teacher)


if __name__ == "__main__":
    main()
