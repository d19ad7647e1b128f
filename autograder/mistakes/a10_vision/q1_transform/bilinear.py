"""
en: Interpolation is bilinear, which is what other checkpoints use, but not this one.
fa: درون‌یابی دوخطی است؛ مدل‌های دیگری چنین‌اند ولی این یکی نه.
check: test_another_size_is_resized
"""


def preprocess(image, mean, std, size):
    if image.dtype != torch.uint8:
        raise ValueError(f"{image.dtype}")
    if image.dim() == 2:
        image = image[:, :, None].repeat(1, 1, 3)
    if image.dim() != 3 or image.shape[2] not in (3, 4):
        raise ValueError(f"{tuple(image.shape)}")
    pixels = image[:, :, :3].permute(2, 0, 1) / 255
    if pixels.shape[1:] != (size, size):
        pixels = functional.interpolate(pixels[None], (size, size), mode="bilinear", antialias=True)[0].clamp(
            0, 1
        )
    mean, std = (torch.tensor(values)[:, None, None] for values in (mean, std))
    return (pixels - mean) / std
