"""Mini-parsbert on entailment between two Persian sentences (FarsTail), pretrained against random weights."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

import torch
from torch import Tensor, nn

from benchmarks.pretraining.task import Curve, Task, finetune
from course.kit.checkpoints import load_classifier, load_tokenizer
from course.kit.data import Row, label_ids, read_rows
from course.kit.metrics import accuracy
from course.kit.training import FINETUNE, predict
from course.recipes.farstail import draw_rows

STEPS = 160
EVERY = 40
HIDDEN_PREMISES = 100


def run(seed: int, pretrained: bool, profile: str) -> Curve:
    """Fine-tune all weights; accuracy on 300 fresh rows, or with "real" on the reduced test split."""
    model: Any = load_classifier("mini-parsbert", seed=seed)
    if not pretrained:
        torch.manual_seed(seed)
        model = type(model)(model.config)
    torch.manual_seed(seed)
    rows = (
        read_rows("farstail", "test", "real")
        if profile == "real"
        else draw_rows(9000 + seed, HIDDEN_PREMISES)
    )
    return finetune(
        model,
        _batches(read_rows("farstail", "train", profile), seed),
        _loss,
        functools.partial(_score, rows),
        steps=STEPS,
        every=EVERY,
        rate=FINETUNE.lr,
        warmup=FINETUNE.warmup_steps,
    )


def _batches(rows: list[Row], seed: int) -> Iterator[dict[str, Tensor]]:
    tokenizer = load_tokenizer("mini-parsbert")
    generator = torch.Generator().manual_seed(seed)
    while True:
        for chosen in torch.randperm(len(rows), generator=generator).split(FINETUNE.batch_size):
            batch = [rows[index] for index in chosen.tolist()]
            encoded = tokenizer(
                [row["premise"] for row in batch],
                [row["hypothesis"] for row in batch],
                truncation=True,
                max_length=FINETUNE.max_length,
                padding=True,
                return_tensors="pt",
            )
            yield {**encoded, "labels": torch.tensor(label_ids(batch))}


def _loss(model: nn.Module, batch: dict[str, Tensor]) -> Tensor:
    return model(**batch).loss


def _score(rows: list[Row], model: nn.Module) -> float:
    logits = predict(
        model,
        load_tokenizer("mini-parsbert"),
        [row["premise"] for row in rows],
        [row["hypothesis"] for row in rows],
    )
    return accuracy(logits, torch.tensor(label_ids(rows)))


TASK = Task("mini-parsbert", "farstail", "accuracy", 1 / 3, STEPS, run)
