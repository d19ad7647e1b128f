"""What a small BERT classifier computes, in float64 and from its weights alone: the checks' own opinion."""

import math
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from autograder.authoring import Text, expect

State = dict[str, Tensor]
Batch = dict[str, Tensor]

LAYER = "bert.encoder.layer."
# What `small_classifier` builds: hidden size 16 in 4 heads.
HEADS, HEAD_SIZE, VOCABULARY = 4, 4, 99


def small_classifier(student: Any, draw: Any, num_hidden_layers: int, seed: int | None = None) -> Any:
    """A handle to a classifier without dropout whose every weight is random, biases and norms too."""
    model = student.kit.tiny_classifier(
        seed=draw.seed() if seed is None else seed,
        num_hidden_layers=num_hidden_layers,
        vocab_size=VOCABULARY,
        hidden_size=HEADS * HEAD_SIZE,
        num_attention_heads=HEADS,
        initializer_range=0.3,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    student.kit.perturb(model, draw.seed(), 0.2)
    return model


def layer_of(name: str) -> int | None:
    """The number of the encoder layer that a parameter belongs to, None outside the encoder."""
    return int(name.removeprefix(LAYER).split(".")[0]) if name.startswith(LAYER) else None


def hidden_states(state: State, batch: Batch, head_size: int) -> list[Tensor]:
    """The embeddings' output and the state after each layer; the weights tell how many there are."""
    words = functional.embedding(batch["input_ids"], _wide(state, "bert.embeddings.word_embeddings.weight"))
    types = functional.embedding(
        batch["token_type_ids"], _wide(state, "bert.embeddings.token_type_embeddings.weight")
    )
    places = _wide(state, "bert.embeddings.position_embeddings.weight")[: words.shape[1]]
    hidden = _layer_norm(words + types + places, state, "bert.embeddings.LayerNorm")
    # (B, T) → (B, 1, 1, T): every head and every query sees the same keys.
    blocked = batch["attention_mask"][:, None, None, :] == 0
    states = [hidden]
    for number in sorted({number for name in state if (number := layer_of(name)) is not None}):
        hidden = _layer(hidden, blocked, state, f"{LAYER}{number}.", head_size)
        states.append(hidden)
    return states


def classify(state: State, hidden: Tensor) -> Tensor:
    """Logits (B, classes) from the last hidden state (B, T, D): first token, pooler, tanh, classifier."""
    return _linear(torch.tanh(_linear(hidden[:, 0], state, "bert.pooler.dense")), state, "classifier")


def logits(state: State, batch: Batch, head_size: int) -> Tensor:
    """Logits (B, classes) without dropout."""
    return classify(state, hidden_states(state, batch, head_size)[-1])


def sgd(
    state: State, batches: list[Batch], head_size: int, rates: list[float], max_norm: float
) -> tuple[State, list[float], list[float]]:
    """Weights after one clipped step of gradient descent a batch; the losses; the norms before clipping."""
    weights = {name: weight.double().requires_grad_() for name, weight in state.items()}
    losses, norms = [], []
    for batch, rate in zip(batches, rates, strict=True):
        loss = functional.cross_entropy(logits(weights, batch, head_size), batch["labels"])
        gradients = torch.autograd.grad(loss, list(weights.values()))
        norm = math.sqrt(sum(gradient.square().sum().item() for gradient in gradients))
        scale = min(1.0, max_norm / norm)
        weights = {
            name: (weight - rate * scale * gradient).detach().requires_grad_()
            for (name, weight), gradient in zip(weights.items(), gradients, strict=True)
        }
        losses.append(loss.item())
        norms.append(norm)
    return {name: weight.detach() for name, weight in weights.items()}, losses, norms


def zero_heads(state: State, heads: dict[int, list[int]], head_size: int) -> State:
    """The same weights with the values, and the matching output columns, of the named heads set to zero."""
    zeroed = {name: weight.clone() for name, weight in state.items()}
    for number, chosen in heads.items():
        attention = f"{LAYER}{number}.attention."
        for head in chosen:
            rows = slice(head * head_size, (head + 1) * head_size)
            zeroed[f"{attention}self.value.weight"][rows] = 0
            zeroed[f"{attention}self.value.bias"][rows] = 0
            zeroed[f"{attention}output.dense.weight"][:, rows] = 0
    return zeroed


def expect_weights(
    state: object, expected: State, owner: str, because: Text, skip: tuple[str, ...] = ()
) -> None:
    """Expects the state dict of a model to hold exactly these tensors, bit for bit."""
    named = expect_names(state, set(expected), owner, because)
    for name, weight in expected.items():
        expect(named[name], f"{owner}: {name}").is_tensor().is_bit_equal(weight, because=because)


def expect_weights_close(state: object, expected: State, owner: str, atol: float, because: Text) -> None:
    """Expects the state dict of a model to hold these tensors up to `atol`."""
    named = expect_names(state, set(expected), owner, because)
    for name, weight in expected.items():
        expect(named[name], f"{owner}: {name}").is_tensor().has_shape(*weight.shape).is_close(
            weight, atol=atol, because=because
        )


def expect_names(state: object, names: set[str], owner: str, because: Text) -> State:
    """Expects a state dict to have exactly these names and returns it."""
    expect(state, owner).is_dict(because=because)
    assert isinstance(state, dict)
    found = {name for name in state if isinstance(name, str)}
    if found != names:
        lost, new = sorted(names - found), sorted(found - names)
        expect.fail(
            Text(
                en=f"{owner}: {len(lost)} weights are missing{_such_as(lost)}, "
                f"{len(new)} do not belong there{_such_as(new)}. {because.en}",
                fa=f"{owner}: {len(lost)} وزن کم است{_such_as(lost)} و "
                f"{len(new)} وزن اضافه است{_such_as(new)}. {because.fa}",
            )
        )
    return state


def _such_as(names: list[str]) -> str:
    return f" ({names[0]}{', …' if len(names) > 1 else ''})" if names else ""


def _layer(hidden: Tensor, blocked: Tensor, state: State, prefix: str, head_size: int) -> Tensor:
    batch, length, _ = hidden.shape

    def heads(name: str) -> Tensor:
        projected = _linear(hidden, state, f"{prefix}attention.self.{name}")
        return projected.view(batch, length, -1, head_size).transpose(1, 2)

    scores = heads("query") @ heads("key").transpose(-1, -2) / math.sqrt(head_size)
    mixed = scores.masked_fill(blocked, -math.inf).softmax(dim=-1) @ heads("value")
    mixed = mixed.transpose(1, 2).reshape(batch, length, -1)
    attended = _linear(mixed, state, f"{prefix}attention.output.dense")
    hidden = _layer_norm(attended + hidden, state, f"{prefix}attention.output.LayerNorm")
    inner = functional.gelu(_linear(hidden, state, f"{prefix}intermediate.dense"))
    return _layer_norm(
        _linear(inner, state, f"{prefix}output.dense") + hidden, state, f"{prefix}output.LayerNorm"
    )


def _linear(x: Tensor, state: State, name: str) -> Tensor:
    return functional.linear(x, _wide(state, f"{name}.weight"), _wide(state, f"{name}.bias"))


def _layer_norm(x: Tensor, state: State, name: str) -> Tensor:
    weight = _wide(state, f"{name}.weight")
    return functional.layer_norm(x, weight.shape, weight, _wide(state, f"{name}.bias"), eps=1e-12)


def _wide(state: State, name: str) -> Tensor:
    return state[name].double()
