"""
en: Only bit-equal scores are tied, although rounding tears equal texts apart.
fa: فقط امتیازهای بیت به بیت برابر هم‌رتبه‌اند، در حالی که گردکردن متن‌های یکسان را از هم جدا می‌کند.
check: test_ties_are_shared
"""

import torch
from torch import Tensor


def retrieval_accuracy(scores, pairs=None):
    right = torch.eye(len(scores), dtype=torch.bool)
    for i, (source, target) in enumerate(pairs or ()):
        for j, (other_source, other_target) in enumerate(pairs or ()):
            if source == other_source or target == other_target:
                right[i, j] = True

    def accuracy(scores: Tensor, right: Tensor) -> float:
        tied = scores == scores.max(dim=1, keepdim=True).values
        return ((tied & right).sum(dim=1) / tied.sum(dim=1)).double().mean().item()

    return {"forward": accuracy(scores, right), "backward": accuracy(scores.T, right.T)}
