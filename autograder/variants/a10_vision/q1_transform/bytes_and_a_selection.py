"""Interpolates bytes as the processor does, multiplies instead of dividing, and sets the transform on a selection."""

import numpy as np
from torch.utils.data import default_collate


def preprocess(image, mean, std, size):
    pixels = image.numpy()
    if pixels.dtype != np.uint8 or not (
        pixels.ndim == 2 or (pixels.ndim == 3 and pixels.shape[-1] in (3, 4))
    ):
        raise ValueError(f"not a picture of bytes: {pixels.dtype} {pixels.shape}")
    if pixels.ndim == 2:
        pixels = np.stack([pixels] * 3, axis=-1)
    planes = torch.from_numpy(np.ascontiguousarray(np.moveaxis(pixels[..., :3], -1, 0)))
    if planes.shape != (3, size, size):
        planes = functional.interpolate(
            planes.unsqueeze(0), size=(size, size), mode="bicubic", antialias=True
        )[0]
    mean, std = np.array(mean).reshape(3, 1, 1), np.array(std).reshape(3, 1, 1)
    return torch.from_numpy((planes.numpy() - 255 * mean) / (255 * std)).float()


def transform_batch(examples, processor):
    batch = dict(processor(images=[image.convert("RGB") for image in examples["img"]], return_tensors="pt"))
    batch["labels"] = list(examples["label"])
    return batch


def prepare(dataset, processor):
    selection = dataset.select(range(len(dataset)))
    selection.set_transform(lambda examples: transform_batch(examples, processor))
    return selection


def collate(rows):
    return default_collate([dict(row) for row in rows])
