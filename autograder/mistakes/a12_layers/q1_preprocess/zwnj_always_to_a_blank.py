"""
en: The replacement that was asked for is ignored.
fa: جایگزینی که خواسته شده نادیده گرفته می‌شود.
check: test_every_zwnj_is_replaced
"""


def replace_zwnj(text, replacement=" "):
    return text.replace("\u200c", " ")
