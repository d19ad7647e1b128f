"""
en: Only the first ZWNJ of the text is replaced.
fa: فقط نخستین نیم‌فاصلهٔ متن جایگزین می‌شود.
check: test_every_zwnj_is_replaced
"""


def replace_zwnj(text, replacement=" "):
    return text.replace("\u200c", replacement, 1)
