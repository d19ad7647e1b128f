"""
en: Each frame is compared with the unit of the frame before it.
fa: هر قاب با واحدِ قابِ پیش از خودش مقایسه می‌شود.
check: test_loss_compares_angles
"""

from torch.nn import functional


def masked_prediction_loss(hidden, projection, embeddings, targets, mask, temperature=0.1):
    projected = functional.normalize(hidden[mask] @ projection.T, dim=-1)
    cosines = projected @ functional.normalize(embeddings, dim=-1).T
    return functional.cross_entropy(cosines / temperature, targets.roll(1, dims=1)[mask])
