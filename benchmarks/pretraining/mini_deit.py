"""Ten kinds of things in small pictures: mini-deit against the same DeiT with random weights."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
import torch
from PIL import Image
from torch import Tensor, nn
from transformers import DeiTConfig, DeiTForImageClassification

from benchmarks.pretraining.task import Curve, Task, finetune
from course.kit.checkpoints import load_checkpoint
from course.kit.data import read_rows
from course.kit.seeding import seeded
from course.recipes.cifar10 import draw_rows
from course.zoo import registry

STEPS, EVERY, BATCH, RATE = 120, 30, 32, 1e-3
TESTED = 300


@cache
def pictures(profile: str, part: str) -> tuple[Tensor, Tensor]:
    """All pictures of the train split, or 300 to test on: fresh ones of the sample's kind, or the real test split's."""
    if profile == "quick" and part == "test":
        rows = draw_rows(seed=404, count=TESTED)
        images = [row["img"] for row in rows]
    else:
        rows = read_rows("cifar10", part, profile)
        rows = rows[:TESTED] if part == "test" else rows
        images = [np.array(Image.open(io.BytesIO(row["img"]["bytes"])).convert("RGB")) for row in rows]
    _, processor = load_checkpoint("mini-deit")
    values = processor(images, return_tensors="pt")["pixel_values"]
    return values, torch.tensor([row["label"] for row in rows])


def model_of(seed: int, pretrained: bool) -> DeiTForImageClassification:
    """A classifier of ten classes: the checkpoint's encoder under a new head, or all weights drawn as DeiT draws them."""
    folder = registry.find("mini-deit").folder
    with seeded(seed):
        if pretrained:
            return DeiTForImageClassification.from_pretrained(folder, num_labels=10)
        return DeiTForImageClassification(DeiTConfig.from_pretrained(folder, num_labels=10))


def run(seed: int, pretrained: bool, profile: str) -> Curve:
    """Accuracy on the test pictures after every 30 steps of fine-tuning all weights."""
    images, labels = pictures(profile, "train")
    test_images, test_labels = pictures(profile, "test")
    generator = torch.Generator().manual_seed(seed)

    def batches() -> Iterator[dict[str, Any]]:
        while True:
            for chosen in torch.randperm(len(labels), generator=generator).split(BATCH):
                yield {"pixel_values": images[chosen], "labels": labels[chosen]}

    def evaluate(model: nn.Module) -> float:
        guesses = torch.cat([model(pixel_values=part).logits.argmax(1) for part in test_images.split(100)])
        return float((guesses == test_labels).float().mean())

    return finetune(
        model_of(seed, pretrained),
        batches(),
        lambda model, batch: model(**batch).loss,
        evaluate,
        steps=STEPS,
        every=EVERY,
        rate=RATE,
    )


TASK = Task("mini-deit", "cifar10", "accuracy", 0.1, STEPS, run)
