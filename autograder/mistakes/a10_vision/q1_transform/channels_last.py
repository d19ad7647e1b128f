"""
en: The channels stay last, as in a picture file, and the model is given (H, W, 3).
fa: کانال‌ها مانند فایل تصویر در آخر می‌مانند و مدل (H, W, 3) می‌گیرد.
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
    if pixels.shape[1:] != (size, size):
        pixels = functional.interpolate(pixels[None], (size, size), mode="bicubic", antialias=True)[0].clamp(
            0, 1
        )
    return (pixels.permute(1, 2, 0) - torch.tensor(mean)) / torch.tensor(std)
