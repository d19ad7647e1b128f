"""
en: The loss is over all frames, the seen ones and the padding too.
fa: زیان روی همهٔ قاب‌هاست، حتی قاب‌های دیده‌شده و پدینگ.
check: test_loss_compares_angles
"""

from torch.nn import functional


def masked_prediction_loss(hidden, projection, embeddings, targets, mask, temperature=0.1):
    projected = functional.normalize(hidden.flatten(0, 1) @ projection.T, dim=-1)
    cosines = projected @ functional.normalize(embeddings, dim=-1).T
    return functional.cross_entropy(cosines / temperature, targets.flatten())
