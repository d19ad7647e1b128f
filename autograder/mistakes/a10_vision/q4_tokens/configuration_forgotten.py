"""
en: The configuration of the copy still has the old size: what was saved cannot be loaded.
fa: پیکربندیِ نسخه هنوز اندازهٔ قبلی را دارد و آنچه ذخیره شده دیگر بارگذاری نمی‌شود.
check: test_the_model_takes_another_size
"""

import copy

import torch


def resize_model(model, image_size):
    height, width = (image_size, image_size) if isinstance(image_size, int) else image_size
    patch = model.config.patch_size
    if min(height, width) < 1 or height % patch or width % patch:
        raise ValueError("size")
    resized = copy.deepcopy(model)
    embeddings = resized.deit.embeddings
    side = model.config.image_size // patch
    with torch.no_grad():
        positions = interpolate_positions(
            embeddings.position_embeddings, (side, side), (height // patch, width // patch)
        )
    embeddings.position_embeddings = torch.nn.Parameter(positions)
    embeddings.image_size = embeddings.patch_embeddings.image_size = (height, width)
    return resized
