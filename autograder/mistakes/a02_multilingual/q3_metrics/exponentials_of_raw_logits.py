"""
en: The exponential is taken of the logits as they are: ±10,000 gives inf / inf or 0 / 0.
fa: توان‌رسانی روی لاجیت خام است: ±۱۰٬۰۰۰ به inf / inf یا 0 / 0 می‌رسد.
check: test_softmax_is_stable
"""


def softmax(logits, dim=-1):
    powers = logits.exp()
    return powers / powers.sum(dim=dim, keepdim=True)
