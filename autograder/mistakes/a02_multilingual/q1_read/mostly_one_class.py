"""
en: A symbol is reported for the class that uses it most, though others use it as well.
fa: نشانه برای رده‌ای گزارش می‌شود که بیشتر به کارش می‌برد، هرچند رده‌های دیگر هم آن را دارند.
check: test_symbols_of_one_class_are_found
"""

from collections import Counter, defaultdict


def exclusive_symbols(texts, labels, min_rows=10):
    users = defaultdict(Counter)
    for text, label in zip(texts, labels, strict=True):
        for symbol in symbols(text):
            users[symbol][label] += 1
    found = {symbol: counts.most_common(1)[0] for symbol, counts in users.items()}
    return {
        symbol: {"label": label, "rows": rows} for symbol, (label, rows) in found.items() if rows >= min_rows
    }
