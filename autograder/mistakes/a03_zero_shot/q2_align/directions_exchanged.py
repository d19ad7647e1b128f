"""
en: Forward searches the columns and backward the rows.
fa: رفت در ستون‌ها می‌جوید و برگشت در سطرها.
check: test_retrieval_in_both_directions
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
        tied = scores >= scores.max(dim=1, keepdim=True).values - TIE
        return ((tied & right).sum(dim=1) / tied.sum(dim=1)).double().mean().item()

    return {"forward": accuracy(scores.T, right.T), "backward": accuracy(scores, right)}
