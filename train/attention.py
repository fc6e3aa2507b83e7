"""Attention for training on the processor, one window after the other.

PyTorch's own operator takes most of a step there: its gradient in bf16 is written for long texts. Here the scores of
one window, a few megabytes, stay in the cache and are made again for the gradient instead of being kept.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor


class ByWindow(torch.autograd.Function):
    """Attention of ``[windows, heads, pieces, width]`` over the pieces where ``mask`` ``[windows, 1, 1, pieces]``."""

    @staticmethod
    def forward(ctx: Any, query: Tensor, key: Tensor, value: Tensor, mask: Tensor) -> Tensor:
        """The values that each piece attends to, in the shape of ``query``."""
        bias = torch.zeros(mask.shape, dtype=query.dtype).masked_fill(~mask, -1e4)[:, 0]
        scaled, out = query * query.shape[-1] ** -0.5, torch.empty_like(query)
        for i in range(len(query)):
            out[i] = torch.bmm(_weights(scaled[i], key[i], bias[i]), value[i])
        ctx.save_for_backward(scaled, key, value, out, bias)
        return out

    @staticmethod
    def backward(ctx: Any, grown: Tensor) -> tuple[Tensor, Tensor, Tensor, None]:  # type: ignore[override]
        """The gradients of query, key and value."""
        scaled, key, value, out, bias = ctx.saved_tensors
        grown = grown.contiguous()
        of_query, of_key, of_value = (torch.empty_like(t) for t in (scaled, key, value))
        mean = (grown.float() * out.float()).sum(-1, keepdim=True).to(scaled.dtype)
        for i in range(len(scaled)):
            weights = _weights(scaled[i], key[i], bias[i])
            of_value[i] = torch.bmm(weights.transpose(-1, -2), grown[i])
            of_scores = torch.bmm(grown[i], value[i].transpose(-1, -2)).sub_(mean[i]).mul_(weights)
            of_query[i] = torch.bmm(of_scores, key[i])
            of_key[i] = torch.bmm(of_scores.transpose(-1, -2), scaled[i])
        return of_query * scaled.shape[-1] ** -0.5, of_key, of_value, None


def _weights(scaled: Tensor, key: Tensor, bias: Tensor) -> Tensor:
    return torch.bmm(scaled, key.transpose(-1, -2)).add_(bias).softmax(-1)
