"""
en: Only ي and ك are mapped; ى (alef maksura) and ة (teh marbuta) stay Arabic.
fa: فقط ي و ك نگاشته شده‌اند؛ ى و ة عربی مانده‌اند.
check: test_letters_and_digits_become_persian
"""

import re
import unicodedata


def normalise(text):
    text = unicodedata.normalize("NFC", text)
    text = text.translate(str.maketrans("\u064a\u0643", "\u06cc\u06a9"))
    text = text.translate(str.maketrans("0123456789٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹" * 2))
    text = re.sub("[\u0640\u200e\u200f\u00ad\u064b-\u0652\u0670]", "", text)
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r"[\s\u200c]*\s[\s\u200c]*", " ", text).strip(" \u200c")
    return re.sub("\u200c+", "\u200c", text)
