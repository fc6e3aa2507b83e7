"""Attention window by window gives what PyTorch's own gives, and the weights that ship can be taken up again; both need
torch, which a reader of reports does not."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch", reason="needs the train extra")
pytest.importorskip("onnx", reason="needs the train extra")

import numpy as np  # noqa: E402
from train.attention import ByWindow  # noqa: E402
from train.from_onnx import MODELS, weights  # noqa: E402
from train.model import Reader  # noqa: E402


def test_values_and_gradients_are_those_of_the_common_operator() -> None:
    torch.manual_seed(1)
    parts = [torch.randn(3, 2, 7, 4, requires_grad=True) for _ in range(3)]
    mask = torch.ones(3, 1, 1, 7, dtype=torch.bool)
    mask[1, ..., 5:] = False
    wanted = torch.nn.functional.scaled_dot_product_attention(*parts, attn_mask=mask)
    grown = torch.randn_like(wanted)
    gradients = torch.autograd.grad(wanted, parts, grown)
    found = ByWindow.apply(*parts, mask)
    torch.testing.assert_close(found, wanted)
    for ours, theirs in zip(torch.autograd.grad(found, parts, grown), gradients, strict=True):
        torch.testing.assert_close(ours, theirs)


def test_the_shipped_network_gives_the_same_scores_from_its_weights_as_floats() -> None:
    onnxruntime = pytest.importorskip("onnxruntime")
    model = Reader()
    model.load_state_dict(weights())
    ids = np.random.default_rng(1).integers(1000, 5000, (1, 60))
    session = onnxruntime.InferenceSession(str(MODELS / "reader.onnx"))
    wanted, _ = session.run(None, {"ids": ids, "cases": np.ones_like(ids)})
    with torch.no_grad():
        found, _ = model.eval()(torch.from_numpy(ids), torch.ones_like(torch.from_numpy(ids)))
    assert np.corrcoef(wanted.ravel(), found.numpy().ravel())[0, 1] > 0.99
