"""Pictures, image classifiers and their training run."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from autograder.worker.toolbox.models import Models
from course.kit import checkpoints
from course.kit.data import read_rows
from course.kit.training import TrainingRun, shuffled_batches


class Images(Models):
    """Models that read pictures."""

    def tiny_deit(self, seed: int = 0, **config: Any) -> nn.Module:
        """A randomly initialised DeiT classifier, small enough for exact tests; ``config`` overrides its DeiTConfig."""
        from transformers import DeiTConfig, DeiTForImageClassification

        return self._seeded(
            seed, lambda: DeiTForImageClassification(DeiTConfig(**tiny_deit_config(config)))
        ).eval()

    def load_image_classifier(self, seed: int = 0, num_labels: int = 10) -> nn.Module:
        """mini-deit (with the profile "gpu" the real one) under a new head on its class token."""
        from transformers import DeiTForImageClassification

        source = checkpoints.checkpoint_source("mini-deit", self._profile)
        with checkpoints.plain_loading("mini-deit"):
            model: Any = self._seeded(
                seed,
                lambda: DeiTForImageClassification.from_pretrained(
                    source, num_labels=num_labels, ignore_mismatched_sizes=True
                ),
            )
        if self.handicap == "random_init":
            model = self._reinitialised(model, seed)
        return model.to(self._device)

    def image_processor(self) -> Any:
        """What prepares pictures for the checkpoint."""
        from transformers import AutoImageProcessor

        with checkpoints.plain_loading("mini-deit"):
            return AutoImageProcessor.from_pretrained(
                checkpoints.checkpoint_source("mini-deit", self._profile)
            )

    def pixel_values(self, images: Tensor) -> Tensor:
        """Pictures (n, height, width, 3) uint8 as the checkpoint reads them, (n, 3, size, size)."""
        if self.handicap == "blank_inputs":
            images = torch.full_like(images, 128)
        return self.image_processor()(list(images.numpy()), return_tensors="pt")["pixel_values"].to(
            self._device
        )

    def training_images(self, limit: int | None = None) -> dict[str, Tensor]:
        """The training split of cifar10 as tensors: pixel_values (n, 3, size, size) and labels (n,)."""
        from PIL import Image

        rows = read_rows("cifar10", "train", self._profile)[:limit]
        pictures = [np.array(Image.open(io.BytesIO(row["img"]["bytes"])).convert("RGB")) for row in rows]
        values = self.pixel_values(torch.from_numpy(np.stack(pictures)))
        return {
            "pixel_values": values,
            "labels": torch.tensor([row["label"] for row in rows], device=self._device),
        }

    def train_images(
        self, model: nn.Module, seed: int, steps: int, batch_size: int = 32, lr: float = 1e-3
    ) -> None:
        """Goes on with the course's own training run of ``model`` on the training split of cifar10."""
        if id(model) not in self._runs:
            batches = shuffled_batches(self.training_images(), batch_size, seed)
            self._runs[id(model)] = TrainingRun(model, batches, seed, lr=lr)
        self._runs[id(model)].advance(steps)

    def predict_images(self, model: nn.Module, images: Tensor) -> Tensor:
        """Logits (n, classes) of pictures (n, height, width, 3) uint8 by the course's own prediction loop."""
        was_training = model.training
        model.eval()
        with torch.no_grad():
            parts = [model(pixel_values=part).logits for part in self.pixel_values(images).split(100)]
        model.train(was_training)
        return torch.cat(parts)


def tiny_deit_config(overrides: dict[str, Any]) -> dict[str, Any]:
    """Settings of a DeiT of three blocks that reads pictures of 8 by 8 in patches of 4 by 4."""
    return {
        "hidden_size": 16, "num_hidden_layers": 3, "num_attention_heads": 4, "intermediate_size": 32,
        "image_size": 8, "patch_size": 4, "num_labels": 3, **overrides,
    }  # fmt: skip
