"""
en: Only blanks are squeezed; line breaks, tabs and the no-break space stay.
fa: فقط فاصله‌ها فشرده می‌شوند؛ شکست سطر و تب و فاصلهٔ نشکن می‌مانند.
check: test_texts_get_one_spelling
"""

import re
import unicodedata


def normalise(text):
    table = str.maketrans("\u064a\u0643" + "0123456789" + "٠١٢٣٤٥٦٧٨٩", "\u06cc\u06a9" + 2 * "۰۱۲۳۴۵۶۷۸۹")
    return re.sub(" +", " ", unicodedata.normalize("NFC", text).translate(table)).strip(" ")
