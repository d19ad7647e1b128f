"""
en: Whatever is 0.0 counts as padding, in the middle of a segment too.
fa: هر 0.0 پرشده به شمار آمده، حتی در میان قطعه.
check: test_padding_is_masked
"""

_right_pad = pad


def pad(segments, length):
    batch, _ = _right_pad(segments, length)
    return batch, (batch != 0).long()
