"""
en: Only the Arabic-Indic digits become Persian; the ASCII ones stay.
fa: فقط رقم‌های عربی فارسی می‌شوند و رقم‌های اَسکی همان‌طور می‌مانند.
check: test_letters_and_digits_become_persian
"""

import re
import unicodedata


def normalise(text):
    text = unicodedata.normalize("NFC", text)
    text = text.translate(str.maketrans("\u064a\u0649\u0643\u0629", "\u06cc\u06cc\u06a9\u0647"))
    text = text.translate(str.maketrans("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"))
    text = re.sub("[\u0640\u200e\u200f\u00ad\u064b-\u0652\u0670]", "", text)
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r"[\s\u200c]*\s[\s\u200c]*", " ", text).strip(" \u200c")
    return re.sub("\u200c+", "\u200c", text)
