"""
en: Every combining mark is dropped after decomposing (NFD), so that آ loses its madda and ئ its hamza.
fa: متن تجزیه می‌شود (NFD) و همهٔ نشانه‌های ترکیبی حذف می‌شوند؛ «آ» مد و «ئ» همزه‌اش را از دست می‌دهد.
check: test_invisible_characters_go_and_letters_stay
"""

import re
import unicodedata


def normalise(text):
    text = "".join(
        letter for letter in unicodedata.normalize("NFD", text) if unicodedata.category(letter) != "Mn"
    )
    text = text.translate(str.maketrans("\u064a\u0649\u0643\u0629", "\u06cc\u06cc\u06a9\u0647"))
    text = text.translate(str.maketrans("0123456789٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹" * 2))
    text = re.sub("[\u0640\u200e\u200f\u00ad]", "", text)
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r"[\s\u200c]*\s[\s\u200c]*", " ", text).strip(" \u200c")
    return re.sub("\u200c+", "\u200c", text)
