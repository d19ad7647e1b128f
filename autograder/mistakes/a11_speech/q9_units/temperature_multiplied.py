"""
en: Cosines are multiplied by the temperature, so that all units stay nearly equally likely.
fa: کسینوس‌ها در دما ضرب می‌شوند و همهٔ واحدها تقریباً هم‌احتمال می‌مانند.
check: test_loss_compares_angles
"""

from torch.nn import functional


def masked_prediction_loss(hidden, projection, embeddings, targets, mask, temperature=0.1):
    projected = functional.normalize(hidden[mask] @ projection.T, dim=-1)
    cosines = projected @ functional.normalize(embeddings, dim=-1).T
    return functional.cross_entropy(cosines * temperature, targets[mask])
