"""
en: The texts are stripped of their blanks in reading; reading should not clean.
fa: فاصله‌های دو سر متن هنگام خواندن حذف می‌شود؛ خواندن نباید پاک‌سازی کند.
check: test_texts_stay_as_they_are
"""


def _text(cell):
    return "" if cell is None else str(cell).strip()
