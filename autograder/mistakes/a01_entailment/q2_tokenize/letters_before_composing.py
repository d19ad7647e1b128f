"""
en: ي is mapped before NFC, so that its hamza finds no letter to go with.
fa: نگاشت ي پیش از NFC است و همزه‌اش حرفی پیدا نمی‌کند که با آن یکی شود.
check: test_texts_get_one_spelling
"""

import unicodedata


def normalise(text):
    table = str.maketrans("\u064a\u0643" + "0123456789" + "٠١٢٣٤٥٦٧٨٩", "\u06cc\u06a9" + 2 * "۰۱۲۳۴۵۶۷۸۹")
    return " ".join(unicodedata.normalize("NFC", text.translate(table)).split())
