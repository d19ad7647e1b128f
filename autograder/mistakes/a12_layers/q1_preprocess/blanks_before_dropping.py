"""
en: Blanks are joined before the invisible characters go, which leaves two blanks or a stray ZWNJ behind.
fa: فاصله‌ها پیش از حذف نویسه‌های نامرئی یکی می‌شوند؛ دو فاصله یا نیم‌فاصلهٔ سرگردان به جا می‌ماند.
check: test_normalising_twice_changes_nothing
"""

import re
import unicodedata


def normalise(text):
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r"[\s\u200c]*\s[\s\u200c]*", " ", text).strip(" \u200c")
    text = re.sub("\u200c+", "\u200c", text)
    text = text.translate(str.maketrans("\u064a\u0649\u0643\u0629", "\u06cc\u06cc\u06a9\u0647"))
    text = text.translate(str.maketrans("0123456789٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹" * 2))
    text = re.sub("[\u0640\u200e\u200f\u00ad\u064b-\u0652\u0670]", "", text)
    return unicodedata.normalize("NFC", text)
