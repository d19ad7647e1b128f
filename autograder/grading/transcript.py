"""What a submission answered during a check, in a form small enough to keep and to compare with known mistakes."""

from __future__ import annotations

import hashlib
import math
from typing import Any

import numpy as np
import torch

from autograder.worker.wire import HandleRef

Transcript = list[tuple[str, Any]]
_TOLERANCE = 1e-4
_MAX_ITEMS = 2000


def fingerprint(value: Any) -> Any:
    """Nested tuples of plain values; a float tensor is reduced to its shape and three weighted sums."""
    if isinstance(value, torch.Tensor):
        return _of_tensor(value)
    if isinstance(value, np.ndarray):
        return _of_tensor(torch.from_numpy(value.copy()))
    if isinstance(value, HandleRef):
        return ("object", value.kind[:1])
    if isinstance(value, dict):
        return (
            "dict",
            tuple((str(key), fingerprint(item)) for key, item in list(value.items())[:_MAX_ITEMS]),
        )
    if isinstance(value, list | tuple):
        return ("list", len(value), tuple(fingerprint(item) for item in value[:_MAX_ITEMS]))
    return value


def matches(one: Any, other: Any) -> bool:
    """Whether two fingerprints are the same up to rounding."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(matches(a, b) for a, b in zip(one, other, strict=True))
    if isinstance(one, float) and isinstance(other, float):
        return one == other or (math.isnan(one) and math.isnan(other)) or math.isclose(
            one, other, rel_tol=_TOLERANCE, abs_tol=_TOLERANCE
        )  # fmt: skip
    return type(one) is type(other) and one == other


def same_transcript(one: Transcript, other: Transcript) -> bool:
    """Whether two submissions were asked and answered the same."""
    return len(one) == len(other) > 0 and all(
        asked == asked_too and matches(reply, reply_too)
        for (asked, reply), (asked_too, reply_too) in zip(one, other, strict=True)
    )


def _of_tensor(tensor: torch.Tensor) -> Any:
    shape = tuple(tensor.shape)
    if not tensor.is_floating_point():
        flat = tensor.contiguous().reshape(-1)
        raw = torch.view_as_real(flat).reshape(-1) if flat.is_complex() else flat
        return ("tensor", str(tensor.dtype), shape, hashlib.sha256(raw.numpy().tobytes()).hexdigest())
    flat = tensor.double().reshape(-1)
    steps = torch.arange(len(flat), dtype=torch.float64)
    sums = tuple(float((flat * torch.cos(steps * rate + rate)).sum()) for rate in (0.37, 1.11, 2.71))
    return ("tensor", shape, sums)
