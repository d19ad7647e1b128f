"""
en: ZWNJ is taken for white space, so that «می‌روم» becomes two words.
fa: نیم‌فاصله فاصله به حساب می‌آید و «می‌روم» دو واژه می‌شود.
check: test_blanks_and_zwnj
"""

import re
import unicodedata


def normalise(text):
    text = unicodedata.normalize("NFC", text)
    text = text.translate(str.maketrans("\u064a\u0649\u0643\u0629", "\u06cc\u06cc\u06a9\u0647"))
    text = text.translate(str.maketrans("0123456789٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹" * 2))
    text = re.sub("[\u0640\u200e\u200f\u00ad\u064b-\u0652\u0670]", "", text)
    return re.sub(r"[\s\u200c]+", " ", unicodedata.normalize("NFC", text)).strip()
