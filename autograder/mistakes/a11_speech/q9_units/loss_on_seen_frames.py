"""
en: The mask is turned around: the loss is over the frames that the model saw.
fa: ماسک وارونه است: زیان روی قاب‌هایی است که مدل دیده.
check: test_loss_compares_angles
"""

from torch.nn import functional


def masked_prediction_loss(hidden, projection, embeddings, targets, mask, temperature=0.1):
    projected = functional.normalize(hidden[~mask] @ projection.T, dim=-1)
    cosines = projected @ functional.normalize(embeddings, dim=-1).T
    return functional.cross_entropy(cosines / temperature, targets[~mask])
