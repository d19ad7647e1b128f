"""
en: The weighted losses are divided by the number of examples instead of the sum of their weights.
fa: زیان‌های وزن‌دار به جای مجموع وزن‌ها بر شمار نمونه‌ها بخش شده‌اند.
check: test_loss_is_a_weighted_mean
"""

from torch.nn import functional


def weighted_loss(logits, labels, weights):
    wide = logits if logits.element_size() == 8 else logits.float()
    losses = functional.cross_entropy(wide, labels, reduction="none")
    return (losses * weights.to(wide.dtype)[labels]).mean()
