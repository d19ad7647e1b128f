"""What a small DeiT computes and how AdamW moves it, in float64 and from the weights alone: the checks' own opinion."""

import math

import torch
from torch import Tensor
from torch.nn import functional

State = dict[str, Tensor]

LAYER = "deit.layers."


def final_states(state: State, pixel_values: Tensor, heads: int) -> Tensor:
    """The encoder's output (B, N + 2, D) after the last layer norm; the weights tell how many layers there are."""
    kernel = state["deit.embeddings.patch_embeddings.projection.weight"].double()
    bias = state["deit.embeddings.patch_embeddings.projection.bias"].double()
    patches = functional.conv2d(pixel_values.double(), kernel, bias, stride=kernel.shape[-1])
    patches = patches.flatten(2).transpose(1, 2)  # (B, D, h, w) → (B, h·w, D)
    tokens = [state[f"deit.embeddings.{kind}_token"].double() for kind in ("cls", "distillation")]
    hidden = torch.cat([token.expand(len(patches), -1, -1) for token in tokens] + [patches], dim=1)
    hidden = hidden + state["deit.embeddings.position_embeddings"].double()
    numbers = {int(name.removeprefix(LAYER).split(".")[0]) for name in state if name.startswith(LAYER)}
    for number in sorted(numbers):
        hidden = _layer(hidden, state, f"{LAYER}{number}.", heads)
    return _layer_norm(hidden, state, "deit.layernorm")


def class_logits(state: State, pixel_values: Tensor, heads: int) -> Tensor:
    """Logits (B, classes) of a DeiTForImageClassification without dropout."""
    return _linear(final_states(state, pixel_values, heads)[:, 0], state, "classifier")


def adamw(
    state: State,
    trainable: set[str],
    batches: list[tuple[Tensor, Tensor]],
    rates: list[float],
    weight_decay: float,
    heads: int,
    max_norm: float = 1.0,
) -> tuple[State, list[float], list[float]]:
    """Weights after one clipped step of AdamW a batch (pixels, labels); the losses; the norms before clipping."""
    weights = {name: weight.double() for name, weight in state.items()}
    means = {name: torch.zeros_like(weights[name]) for name in trainable}
    squares = {name: torch.zeros_like(weights[name]) for name in trainable}
    losses, norms = [], []
    for step, ((pixels, labels), rate) in enumerate(zip(batches, rates, strict=True), start=1):
        moving = {name: weights[name].clone().requires_grad_() for name in trainable}
        loss = functional.cross_entropy(class_logits(weights | moving, pixels, heads), labels)
        gradients = torch.autograd.grad(loss, list(moving.values()))
        norm = math.sqrt(sum(gradient.square().sum().item() for gradient in gradients))
        scale = min(1.0, max_norm / norm)
        for name, gradient in zip(moving, gradients, strict=True):
            means[name] = 0.9 * means[name] + 0.1 * scale * gradient
            squares[name] = 0.999 * squares[name] + 0.001 * (scale * gradient).square()
            direction = (means[name] / (1 - 0.9**step)) / ((squares[name] / (1 - 0.999**step)).sqrt() + 1e-8)
            weights[name] = weights[name] * (1 - rate * weight_decay) - rate * direction
        losses.append(loss.item())
        norms.append(norm)
    return weights, losses, norms


def resized(picture: Tensor, size: tuple[int, int]) -> Tensor:
    """A picture (h, w, D) resized by cubic convolution (a = −0.75), corners not aligned, edges repeated."""
    rows, columns = (_cubic(old, new).to(picture) for old, new in zip(picture.shape[:2], size, strict=True))
    return torch.einsum("Hh,Ww,hwd->HWd", rows, columns, picture)


def _cubic(old: int, new: int) -> Tensor:
    """The weights (new, old) with which a row of `old` numbers becomes one of `new`."""
    weights = torch.zeros(new, old, dtype=torch.float64)
    for target in range(new):
        center = (target + 0.5) * old / new - 0.5
        first = math.floor(center) - 1
        for source in range(first, first + 4):
            weights[target, min(max(source, 0), old - 1)] += _kernel(abs(center - source))
    return weights


def _kernel(distance: float, a: float = -0.75) -> float:
    if distance <= 1:
        return (a + 2) * distance**3 - (a + 3) * distance**2 + 1
    return a * (distance**3 - 5 * distance**2 + 8 * distance - 4)


def _layer(hidden: Tensor, state: State, prefix: str, heads: int) -> Tensor:
    batch, length, _ = hidden.shape
    normed = _layer_norm(hidden, state, f"{prefix}layernorm_before")

    def split(name: str) -> Tensor:
        projected = _linear(normed, state, f"{prefix}attention.{name}_proj")
        return projected.view(batch, length, heads, -1).transpose(1, 2)

    queries, keys, values = (split(name) for name in "qkv")
    scores = queries @ keys.transpose(-1, -2) / math.sqrt(queries.shape[-1])
    mixed = (scores.softmax(dim=-1) @ values).transpose(1, 2).reshape(batch, length, -1)
    hidden = hidden + _linear(mixed, state, f"{prefix}attention.o_proj")
    inner = functional.gelu(
        _linear(_layer_norm(hidden, state, f"{prefix}layernorm_after"), state, f"{prefix}mlp.fc1")
    )
    return hidden + _linear(inner, state, f"{prefix}mlp.fc2")


def _linear(x: Tensor, state: State, name: str) -> Tensor:
    return functional.linear(x, state[f"{name}.weight"].double(), state[f"{name}.bias"].double())


def _layer_norm(x: Tensor, state: State, name: str) -> Tensor:
    weight = state[f"{name}.weight"].double()
    return functional.layer_norm(x, weight.shape, weight, state[f"{name}.bias"].double(), eps=1e-12)
