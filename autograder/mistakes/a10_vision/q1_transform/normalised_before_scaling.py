"""
en: The mean and the deviation of the scale 0 … 1 are applied to bytes, and only then comes the division by 255.
fa: میانگین و انحراف معیارِ مقیاس 0 تا 1 روی بایت‌ها اعمال می‌شود و تقسیم بر 255 پس از آن می‌آید.
check: test_a_picture_of_the_right_size
"""


def preprocess(image, mean, std, size):
    if image.dtype != torch.uint8:
        raise ValueError(f"{image.dtype}")
    if image.dim() == 2:
        image = image[:, :, None].repeat(1, 1, 3)
    if image.dim() != 3 or image.shape[2] not in (3, 4):
        raise ValueError(f"{tuple(image.shape)}")
    pixels = image[:, :, :3].permute(2, 0, 1).float()
    mean, std = (torch.tensor(values)[:, None, None] for values in (mean, std))
    pixels = (pixels - mean) / std / 255
    if pixels.shape[1:] != (size, size):
        pixels = functional.interpolate(pixels[None], (size, size), mode="bicubic", antialias=True)[0]
    return pixels
