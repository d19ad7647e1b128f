"""
en: Everything is turned into float32, and the caller gets another dtype back.
fa: همه‌چیز به float32 برده می‌شود و نوع دادهٔ دیگری برمی‌گردد.
check: test_an_empty_text_is_zero
"""


def masked_mean(hidden, mask):
    weights = mask.unsqueeze(-1).float()  # (B, T, 1)
    return (hidden.float() * weights).sum(dim=1) / weights.sum(dim=1).clamp(min=1)
