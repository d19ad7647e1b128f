"""
en: Every ZWNJ is removed, also those inside words.
fa: همهٔ نیم‌فاصله‌ها حذف می‌شوند، حتی آن‌ها که درون واژه‌اند.
check: test_cleaning_changes_spelling_alone
"""

_careful = clean


def clean(text):
    return _careful(text).replace(ZWNJ, "")
