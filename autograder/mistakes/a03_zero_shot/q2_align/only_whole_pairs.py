"""
en: Only pairs that agree in both texts are taken for repetitions.
fa: فقط جفت‌هایی تکراری گرفته می‌شوند که هر دو متنشان یکی است.
check: test_repeated_texts_are_right
"""

import torch
from torch import Tensor


def retrieval_accuracy(scores, pairs=None):
    right = torch.eye(len(scores), dtype=torch.bool)
    for i, (source, target) in enumerate(pairs or ()):
        for j, (other_source, other_target) in enumerate(pairs or ()):
            if source == other_source and target == other_target:
                right[i, j] = True

    def accuracy(scores: Tensor, right: Tensor) -> float:
        tied = scores >= scores.max(dim=1, keepdim=True).values - TIE
        return ((tied & right).sum(dim=1) / tied.sum(dim=1)).double().mean().item()

    return {"forward": accuracy(scores, right), "backward": accuracy(scores.T, right.T)}
