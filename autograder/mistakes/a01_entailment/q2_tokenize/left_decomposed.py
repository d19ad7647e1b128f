"""
en: NFD in place of NFC: آ stays two characters.
fa: NFD به‌جای NFC: «آ» دو نویسه می‌ماند.
check: test_texts_get_one_spelling
"""

import unicodedata


def normalise(text):
    table = str.maketrans("\u064a\u0643" + "0123456789" + "٠١٢٣٤٥٦٧٨٩", "\u06cc\u06a9" + 2 * "۰۱۲۳۴۵۶۷۸۹")
    return " ".join(unicodedata.normalize("NFD", text).translate(table).split())
