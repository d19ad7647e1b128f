"""
en: The mean is taken over the padded length.
fa: میانگین روی طول پُرشده گرفته شده است.
check: test_padding_does_not_move_the_mean
"""


def mean_pool(hidden, mask):
    return hidden.mean(1)
