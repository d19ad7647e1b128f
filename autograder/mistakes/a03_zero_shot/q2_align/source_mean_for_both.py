"""
en: The mean of English is subtracted from Persian too.
fa: میانگین انگلیسی از فارسی هم کم می‌شود.
check: test_a_shift_of_a_language_changes_nothing
"""


def aligned_cosine(source, targets):
    return cosine(source - source.mean(dim=0), targets - source.mean(dim=0))
