"""
en: Without a masked frame the mean is over nothing, and NaN.
fa: بدون قابِ پوشیده، میانگین روی هیچ گرفته می‌شود و NaN است.
check: test_other_frames_have_no_part
"""

from torch.nn import functional


def masked_prediction_loss(hidden, projection, embeddings, targets, mask, temperature=0.1):
    projected = functional.normalize(hidden[mask] @ projection.T, dim=-1)
    cosines = projected @ functional.normalize(embeddings, dim=-1).T
    return functional.cross_entropy(cosines / temperature, targets[mask])
