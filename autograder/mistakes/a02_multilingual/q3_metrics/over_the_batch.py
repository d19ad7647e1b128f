"""
en: The sum runs over the batch: columns sum to 1 and not rows.
fa: جمع روی دسته است: ستون‌ها جمعشان ۱ می‌شود و نه سطرها.
check: test_softmax_runs_over_the_classes
"""


def softmax(logits, dim=-1):
    powers = (logits - logits.amax(dim=0, keepdim=True)).exp()
    return powers / powers.sum(dim=0, keepdim=True)
