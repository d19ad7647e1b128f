"""PIL pictures, data sets that count what is decoded, and image processors that remember their calls."""

from __future__ import annotations

import io
from typing import Any

import torch
from torch import Tensor

from autograder.worker.toolbox.base import Base


class DecodeCount:
    """How many pictures any data set of this worker has decoded since the count was made."""

    def __init__(self) -> None:
        from datasets import Image

        self.count = 0
        decode = Image.decode_example

        def counting(feature: Any, *arguments: Any, **named: Any) -> Any:
            self.count += 1
            return decode(feature, *arguments, **named)

        setattr(Image, "decode_example", counting)  # noqa: B010 (a method may not be assigned to)


class Pictures(Base):
    """Pictures and what prepares them."""

    def pictures(self, images: list[Tensor], modes: list[str]) -> list[Any]:
        """PIL images of uint8 tensors (H, W, 3), each converted to its mode; alpha, where there is one, varies."""
        from PIL import Image

        made = []
        for image, mode in zip(images, modes, strict=True):
            picture = Image.fromarray(image.numpy())
            if mode == "RGBA":
                picture.putalpha(Image.fromarray(image[:, :, 0].flip(0).contiguous().numpy()))
            made.append(picture if picture.mode == mode else picture.convert(mode))
        return made

    def describe_rows(self, rows: dict[str, Any]) -> dict[str, Any]:
        """What a dictionary of columns holds, its pictures as mode and pixels."""
        return {
            key: [self.describe_picture(item) for item in column] if key == "img" else list(column)
            for key, column in rows.items()
        }

    def describe_picture(self, picture: Any) -> dict[str, Any]:
        """Mode, size and bytes of a PIL image; of anything else its type alone."""
        from PIL import Image

        if not isinstance(picture, Image.Image):
            return {"type": type(picture).__name__}
        return {"type": "Image", "mode": picture.mode, "size": list(picture.size), "bytes": picture.tobytes()}

    def picture_dataset(self, pictures: list[Any], labels: list[int]) -> Any:
        """A data set of the columns `img`, stored as PNG and decoded when read, and `label`."""
        from datasets import Dataset, Features, Image, Value

        # Encoded here: the library would import every format that PIL knows before it chose PNG.
        files = [io.BytesIO() for _ in pictures]
        for picture, file in zip(pictures, files, strict=True):
            picture.save(file, format="PNG")
        column = [{"bytes": file.getvalue(), "path": None} for file in files]
        features = Features({"img": Image(), "label": Value("int64")})
        return Dataset.from_dict({"img": column, "label": labels}, features=features)

    def count_decodes(self) -> DecodeCount:
        return DecodeCount()

    def decodes(self, counter: DecodeCount) -> int:
        return counter.count

    def dataset_size(self, dataset: Any) -> int:
        return len(dataset)

    def dataset_row(self, dataset: Any, index: int) -> dict[str, Any]:
        return dataset[index]

    def dataset_rows(self, dataset: Any, start: int, stop: int) -> dict[str, Any]:
        return dataset[start:stop]

    def recording_processor(self, size: int, mean: list[float], std: list[float]) -> Any:
        """The checkpoint's kind of processor with other settings, which remembers what each call was given."""
        from transformers import DeiTImageProcessor

        class RecordingProcessor(DeiTImageProcessor):
            calls: list[list[str]]

            def preprocess(self, images: Any, *arguments: Any, **named: Any) -> Any:
                batch = images if isinstance(images, list | tuple) else [images]
                self.calls.append([str(getattr(image, "mode", type(image).__name__)) for image in batch])
                return super().preprocess(images, *arguments, **named)  # pyright: ignore[reportArgumentType]

        processor = RecordingProcessor(
            size={"height": size, "width": size}, do_center_crop=False, image_mean=mean, image_std=std
        )
        processor.calls = []
        return processor

    def processor_calls(self, processor: Any) -> list[list[str]]:
        """The modes of the pictures of each call."""
        return [list(modes) for modes in processor.calls]

    def processor_settings(self, processor: Any) -> dict[str, Any]:
        """What an image processor is set to: size, mean and std."""
        mean, std = list(processor.image_mean), list(processor.image_std)
        return {"size": processor.size["height"], "mean": mean, "std": std}

    def pull_back(self, result: Tensor, cotangent: Tensor, leaves: list[Tensor]) -> list[Tensor]:
        """The gradients of the sum of result times cotangent; zeros for a leaf that it does not depend on."""
        if not result.requires_grad:
            return [torch.zeros_like(leaf) for leaf in leaves]
        found = torch.autograd.grad(result, leaves, cotangent, allow_unused=True)
        return [
            torch.zeros_like(leaf) if gradient is None else gradient
            for leaf, gradient in zip(leaves, found, strict=True)
        ]
