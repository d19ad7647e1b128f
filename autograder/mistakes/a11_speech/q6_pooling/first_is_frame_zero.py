"""
en: Frame 0 is taken for the first, also in a row that is padded on the left.
fa: قاب 0 نخستین فرض می‌شود، حتی در سطری که از چپ پر شده است.
check: test_the_first_real_frame
"""


def first_pool(hidden, mask):
    return hidden[:, 0].masked_fill(~mask.bool().any(1, keepdim=True), 0.0)
