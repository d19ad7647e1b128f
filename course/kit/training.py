"""The course's own training loop: small, seeded, resumable, and quick on one core."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import torch
from torch import Tensor, nn

from course.kit.data import Row, label_ids

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerFast


@dataclass(frozen=True)
class Finetuning:
    """The settings of one fine-tuning run."""

    steps: int = 80
    batch_size: int = 16
    lr: float = 3e-4
    weight_decay: float = 0.01
    warmup_steps: int = 10
    max_length: int = 64


FINETUNE = Finetuning()


def train_steps(
    model: nn.Module,
    batches: Iterator[dict[str, Tensor]],
    optimizer: torch.optim.Optimizer,
    steps: int,
    *,
    scheduler: torch.optim.lr_scheduler.LRScheduler | None = None,
    max_norm: float = 1.0,
) -> list[float]:
    """Take `steps` optimiser steps on batches that hold "labels"; returns the loss of each step."""
    trainable = [parameter for parameter in model.parameters() if parameter.requires_grad]
    model.train()
    losses = []
    for _ in range(steps):
        optimizer.zero_grad(set_to_none=True)
        loss = model(**next(batches)).loss
        loss.backward()
        nn.utils.clip_grad_norm_(trainable, max_norm)
        optimizer.step()
        if scheduler is not None:
            scheduler.step()
        losses.append(loss.item())
    return losses


class TrainingRun:
    """One fine-tuning run that can be advanced piece by piece; two pieces equal one long run.

    It trains the parameters that require gradients when the run is created, on `batches` that hold "labels" and
    never end. Dropout comes from `seed` alone: the run keeps its own random state between calls and leaves the
    global one as it was.
    """

    def __init__(
        self,
        model: nn.Module,
        batches: Iterator[dict[str, Tensor]],
        seed: int,
        *,
        lr: float = FINETUNE.lr,
        weight_decay: float = FINETUNE.weight_decay,
        warmup_steps: int = FINETUNE.warmup_steps,
    ) -> None:
        self.model = model
        self.device = next(model.parameters()).device
        self.losses: list[float] = []
        trainable = [parameter for parameter in model.parameters() if parameter.requires_grad]
        self.optimizer = torch.optim.AdamW(trainable, lr=lr, weight_decay=weight_decay, fused=True)
        self.scheduler = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer, lambda step: min(1.0, (step + 1) / max(1, warmup_steps))
        )
        self._batches = batches
        with self._forked_random_state():
            torch.manual_seed(seed)
            self._random_states = self._read_random_states()

    def advance(self, steps: int) -> list[float]:
        """Take `steps` more steps; returns their losses."""
        with self._forked_random_state():
            self._write_random_states(self._random_states)
            losses = train_steps(self.model, self._batches, self.optimizer, steps, scheduler=self.scheduler)
            self._random_states = self._read_random_states()
        self.losses += losses
        return losses

    def _forked_random_state(self):
        return torch.random.fork_rng(devices=[self.device] if self.device.type == "cuda" else [])

    def _read_random_states(self) -> list[Tensor]:
        states = [torch.get_rng_state()]
        return [*states, torch.cuda.get_rng_state(self.device)] if self.device.type == "cuda" else states

    def _write_random_states(self, states: list[Tensor]) -> None:
        torch.set_rng_state(states[0])
        if self.device.type == "cuda":
            torch.cuda.set_rng_state(states[1], self.device)


def encode_pairs(
    tokenizer: PreTrainedTokenizerFast, premises: Sequence[str], hypotheses: Sequence[str], max_length: int
) -> list[dict[str, list[int]]]:
    """Token ids and types of each pair, unpadded, the longer text truncated first."""
    if not premises:
        return []
    encoded = tokenizer(
        list(premises),
        list(hypotheses),
        truncation="longest_first",
        max_length=max_length,
        return_attention_mask=False,
        return_token_type_ids=True,
    )
    return [
        {"input_ids": ids, "token_type_ids": types}
        for ids, types in zip(encoded["input_ids"], encoded["token_type_ids"], strict=True)
    ]


def predict(
    model: nn.Module,
    tokenizer: PreTrainedTokenizerFast,
    premises: Sequence[str],
    hypotheses: Sequence[str],
    batch_size: int = 64,
    *,
    max_length: int = FINETUNE.max_length,
) -> Tensor:
    """Logits (n, classes) of the pairs on the CPU, in evaluation mode; the model's mode is put back."""
    device = next(model.parameters()).device
    encoded = encode_pairs(tokenizer, premises, hypotheses, max_length)
    order = sorted(range(len(encoded)), key=lambda index: len(encoded[index]["input_ids"]))
    parts: list[Tensor] = []
    was_training = model.training
    model.eval()
    try:
        with torch.inference_mode():
            for start in range(0, len(order), batch_size):
                chosen = [encoded[index] for index in order[start : start + batch_size]]
                parts.append(
                    model(**_collate(chosen, cast(int, tokenizer.pad_token_id), device)).logits.float().cpu()
                )
    finally:
        model.train(was_training)
    if not parts:
        return torch.empty(0, cast(int, cast("PreTrainedModel", model).config.num_labels))
    logits = torch.empty(len(order), parts[0].shape[-1])
    logits[torch.tensor(order)] = torch.cat(parts)
    return logits


