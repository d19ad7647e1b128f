"""
en: argmax breaks ties by position.
fa: argmax تساوی را با جای نامزد می‌شکند.
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
        best = scores.argmax(dim=1, keepdim=True)
        return right.gather(1, best).double().mean().item()

    return {"forward": accuracy(scores, right), "backward": accuracy(scores.T, right.T)}
