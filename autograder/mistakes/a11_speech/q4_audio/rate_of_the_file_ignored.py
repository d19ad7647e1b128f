"""
en: The samples of the file are returned as if they were at 16 kHz already.
fa: نمونه‌های پرونده طوری برگردانده شده که گویی از پیش 16 کیلوهرتز بوده‌اند.
check: test_resampling_keeps_what_is_heard
"""

_right_load = load_audio


def load_audio(path, sampling_rate=16_000):
    _right_load(path, sampling_rate)
    frames, _ = soundfile.read(path, dtype="float32", always_2d=True)
    return frames.mean(axis=1)
