"""
en: The losses of all frames are computed and multiplied by the mask: NaN times 0 is NaN.
fa: زیانِ همهٔ قاب‌ها حساب و در ماسک ضرب می‌شود: NaN ضرب در 0 همان NaN است.
check: test_other_frames_have_no_part
"""

from torch.nn import functional


def masked_prediction_loss(hidden, projection, embeddings, targets, mask, temperature=0.1):
    projected = functional.normalize(hidden @ projection.T, dim=-1)
    cosines = projected @ functional.normalize(embeddings, dim=-1).T
    losses = functional.cross_entropy(
        (cosines / temperature).flatten(0, 1), targets.flatten(), reduction="none"
    )
    return (losses * mask.flatten()).sum() / mask.sum().clamp(min=1)
