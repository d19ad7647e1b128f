"""
en: What does not fit into the row is cut off.
fa: آنچه در سطر جا نمی‌شود بریده می‌شود.
check: test_padding_is_masked
"""

_right_pad = pad


def pad(segments, length):
    return _right_pad([segment[:length] for segment in segments], length)
