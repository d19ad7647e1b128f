"""
en: Padding is left out of the sum but not of the number that it is divided by.
fa: پدینگ در جمع نیست ولی در عددی که جمع بر آن تقسیم می‌شود هست.
check: test_padding_does_not_move_the_mean
"""


def masked_mean(hidden, mask):
    weights = mask.unsqueeze(-1).to(hidden.dtype)  # (B, T, 1)
    return (hidden * weights).sum(dim=1) / hidden.shape[1]
