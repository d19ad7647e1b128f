"""
en: What bicubic interpolation overshoots at sharp edges is kept: some pixels are brighter than white.
fa: بیرون‌زدگیِ درون‌یابی دومکعبی در لبه‌های تیز می‌ماند: برخی پیکسل‌ها از سفید روشن‌ترند.
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
        pixels = functional.interpolate(pixels[None], (size, size), mode="bicubic", antialias=True)[0]
    mean, std = (torch.tensor(values)[:, None, None] for values in (mean, std))
    return (pixels - mean) / std
