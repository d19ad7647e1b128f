"""
en: NFKC in place of NFC: ², ½ and ﷲ become other characters.
fa: NFKC به‌جای NFC: نویسه‌های ² و ½ و ﷲ چیز دیگری می‌شوند.
check: test_everything_else_stays
"""

import unicodedata


def normalise(text):
    table = str.maketrans("\u064a\u0643" + "0123456789" + "٠١٢٣٤٥٦٧٨٩", "\u06cc\u06a9" + 2 * "۰۱۲۳۴۵۶۷۸۹")
    return " ".join(unicodedata.normalize("NFKC", text).translate(table).split())
