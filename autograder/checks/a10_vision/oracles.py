"""What pictures, patches and frozen models should be, in float64 or byte by byte: the checks' own opinion."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from PIL import Image
from torch import Tensor

# Bytes may be interpolated as bytes or as numbers: rounding each of two passes to a grey level is within this.
LEVELS = 1.5 / 255


def picture(draw: Any, height: int, width: int, low: int = 0, high: int = 256) -> Tensor:
    """A uint8 picture (height, width, 3) of noise between `low` and `high`."""
    return draw.integers(low, high, (height, width, 3)).to(torch.uint8)


def in_mode(image: Tensor, mode: str) -> Tensor:
    """The pixels (height, width, 3) that are left of a picture when it is stored in a mode of PIL."""
    converted = Image.fromarray(image.numpy()).convert(mode)
    return torch.from_numpy(np.array(converted.convert("RGB")))


def normalisation(draw: Any) -> tuple[list[float], list[float]]:
    """A mean and a standard deviation for each channel, all different."""
    mean = [0.3 + 0.1 * channel + 0.05 * draw.rng.random() for channel in range(3)]
    std = [0.2 + 0.1 * channel + 0.05 * draw.rng.random() for channel in range(3)]
    draw.rng.shuffle(mean)
    draw.rng.shuffle(std)
    return mean, std


def preprocessed(image: Tensor, mean: Sequence[float], std: Sequence[float], size: int) -> Tensor:
    """A picture (height, width, 3) as float64 (3, size, size); PIL's own bicubic filter on real numbers resizes it."""
    channels = []
    for channel in range(3):
        pixels = image[:, :, channel].numpy()
        if pixels.shape != (size, size):
            real = Image.fromarray(pixels.astype(np.float32))
            pixels = np.array(real.resize((size, size), Image.Resampling.BICUBIC)).clip(0, 255)
        channels.append((pixels.astype(np.float64) / 255 - mean[channel]) / std[channel])
    return torch.from_numpy(np.stack(channels))


def patches(images: Tensor, size: int) -> Tensor:
    """Patches (B, N, C·size·size), cut out one after the other."""
    return torch.stack(
        [
            images[:, :, top : top + size, left : left + size].flatten(1)
            for top in range(0, images.shape[2], size)
            for left in range(0, images.shape[3], size)
        ],
        dim=1,
    )


_TRAINED_PARTS = {
    "layernorm", "norm", "fc_norm", "classifier", "cls_classifier", "distillation_classifier", "head", "head_dist",
}  # fmt: skip


def trains(name: str, last: int) -> bool:
    """Whether a parameter of a DeiT model, of transformers or of timm, belongs to its last block, final norm or heads."""
    part, *rest = name.removeprefix("deit.").split(".")
    return int(rest[0]) == last if part in ("layers", "blocks") else part in _TRAINED_PARTS


def modes(modules: Sequence[str], flags: dict[str, bool]) -> dict[str, bool]:
    """Which modules have to be in training mode when the parameters' flags are these: a frozen module is not, one
    without parameters follows the module around it.
    """
    expected: dict[str, bool] = {}
    for module in sorted(modules, key=lambda name: (name.count("."), len(name))):
        inside = [flag for name, flag in flags.items() if not module or name.startswith(f"{module}.")]
        around = module.rpartition(".")[0]
        expected[module] = any(inside) if inside else expected[around]
    return expected
