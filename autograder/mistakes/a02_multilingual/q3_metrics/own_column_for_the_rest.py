"""
en: The rows are ranked by the largest probability, whatever class it is of.
fa: سطرها با بزرگ‌ترین احتمال رتبه‌بندی می‌شوند، از هر رده‌ای که باشد.
check: test_one_vs_rest
"""

_right = auc_one_vs_rest


def auc_one_vs_rest(probabilities, labels):
    return _right(probabilities.amax(dim=1, keepdim=True).expand_as(probabilities), labels)
