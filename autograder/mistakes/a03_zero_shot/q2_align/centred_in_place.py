"""
en: The caller's own vectors are changed.
fa: بردارهای خودِ فراخواننده عوض می‌شوند.
check: test_a_shift_of_a_language_changes_nothing
"""


def aligned_cosine(source, targets):
    source -= source.mean(dim=0)
    targets -= targets.mean(dim=0)
    return cosine(source, targets)
