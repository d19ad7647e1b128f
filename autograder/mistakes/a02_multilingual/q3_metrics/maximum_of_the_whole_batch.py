"""
en: The largest logit of the whole tensor is subtracted: rows that lie far below it become 0 / 0.
fa: بزرگ‌ترین لاجیتِ کل تنسور کم می‌شود: سطرهایی که خیلی پایین‌ترند 0 / 0 می‌شوند.
check: test_softmax_is_stable
"""


def softmax(logits, dim=-1):
    powers = (logits - logits.max()).exp()
    return powers / powers.sum(dim=dim, keepdim=True)
