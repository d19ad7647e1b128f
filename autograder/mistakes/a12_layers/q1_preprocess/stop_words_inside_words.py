"""
en: Stop words are removed as substrings, so that «آغاز» loses its «از».
fa: ایست‌واژه‌ها به صورت زیررشته حذف می‌شوند و «آغاز» بدون «از» می‌ماند.
check: test_stop_words_are_whole_words
"""


def remove_stop_words(text, stop_words):
    for word in stop_words:
        text = text.replace(word, "")
    return " ".join(text.split())
