"""
en: A recording shorter than min_seconds gives no segment at all and vanishes from the data.
fa: ضبطی کوتاه‌تر از min_seconds هیچ قطعه‌ای نمی‌دهد و از داده‌ها ناپدید می‌شود.
check: test_segments_account_for_every_sample
"""


def cut(samples, seconds=5.0, sampling_rate=16_000, min_seconds=1.0):
    size, least = round(seconds * sampling_rate), round(min_seconds * sampling_rate)
    pieces = (samples[start : start + size] for start in range(0, len(samples), size))
    return [piece for piece in pieces if len(piece) >= least]
