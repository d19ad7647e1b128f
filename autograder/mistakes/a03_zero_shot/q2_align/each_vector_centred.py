"""
en: Each vector loses the mean of its own numbers instead of that of its language.
fa: از هر بردار میانگین عددهای خودش کم می‌شود، نه میانگین زبانش.
check: test_a_shift_of_a_language_changes_nothing
"""


def aligned_cosine(source, targets):
    return cosine(source - source.mean(dim=1, keepdim=True), targets - targets.mean(dim=1, keepdim=True))
