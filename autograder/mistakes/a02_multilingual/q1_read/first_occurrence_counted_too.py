"""
en: All rows of a repeated pair are listed, also the first one, which repeats nothing.
fa: همهٔ سطرهای یک جفت تکراری فهرست می‌شوند، حتی نخستینشان که چیزی را تکرار نکرده است.
check: test_duplicates_are_pairs
"""

from collections import Counter

_right = find_duplicates


def find_duplicates(splits, clean=None):
    found = _right(splits, clean)
    for name, dataset in splits.items():
        pairs = [_pair(row, clean) for row in dataset]
        counts = Counter(pairs)
        found["within"][name] = [index for index, pair in enumerate(pairs) if counts[pair] > 1]
    return found
