"""
en: The mean runs over padding too.
fa: میانگین روی پدینگ هم گرفته می‌شود.
check: test_padding_does_not_move_the_mean
"""


def masked_mean(hidden, mask):
    return hidden.mean(dim=1)
