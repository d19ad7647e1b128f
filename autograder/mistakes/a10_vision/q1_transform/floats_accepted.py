"""
en: A picture of floats is divided by 255 like any other, whether it was scaled before or not.
fa: تصویرِ float هم مانند بقیه بر 255 تقسیم می‌شود، چه پیش‌تر مقیاس شده باشد چه نه.
check: test_grey_and_transparent_pictures
"""


def preprocess(image, mean, std, size):
    if image.dim() == 2:
        image = image[:, :, None].repeat(1, 1, 3)
    if image.dim() != 3 or image.shape[2] not in (3, 4):
        raise ValueError(f"{tuple(image.shape)}")
    pixels = image[:, :, :3].permute(2, 0, 1) / 255
    if pixels.shape[1:] != (size, size):
        pixels = functional.interpolate(pixels[None], (size, size), mode="bicubic", antialias=True)[0].clamp(
            0, 1
        )
    mean, std = (torch.tensor(values)[:, None, None] for values in (mean, std))
    return (pixels - mean) / std
