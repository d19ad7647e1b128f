"""
en: All combining marks go, and with them the madda of an alef written in two parts.
fa: همهٔ نشانه‌های ترکیبی می‌روند و با آن‌ها مدِ الفی که دوتکه نوشته شده است.
check: test_cleaning_changes_spelling_alone
"""

import unicodedata

_careful = clean


def clean(text):
    decomposed = unicodedata.normalize("NFD", text)
    return _careful("".join(c for c in decomposed if not unicodedata.combining(c)))
