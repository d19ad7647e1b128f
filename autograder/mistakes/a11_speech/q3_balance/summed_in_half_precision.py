"""
en: All is computed in the dtype of the logits and widened at the end: in float16 the sum of the weights is infinite.
fa: همه چیز با نوع خود لوجیت‌ها حساب و در پایان پهن شده: مجموع وزن‌ها در float16 بی‌نهایت می‌شود.
check: test_loss_is_stable
"""

import torch


def weighted_loss(logits, labels, weights):
    surprise = torch.logsumexp(logits, 1) - logits.gather(1, labels[:, None]).squeeze(1)
    shares = weights.to(logits.dtype)[labels]
    loss = (shares * surprise).sum() / torch.where(shares.sum() > 0, shares.sum(), 1.0)
    return loss if logits.dtype == torch.float64 else loss.float()
