"""
en: The real tokens are taken to be the first ones: padding on the left is not.
fa: توکن‌های واقعی را همیشه اول ردیف می‌گیرد؛ پدینگِ سمت چپ چنین نیست.
check: test_padding_does_not_move_the_mean
"""

import torch


def masked_mean(hidden, mask):
    lengths = mask.sum(dim=1).tolist()
    return torch.stack(
        [row[: max(1, n)].mean(dim=0) * (n > 0) for row, n in zip(hidden, lengths, strict=True)]
    )
