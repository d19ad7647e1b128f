"""
en: The channels are brought to the front by a reshape, which shuffles the pixels instead of moving an axis.
fa: کانال‌ها با reshape به جلو آورده می‌شوند که به جای جابه‌جایی محور، پیکسل‌ها را به هم می‌ریزد.
check: test_a_picture_of_the_right_size
"""


def preprocess(image, mean, std, size):
    if image.dtype != torch.uint8:
        raise ValueError(f"{image.dtype}")
    if image.dim() == 2:
        image = image[:, :, None].repeat(1, 1, 3)
    if image.dim() != 3 or image.shape[2] not in (3, 4):
        raise ValueError(f"{tuple(image.shape)}")
    height, width = image.shape[:2]
    pixels = image[:, :, :3].reshape(3, height, width) / 255
    if pixels.shape[1:] != (size, size):
        pixels = functional.interpolate(pixels[None], (size, size), mode="bicubic", antialias=True)[0].clamp(
            0, 1
        )
    mean, std = (torch.tensor(values)[:, None, None] for values in (mean, std))
    return (pixels - mean) / std
