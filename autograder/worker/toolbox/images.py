"""Pictures, image classifiers and their training run."""

from __future__ import annotations

import io
import random
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from autograder.worker.toolbox.base import device_of
from autograder.worker.toolbox.models import Models
from autograder.worker.toolbox.pictures import Pictures
from course.kit import checkpoints
from course.kit.data import read_rows
from course.kit.training import TrainingRun, shuffled_batches


class Images(Pictures, Models):
    """Models that read pictures."""

    def tiny_deit(self, seed: int = 0, **config: Any) -> nn.Module:
        """A randomly initialised DeiT classifier, small enough for exact tests; ``config`` overrides its DeiTConfig."""
        from transformers import DeiTConfig, DeiTForImageClassification

        return self._seeded(
            seed, lambda: DeiTForImageClassification(DeiTConfig(**tiny_deit_config(config)))
        ).eval()

    def tiny_deit_with_teacher(self, seed: int = 0, **config: Any) -> nn.Module:
        """The like of ``tiny_deit`` with a second head, on the distillation token."""
        from transformers import DeiTConfig, DeiTForImageClassificationWithTeacher

        settings = DeiTConfig(**tiny_deit_config(config))
        return self._seeded(seed, lambda: DeiTForImageClassificationWithTeacher(settings)).eval()

    def tiny_timm(self, seed: int = 0, distilled: bool = True, **settings: Any) -> nn.Module:
        """timm's like of ``tiny_deit``, with a distillation token and head or without; ``settings`` override its own."""
        import timm

        name = "deit_tiny_distilled_patch16_224" if distilled else "deit_tiny_patch16_224"
        sizes = {
            "img_size": 8,
            "patch_size": 4,
            "embed_dim": 16,
            "depth": 3,
            "num_heads": 4,
            "num_classes": 3,
        }
        return self._seeded(
            seed, lambda: timm.create_model(name, pretrained=False, **{**sizes, **settings})
        ).eval()

    def tiny_timm_with_statistics(self, seed: int = 0, **settings: Any) -> nn.Module:
        """``tiny_timm`` with batch norms (one without weights) behind its patch embedding and before its head, and dropout.

        The head trains on batch norms of its own; the stem is what a freeze has to keep still.
        """
        model: Any = self.tiny_timm(seed, distilled=False, proj_drop_rate=0.2, pos_drop_rate=0.2, **settings)
        size = model.embed_dim
        model.patch_embed.proj = nn.Sequential(
            model.patch_embed.proj, nn.BatchNorm2d(size), nn.Dropout(0.2), nn.BatchNorm2d(size, affine=False)
        )
        model.head = nn.Sequential(nn.BatchNorm1d(size), model.head)
        return model.eval()

    def plain_network(self, seed: int = 0) -> nn.Module:
        """A network without blocks, heads or names that a transformer has."""
        return self._seeded(
            seed, lambda: nn.Sequential(nn.Linear(6, 5), nn.BatchNorm1d(5), nn.ReLU(), nn.Linear(5, 4))
        ).eval()

    def tie(self, model: nn.Module, name: str, other: str) -> None:
        """Makes a module's weight the weight of another, one parameter under two names."""
        model.get_submodule(name).weight = model.get_submodule(other).weight

    def module_modes(self, model: nn.Module) -> dict[str, bool]:
        """Which modules are in training mode, by name; the model itself is named by the empty string."""
        return {name: module.training for name, module in model.named_modules()}

    def scramble_modes(self, model: nn.Module, seed: int) -> None:
        """Puts each module by itself in training or in evaluation mode, by chance."""
        order = random.Random(seed)
        for module in model.modules():
            module.training = order.random() < 0.5

    def image_step(
        self,
        model: nn.Module,
        pixel_values: Tensor,
        labels: Tensor,
        lr: float = 1e-2,
        weight_decay: float = 0.1,
    ) -> float:
        """One real AdamW step over all parameters, in the mode that the model is in; the model may be timm's too."""
        optimizer = torch.optim.AdamW(model.parameters(), lr=lr, weight_decay=weight_decay)
        optimizer.zero_grad()
        output = model(pixel_values.to(device_of(model)))
        logits = output if isinstance(output, Tensor) else output.logits
        loss = nn.functional.cross_entropy(logits, labels.to(logits.device))
        loss.backward()
        optimizer.step()
        return loss.item()

    def patch_kernel(self, model: Any) -> dict[str, Tensor]:
        """Weight and bias of a DeiT model's patch embedding."""
        projection = model.deit.embeddings.patch_embeddings.projection
        return {"weight": projection.weight.detach().clone(), "bias": projection.bias.detach().clone()}

    def patch_embedding(self, model: Any, pixel_values: Tensor) -> Tensor:
        """What a DeiT model makes of pictures first, (n, patches, size)."""
        with torch.no_grad():
            return model.deit.embeddings.patch_embeddings(pixel_values.to(device_of(model)))

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
            model.to(self._device)
            batches = shuffled_batches(self.training_images(), batch_size, seed)
            self._runs[id(model)] = TrainingRun(model, batches, seed, lr=lr)
        self._runs[id(model)].advance(steps)

    def training_pixels(self) -> Tensor:
        """The pictures of ``training_images`` alone: to be kept in the worker, where they are too many to send."""
        return self.training_images()["pixel_values"]

    def training_labels(self) -> Tensor:
        """The labels of ``training_images`` alone."""
        return self.training_images()["labels"]

    def image_logits(self, model: nn.Module, pixel_values: Tensor, **options: Any) -> Tensor:
        """Logits in evaluation mode, without gradients, from a model of transformers or timm; the mode is put back."""
        was_training = model.training
        model.eval()
        with torch.no_grad():
            output = model(pixel_values.to(device_of(model)), **options)
        model.train(was_training)
        return output if isinstance(output, Tensor) else output.logits

    def last_hidden_state(self, model: Any, pixel_values: Tensor) -> Tensor:
        """What the encoder of a DeiT model hands to the heads, without gradients."""
        with torch.no_grad():
            return model.deit(pixel_values.to(device_of(model))).last_hidden_state

    def record_pictures(self, model: nn.Module) -> None:
        """From now on notes the first number of each picture, and the mode, at each forward pass of ``model``."""
        seen: list[dict[str, Any]] = []

        def note(module: nn.Module, arguments: Any, named: dict[str, Any]) -> None:
            pixels: Any = named.get("pixel_values", arguments[0] if arguments else None)
            seen.append(
                {
                    "pictures": pixels.flatten(1)[:, 0].tolist(),
                    "training": module.training,
                    "gradients": torch.is_grad_enabled(),
                }
            )

        if id(model) in self._recordings:
            self._recordings[id(model)][0].remove()
        self._recordings[id(model)] = (model.register_forward_pre_hook(note, with_kwargs=True), seen)

    def recorded_pictures(self, model: nn.Module) -> list[dict[str, Any]]:
        return self._recordings[id(model)][1]

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
