"""Fine-tuning on the register sample, which the tasks of mini-xlmr and mini-electra share."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Any

import torch
from torch import Tensor
from transformers import AutoConfig, AutoModelForSequenceClassification, AutoTokenizer

from benchmarks.pretraining.task import Curve, finetune
from course.kit.data import Row, label_ids, read_rows
from course.recipes.quran_bible_mizan import draw_rows
from course.zoo import registry

DATASET = "quran-bible-mizan"
LENGTH = 128
BATCH = 16
FRESH = 240


def run(
    checkpoint: str,
    seed: int,
    pretrained: bool,
    profile: str,
    *,
    trained: str,
    tested: str,
    steps: int,
    rate: float,
) -> Curve:
    """Fine-tune on one side of the train split and return the accuracy on a side of rows never seen.

    Args:
        checkpoint: its name in the zoo.
        seed: of the head, the random weights and the order of the rows.
        pretrained: the checkpoint's weights, or the same architecture's own random ones.
        profile: "quick" is evaluated on fresh rows, "real" on the reduced real test split.
        trained: the column that is read in training, "source" (English) or "targets" (Persian).
        tested: the column that is read in the evaluation.
        steps: training steps of 16 rows.
        rate: the peak learning rate.
    """
    torch.manual_seed(seed)
    model = load(checkpoint, pretrained)
    train = encoded(checkpoint, read_rows(DATASET, "train", profile), trained)
    rows = (
        draw_rows(seed=1000 + seed, count=FRESH)
        if profile == "quick"
        else read_rows(DATASET, "test", profile)
    )
    test = encoded(checkpoint, rows, tested)

    def loss(model: Any, batch: dict[str, Tensor]) -> Tensor:
        return model(**batch).loss

    return finetune(
        model,
        batches(checkpoint, train, seed),
        loss,
        lambda model: accuracy(checkpoint, model, test),
        steps=steps,
        every=max(1, steps // 4),
        rate=rate,
    )


def load(checkpoint: str, pretrained: bool) -> Any:
    """The checkpoint's classifier of three registers, with its weights or with random ones."""
    folder = registry.verified_folder(checkpoint)
    if pretrained:
        return AutoModelForSequenceClassification.from_pretrained(folder, num_labels=3)
    return AutoModelForSequenceClassification.from_config(AutoConfig.from_pretrained(folder, num_labels=3))


@cache
def tokenizer_of(checkpoint: str) -> Any:
    """The checkpoint's tokenizer."""
    return AutoTokenizer.from_pretrained(registry.verified_folder(checkpoint))


def encoded(checkpoint: str, rows: list[Row], column: str) -> list[dict[str, Any]]:
    """Token ids and label of each row's text."""
    ids = tokenizer_of(checkpoint)([row[column] for row in rows], truncation=True, max_length=LENGTH)[
        "input_ids"
    ]
    labels = label_ids(rows, DATASET)
    return [{"input_ids": tokens, "labels": label} for tokens, label in zip(ids, labels, strict=True)]


def batches(checkpoint: str, rows: list[dict[str, Any]], seed: int) -> Iterator[dict[str, Tensor]]:
    """Endless padded batches; each pass over the rows has an order of its own."""
    rng = Random(f"registers {seed}")
    order: list[int] = []
    while True:
        if len(order) < BATCH:
            order = rng.sample(range(len(rows)), len(rows))
        yield _padded(checkpoint, [rows[order.pop()] for _ in range(BATCH)])


def accuracy(checkpoint: str, model: Any, rows: list[dict[str, Any]]) -> float:
    """The share of rows whose label the model predicts."""
    right = 0
    rows = sorted(rows, key=lambda row: len(row["input_ids"]))
    for start in range(0, len(rows), 60):
        batch = _padded(checkpoint, rows[start : start + 60])
        labels = batch.pop("labels")
        right += int((model(**batch).logits.argmax(-1) == labels).sum())
    return right / len(rows)


def _padded(checkpoint: str, rows: list[dict[str, Any]]) -> dict[str, Tensor]:
    return dict(tokenizer_of(checkpoint).pad(rows, return_tensors="pt"))