def shuffled_batches(data: dict[str, Tensor], batch_size: int, seed: int) -> Iterator[dict[str, Tensor]]:
    """Endless batches of tensors that share their first dimension, in a new order each time they are through."""
    generator = torch.Generator().manual_seed(seed)
    count = len(next(iter(data.values())))
    while True:
        for chosen in torch.randperm(count, generator=generator).split(batch_size):
            yield {name: values[chosen] for name, values in data.items()}


def pair_batches(
    tokenizer: PreTrainedTokenizerFast,
    rows: Sequence[Row],
    seed: int,
    *,
    batch_size: int = FINETUNE.batch_size,
    max_length: int = FINETUNE.max_length,
    device: torch.device | str = "cpu",
) -> Iterator[dict[str, Tensor]]:
    """Endless batches of premises and hypotheses, shuffled by `seed`, with little padding."""
    encoded = encode_pairs(
        tokenizer, [row["premise"] for row in rows], [row["hypothesis"] for row in rows], max_length
    )
    labels, pad_id = label_ids(list(rows)), cast(int, tokenizer.pad_token_id)
    generator = torch.Generator().manual_seed(seed)
    pool = 16 * batch_size
    while True:
        order = torch.randperm(len(encoded), generator=generator).tolist()
        batches = []
        for start in range(0, len(order), pool):
            # Neighbours in length share a batch, so little of it is padding; pools keep the shuffle random.
            near = sorted(order[start : start + pool], key=lambda index: len(encoded[index]["input_ids"]))
            batches += [near[first : first + batch_size] for first in range(0, len(near), batch_size)]
        for position in torch.randperm(len(batches), generator=generator).tolist():
            chosen = batches[position]
            batch = _collate([encoded[index] for index in chosen], pad_id, device)
            yield {**batch, "labels": torch.tensor([labels[index] for index in chosen], device=device)}


def _collate(
    encoded: list[dict[str, list[int]]], pad_id: int, device: torch.device | str
) -> dict[str, Tensor]:
    longest = max(len(pair["input_ids"]) for pair in encoded)

    def padded(key: str, fill: int) -> Tensor:
        return torch.tensor(
            [pair[key] + [fill] * (longest - len(pair[key])) for pair in encoded], device=device
        )

    lengths = torch.tensor([len(pair["input_ids"]) for pair in encoded], device=device)
    mask = (torch.arange(longest, device=device) < lengths[:, None]).long()
    return {
        "input_ids": padded("input_ids", pad_id),
        "token_type_ids": padded("token_type_ids", 0),
        "attention_mask": mask,
    }
