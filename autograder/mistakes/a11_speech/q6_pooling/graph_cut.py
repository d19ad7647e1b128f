"""
en: hidden.detach(): the values are right and nothing below the pooling ever learns.
fa: hidden.detach(): مقدارها درست‌اند و هیچ چیز زیر ادغام هرگز یاد نمی‌گیرد.
check: test_gradients_reach_real_frames_only
"""

_first = first_pool


def first_pool(hidden, mask):
    return _first(hidden.detach(), mask)
