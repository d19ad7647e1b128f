"""
en: Occurrences are counted and not texts: one text full of a rare letter is enough.
fa: رخدادها شمرده می‌شوند و نه متن‌ها: یک متن پر از حرفی کمیاب بس است.
check: test_symbols_of_one_class_are_found
"""

from collections import Counter, defaultdict


def exclusive_symbols(texts, labels, min_rows=10):
    users = defaultdict(Counter)
    for text, label in zip(texts, labels, strict=True):
        for symbol in symbols(text):
            users[symbol][label] += max(1, text.count(symbol))
    return {
        symbol: {"label": next(iter(counts)), "rows": counts.total()}
        for symbol, counts in users.items()
        if len(counts) == 1 and counts.total() >= min_rows
    }
