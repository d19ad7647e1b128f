"""
en: The languages are not centred at all.
fa: زبان‌ها اصلاً مرکزی نمی‌شوند.
check: test_a_shift_of_a_language_changes_nothing
"""


def aligned_cosine(source, targets):
    return cosine(source, targets)
