"""Pretrains mini-deit: 12 thin DeiT layers with a distillation token, from pictures made by formulas, without any label.

Run: tamrin zoo build mini-deit

1. A small convolutional network learns to tell made-up kinds of things apart (`course/zoo/recipes/formulas.py`).
2. Three DeiT layers learn the same: the class token from the categories, the distillation token from what the
   convolutional network says (hard distillation, Touvron et al. 2021, section 4). Each patch learns what the
   convolutional network sees there and which pixels show the thing; without that, a thousand steps are a plateau.
3. The depth is doubled twice; each new layer starts as the identity after the layer whose other weights it copies.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import DeiTConfig, DeiTForImageClassificationWithTeacher, DeiTImageProcessor

from course.zoo import registry
from course.zoo.recipes import formulas
from course.zoo.recipes.pretraining import Run, train

CATEGORIES, EACH, GROUNDS = 160, 160, 4000
BATCH = 64
WIDTHS = (32, 64, 128)
PATCH = 4
TEACHER_STEPS, TEACHER_RATE = 1200, 3e-3
STAGES = ((3, 2400, 2e-3), (6, 600, 7e-4), (12, 400, 4e-4))


class Teacher(nn.Module):
    """A convolutional network of three blocks, 32 x 32 pictures to categories."""

    def __init__(self, categories: int) -> None:
        super().__init__()
        narrow, middle, wide = WIDTHS
        self.early = nn.Sequential(
            *_convolution(3, narrow),
            nn.ReLU(),
            nn.MaxPool2d(2),
            *_convolution(narrow, middle),
            nn.ReLU(),
            nn.MaxPool2d(2),
        )
        self.late = nn.Sequential(*_convolution(middle, wide))
        self.head = nn.Linear(wide * 4, categories)

    def dense(self, pictures: Tensor) -> Tensor:
        """(n, 3, 32, 32) to what the last block sees at each of the 8 x 8 patches, (n, 128, 8, 8), standardised."""
        return self.late(self.early(pictures))

    def scores(self, dense: Tensor) -> Tensor:
        """`dense` to (n, categories)."""
        return self.head(functional.adaptive_max_pool2d(functional.relu(dense), 2).flatten(1))

    def forward(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        """The loss on the categories."""
        scores = self.scores(self.dense(batch["pictures"]))
        return {"teacher": functional.cross_entropy(scores, batch["categories"])}


class Student(nn.Module):
    """The DeiT, its teacher, which stays as it is, and a layer on the patches that is thrown away afterwards."""

    def __init__(self, model: DeiTForImageClassificationWithTeacher, teacher: Teacher) -> None:
        super().__init__()
        # Typed loosely: transformers declares its submodules as Tensor | Module.
        self.model: Any = model
        self.teacher = teacher.requires_grad_(False)
        self.patches = nn.Linear(64, WIDTHS[-1] + PATCH**2)

    def forward(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        """The losses of the class token on the categories, of the distillation token on the teacher's choice, and of
        each patch on what the teacher sees there and on which of its pixels show the thing.
        """
        self.teacher.eval()
        dense = self.teacher.dense(batch["pictures"])
        hidden = self.model.deit(pixel_values=batch["pictures"]).last_hidden_state
        seen, inside = self.patches(hidden[:, 2:]).split([WIDTHS[-1], PATCH**2], dim=-1)
        opacity = functional.unfold(batch["opacity"], PATCH, stride=PATCH)
        return {
            "class": functional.cross_entropy(self.model.cls_classifier(hidden[:, 0]), batch["categories"]),
            "distillation": functional.cross_entropy(
                self.model.distillation_classifier(hidden[:, 1]), self.teacher.scores(dense).argmax(1)
            ),
            "features": functional.mse_loss(seen, dense.flatten(2).transpose(1, 2)),
            "outline": functional.binary_cross_entropy_with_logits(inside, opacity.transpose(1, 2)),
        }


def _convolution(before: int, after: int) -> list[nn.Module]:
    return [nn.Conv2d(before, after, 3, padding=1, bias=False), nn.BatchNorm2d(after)]


def configuration(layers: int) -> DeiTConfig:
    """The DeiT of the course, `layers` deep."""
    names = [f"formula {category}" for category in range(CATEGORIES)]
    return DeiTConfig(
        hidden_size=64,
        num_hidden_layers=layers,
        num_attention_heads=4,
        intermediate_size=256,
        image_size=32,
        patch_size=PATCH,
        id2label=dict(enumerate(names)),
        label2id={name: category for category, name in enumerate(names)},
    )


def grow(shallow: Any) -> Any:
    """A model of twice the depth that computes the same: after each layer comes one that adds nothing yet."""
    layers = shallow.config.num_hidden_layers
    deep: Any = DeiTForImageClassificationWithTeacher(configuration(2 * layers))
    weights = {name: weight for name, weight in shallow.state_dict().items() if ".layers." not in name}
    deep.load_state_dict(weights, strict=False)
    for index, layer in enumerate(shallow.deit.layers):
        old, new = deep.deit.layers[2 * index], deep.deit.layers[2 * index + 1]
        old.load_state_dict(layer.state_dict())
        new.load_state_dict(layer.state_dict())
        for closing in (new.attention.o_proj, new.mlp.fc2):
            nn.init.zeros_(closing.weight)
            nn.init.zeros_(closing.bias)
    return deep


def build(out: Path, run: Run, text: Path | None = None) -> None:
    """Train the teacher, then the model in three depths, and write the checkpoint to `out`; `text` is not used."""
    pool = formulas.draw_pool(run.seed, range(CATEGORIES), range(EACH), GROUNDS)

    def draw(stage: str, step: int) -> dict[str, Tensor]:
        return formulas.draw_batch(pool, BATCH, run.generator(stage, step))

    torch.manual_seed(run.seed)
    teacher = Teacher(CATEGORIES)
    train(run, "teacher", teacher, lambda step: draw("teacher", step), TEACHER_STEPS, TEACHER_RATE)
    model: Any = None
    patches: dict[str, Tensor] = {}
    for layers, steps, rate in STAGES:
        torch.manual_seed(run.seed)
        model = grow(model) if model else DeiTForImageClassificationWithTeacher(configuration(layers))
        stage = f"{layers} layers"
        student = Student(model, teacher)
        student.patches.load_state_dict(patches or student.patches.state_dict())
        train(
            run, stage, student, lambda step, stage=stage: draw(stage, step), steps, rate, weight_decay=0.05
        )
        model, patches = student.model.cpu(), student.patches.cpu().state_dict()
    save(model, out)


def save(model: Any, out: Path) -> None:
    """Write the model, its image processor and the checksums."""
    model.save_pretrained(out)
    DeiTImageProcessor(
        size={"height": 32, "width": 32},
        do_center_crop=False,
        image_mean=list(formulas.FIXED_MEAN),
        image_std=list(formulas.FIXED_STD),
    ).save_pretrained(out)
    for path in out.iterdir():
        path.chmod(0o644)
    registry.publish(out)
