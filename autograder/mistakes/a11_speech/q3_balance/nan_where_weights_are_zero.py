"""
en: torch's loss is used as it is, which gives NaN where all labels weigh 0.
fa: زیان torch همان‌طور که هست به کار رفته که اگر وزن همهٔ برچسب‌ها 0 باشد NaN می‌دهد.
check: test_loss_is_stable
"""

from torch.nn import functional


def weighted_loss(logits, labels, weights):
    wide = logits if logits.element_size() == 8 else logits.float()
    return functional.cross_entropy(wide, labels, weight=weights.to(wide.dtype))
