"""
en: The sum loses its dimension; on a square matrix it broadcasts along the other one without an error.
fa: جمع بُعدش را از دست می‌دهد و در ماتریس مربعی بی‌خطا در راستای دیگر پخش می‌شود.
check: test_softmax_runs_over_the_classes
"""


def softmax(logits, dim=-1):
    powers = (logits - logits.amax(dim=dim, keepdim=True)).exp()
    return powers / powers.sum(dim=dim)
