"""
en: A text without tokens is 0 / 0 = NaN.
fa: متن بی‌توکن 0 / 0 یعنی NaN می‌شود.
check: test_an_empty_text_is_zero
"""


def masked_mean(hidden, mask):
    weights = mask.unsqueeze(-1).to(hidden.dtype)  # (B, T, 1)
    return (hidden * weights).sum(dim=1) / weights.sum(dim=1)
