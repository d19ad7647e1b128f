"""
en: 80 % of the speakers are taken for 80 % of the recordings.
fa: هشتاد درصد گوینده‌ها به جای هشتاد درصد ضبط‌ها گرفته شده است.
check: test_speakers_stay_together
"""

import random


def speaker_split(speakers, seed, shares=(0.8, 0.1, 0.1)):
    _check_shares(shares)
    names = sorted(set(speakers))
    random.Random(seed).shuffle(names)
    splits, start = [], 0
    for size in _sizes(len(names), shares):
        chosen = set(names[start : start + size])
        splits.append([index for index, name in enumerate(speakers) if name in chosen])
        start += size
    return tuple(splits)
