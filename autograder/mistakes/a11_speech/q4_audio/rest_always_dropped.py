"""
en: The rest at the end is dropped however long it is, and so is every short recording.
fa: باقی‌مانده هر چه باشد دور ریخته می‌شود و هر ضبط کوتاه هم.
check: test_segments_account_for_every_sample
"""


def cut(samples, seconds=5.0, sampling_rate=16_000, min_seconds=1.0):
    size = round(seconds * sampling_rate)
    return [samples[start : start + size] for start in range(0, len(samples) - size + 1, size)]
