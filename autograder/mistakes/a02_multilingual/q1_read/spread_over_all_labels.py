"""
en: For each value of the cue the share of the whole set's commonest label is taken, not that of its own.
fa: برای هر مقدار نشانه سهم پرشمارترین برچسب کل مجموعه گرفته می‌شود، نه برچسب پرشمار همان مقدار.
check: test_a_cue_is_worth_what_it_gives_away
"""

from collections import Counter


def cue_accuracy(cues, labels):
    if not cues or len(cues) != len(labels):
        raise ValueError("cues and labels do not match")
    return Counter(labels).most_common(1)[0][1] / len(labels)
