"""
en: The ZWNJ becomes a blank, and one word becomes two.
fa: نیم‌فاصله فاصله می‌شود و یک واژه دو تا.
check: test_everything_else_stays
"""

import unicodedata


def normalise(text):
    table = str.maketrans("\u064a\u0643" + "0123456789" + "٠١٢٣٤٥٦٧٨٩", "\u06cc\u06a9" + 2 * "۰۱۲۳۴۵۶۷۸۹")
    return " ".join(unicodedata.normalize("NFC", text).translate(table).replace("\u200c", " ").split())
