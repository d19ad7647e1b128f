"""
en: Whoever is among the best counts as found: a model that answers the same always is perfect.
fa: هر که میان بهترین‌ها باشد یافته شمرده می‌شود: مدلی که همیشه یک جواب بدهد بی‌نقص است.
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
        tied = scores >= scores.max(dim=1, keepdim=True).values - TIE
        return (tied & right).any(dim=1).double().mean().item()

    return {"forward": accuracy(scores, right), "backward": accuracy(scores.T, right.T)}
