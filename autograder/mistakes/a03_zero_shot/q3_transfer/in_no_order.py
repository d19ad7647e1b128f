"""
en: The foreign texts are sorted by their ids; when they came is lost.
fa: متن‌های بیگانه بر پایهٔ شناسه مرتب می‌شوند و زمان آمدنشان گم می‌شود.
check: test_foreign_texts_are_found
"""


def foreign_texts(seen, allowed):
    known = {tuple(text) for text in allowed}
    strangers = sorted({tuple(text) for text in seen} - known)
    return [list(text) for text in strangers]
