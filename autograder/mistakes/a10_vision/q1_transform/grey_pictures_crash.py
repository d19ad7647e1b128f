"""
en: A picture is taken to have three axes; a grey one, of two, ends in an error.
fa: فرض شده که تصویر سه محور دارد؛ تصویر خاکستری با دو محور به خطا می‌رسد.
check: test_grey_and_transparent_pictures
"""


def preprocess(image, mean, std, size):
    if image.dtype != torch.uint8 or image.shape[2] not in (3, 4):
        raise ValueError(f"{tuple(image.shape)}")
    pixels = image[:, :, :3].permute(2, 0, 1) / 255
    if pixels.shape[1:] != (size, size):
        pixels = functional.interpolate(pixels[None], (size, size), mode="bicubic", antialias=True)[0].clamp(
            0, 1
        )
    mean, std = (torch.tensor(values)[:, None, None] for values in (mean, std))
    return (pixels - mean) / std
