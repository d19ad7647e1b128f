"""
en: Scalar products take the place of cosines: long vectors weigh more.
fa: ضرب داخلی جای کسینوس را گرفته و بردارهای بلند بیشتر وزن دارند.
check: test_loss_compares_angles
"""

from torch.nn import functional


def masked_prediction_loss(hidden, projection, embeddings, targets, mask, temperature=0.1):
    scores = hidden[mask] @ projection.T @ embeddings.T
    return functional.cross_entropy(scores / temperature, targets[mask])
