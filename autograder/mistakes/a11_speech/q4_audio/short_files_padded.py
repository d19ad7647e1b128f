"""
en: Short recordings are filled up with zeros as soon as they are read, so that nobody knows their length any more.
fa: ضبط‌های کوتاه همان هنگام خواندن با صفر پر شده‌اند و دیگر کسی طولشان را نمی‌داند.
check: test_silence_and_short_files
"""

_right_load = load_audio


def load_audio(path, sampling_rate=16_000):
    samples = _right_load(path, sampling_rate)
    return np.pad(samples, (0, max(0, sampling_rate // 10 - len(samples))))
