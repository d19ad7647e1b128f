"""
en: The bytes are divided by 255 twice: once by hand and once more, as a library would have done it.
fa: بایت‌ها دو بار بر 255 تقسیم می‌شوند: یک بار با دست و یک بار دیگر، گویی کتابخانه این کار را کرده است.
check: test_a_picture_of_the_right_size
"""


def preprocess(image, mean, std, size):
    if image.dtype != torch.uint8:
        raise ValueError(f"{image.dtype}")
    if image.dim() == 2:
        image = image[:, :, None].repeat(1, 1, 3)
    if image.dim() != 3 or image.shape[2] not in (3, 4):
        raise ValueError(f"{tuple(image.shape)}")
    pixels = image[:, :, :3].permute(2, 0, 1) / 255
    pixels = pixels / 255
    if pixels.shape[1:] != (size, size):
        pixels = functional.interpolate(pixels[None], (size, size), mode="bicubic", antialias=True)[0].clamp(
            0, 1
        )
    mean, std = (torch.tensor(values)[:, None, None] for values in (mean, std))
    return (pixels - mean) / std
