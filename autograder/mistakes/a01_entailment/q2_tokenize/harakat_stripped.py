"""
en: Harakat, ة and tatweel are cleaned away, as in a12; here they stay.
fa: حرکت‌ها و ة و کشیده پاک می‌شوند؛ این‌جا باید بمانند.
check: test_everything_else_stays
"""

import re
import unicodedata


def normalise(text):
    table = str.maketrans("\u064a\u0643" + "0123456789" + "٠١٢٣٤٥٦٧٨٩", "\u06cc\u06a9" + 2 * "۰۱۲۳۴۵۶۷۸۹")
    text = re.sub("[\u0640\u064b-\u0652\u0670]", "", unicodedata.normalize("NFC", text).replace("ة", "ه"))
    return " ".join(text.translate(table).split())
