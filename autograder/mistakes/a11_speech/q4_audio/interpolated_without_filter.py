"""
en: Samples are interpolated linearly: what is above the new Nyquist frequency folds back as a false tone.
fa: نمونه‌ها خطی درون‌یابی شده‌اند: آنچه بالای نایکوئیست تازه است تا می‌خورد و صدایی دروغین می‌شود.
check: test_resampling_keeps_what_is_heard
"""

_right_load = load_audio


def load_audio(path, sampling_rate=16_000):
    _right_load(path, sampling_rate)
    frames, rate = soundfile.read(path, dtype="float32", always_2d=True)
    count = round(len(frames) / rate * sampling_rate)
    times = np.arange(max(count, 1)) * rate / sampling_rate
    return np.interp(times, np.arange(len(frames)), frames.mean(axis=1)).astype(np.float32)
