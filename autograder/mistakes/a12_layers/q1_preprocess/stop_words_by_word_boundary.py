"""
en: A regular expression's word boundary also stands beside a ZWNJ, so that «می‌رود» loses its «می».
fa: مرز واژه در عبارت باقاعده کنار نیم‌فاصله هم هست و «می‌رود» «می» خود را از دست می‌دهد.
check: test_stop_words_are_whole_words
"""

import re


def remove_stop_words(text, stop_words):
    text = re.sub(r"\b(" + "|".join(map(re.escape, sorted(stop_words))) + r")\b", " ", text)
    return " ".join(text.split())
