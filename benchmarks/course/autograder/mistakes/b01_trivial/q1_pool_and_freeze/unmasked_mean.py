"""The mean over all positions.

en: The mean is taken over the padding too.
fa: میانگین روی پُرکننده هم گرفته شده است.
check: test_padding_does_not_move_the_mean
"""

import torch


def masked_mean(hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    return hidden.mean(dim=1)
