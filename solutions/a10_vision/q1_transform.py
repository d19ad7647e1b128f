"""Question 1: pictures as a checkpoint wants them: by hand, through its processor in batches, and not before needed."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import torch
from jaxtyping import Float32, UInt8
from torch import Tensor
from torch.nn import functional
from transformers import BaseImageProcessor

from datasets import Dataset

# BEGIN SOLUTION
_RGB = 3


# END SOLUTION


def preprocess(
    image: UInt8[Tensor, "..."], mean: Sequence[float], std: Sequence[float], size: int
) -> Float32[Tensor, "3 size size"]:
    """Prepare one picture for the model, by hand.

    The steps, in this order: three channels, channels first, scale, resize, normalise.

    - A grey picture is repeated to three equal channels; of a picture with transparency the fourth channel
      (alpha) is dropped and the other three stay as they are.
    - The bytes 0 … 255 are scaled to 0 … 1, once.
    - A picture of another size is resized to (size, size), whatever its proportions, by bicubic interpolation
      *with antialiasing* (without it a shrunk picture keeps only some of its pixels), as the checkpoint's own
      processor does (`"resample": 3`). Bicubic curves overshoot at sharp edges: what falls outside 0 … 1 is
      clamped to it. A picture that is already (size, size) is not interpolated at all.
    - From each channel its mean is subtracted, then the channel is divided by its standard deviation. Both are
      given on the scale 0 … 1, in the order red, green, blue, which is also the order of the image's channels.

    For a picture of the right size this is what the checkpoint's image processor computes; for another size the
    processor interpolates bytes, and differs by about one grey level (1/255) before normalisation, by more only at
    edges so sharp that they overshoot.

    Args:
        image: uint8, (H, W) grey, (H, W, 3) red, green, blue, or (H, W, 4) with alpha last. It is not changed.
        mean: three numbers, as `image_mean` in the checkpoint's `preprocessor_config.json`.
        std: three numbers, as `image_std` there.
        size: the height and the width that the model reads.

    Returns:
        float32 (3, size, size).

    Raises:
        ValueError: the image is not uint8 (a picture that was scaled before would be scaled twice), or its shape
            is none of the three.

    Source:
        Touvron et al., "Training data-efficient image transformers & distillation through attention" (2021),
        section 6; `course/zoo/mini-deit/preprocessor_config.json`.
    """
    # BEGIN SOLUTION
    if image.dtype != torch.uint8:
        raise ValueError(f"an image of bytes is needed, not of {image.dtype}")
    if image.dim() == 2:
        image = image[:, :, None].expand(-1, -1, _RGB)
    if image.dim() != 3 or image.shape[2] not in (_RGB, _RGB + 1):
        raise ValueError(f"no picture has the shape {tuple(image.shape)}")
    pixels = image[:, :, :_RGB].permute(2, 0, 1).float() / 255  # (3, H, W)
    if pixels.shape[1:] != (size, size):
        pixels = functional.interpolate(pixels[None], (size, size), mode="bicubic", antialias=True)[0]
        pixels = pixels.clamp(0, 1)
    center, scale = (torch.tensor(values, dtype=torch.float32)[:, None, None] for values in (mean, std))
    return (pixels - center) / scale
    # END SOLUTION


def transform_batch(examples: dict[str, Any], processor: BaseImageProcessor) -> dict[str, Any]:
    """Prepare a batch of rows of CIFAR-10 with the checkpoint's processor.

    The processor expects three channels and fails on anything else: every picture is turned to RGB first
    (`Image.convert`), whatever its mode.

    Args:
        examples: columns, as `datasets` hands them to a transform: `"img"`, a list of PIL images of any mode
            ("L" grey, "RGBA", "P" palette, "RGB", …) and any sizes, and `"label"`, a list of numbers. Neither the
            dictionary nor its lists nor the images are changed; other columns are left out of the result.
        processor: an image processor. It is called once, with the whole batch, and returns torch tensors.

    Returns:
        `{"pixel_values": float32 (B, 3, H, W), "labels": list of B ints}`, in the order of the rows.
    """
    # BEGIN SOLUTION
    images = [image.convert("RGB") for image in examples["img"]]
    pixel_values = processor(images, return_tensors="pt")["pixel_values"]
    return {"pixel_values": pixel_values, "labels": [int(label) for label in examples["label"]]}
    # END SOLUTION


def prepare(dataset: Dataset, processor: BaseImageProcessor) -> Dataset:
    """Attach `transform_batch` to a data set, to be applied to a row when it is read and no earlier.

    50,000 pictures prepared beforehand for 224 by 224 would take 30 GB; a transform prepares the rows of one batch.
    `Dataset.map` would decode and prepare everything at once; what you need is `with_transform`.

    Args:
        dataset: rows with `"img"` and `"label"`. It is not changed: its rows are PIL images before and after.
        processor: what prepares the pictures.

    Returns:
        A data set of the same rows in the same order, in which `dataset[3]` is a dictionary of `"pixel_values"`
        (3, H, W) and `"labels"` (an int) and `dataset[3:5]` is one of a tensor (2, 3, H, W) and a list of two. No
        picture is decoded by this call, and reading rows decodes those rows only.
    """
    # BEGIN SOLUTION
    return dataset.with_transform(partial(transform_batch, processor=processor))
    # END SOLUTION


def collate(rows: Sequence[dict[str, Any]]) -> dict[str, Tensor]:
    """Put prepared rows together to a batch, as a `DataLoader` needs it (`collate_fn`).

    Args:
        rows: at least one dictionary with `"pixel_values"`, a tensor (3, H, W), and `"labels"`, an int; all of one
            size. They are not changed.

    Returns:
        `{"pixel_values": (B, 3, H, W) of the rows' dtype, "labels": int64 (B,)}`: the names under which
        `DeiTForImageClassification` takes its inputs.
    """
    # BEGIN SOLUTION
    return {
        "pixel_values": torch.stack([row["pixel_values"] for row in rows]),
        "labels": torch.tensor([row["labels"] for row in rows], dtype=torch.int64),
    }
    # END SOLUTION
