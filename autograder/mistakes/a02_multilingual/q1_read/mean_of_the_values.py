"""
en: The accuracies of the cue's values are averaged without weighing them by their rows.
fa: دقت مقدارهای نشانه بدون وزن دادن به شمار سطرهایشان میانگین گرفته می‌شود.
check: test_a_cue_is_worth_what_it_gives_away
"""

from collections import Counter


def cue_accuracy(cues, labels):
    if not cues or len(cues) != len(labels):
        raise ValueError("cues and labels do not match")
    shares = []
    for value in set(cues):
        counts = Counter(label for cue, label in zip(cues, labels, strict=True) if cue == value)
        shares.append(max(counts.values()) / len(labels))
    return sum(shares) / len(shares)
