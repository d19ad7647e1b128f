"""
en: Each recording is divided by its loudest sample: the level is lost.
fa: هر ضبط بر بلندترین نمونه‌اش بخش شده: بلندی صدا از دست می‌رود.
check: test_formats_and_channels
"""

_right_load = load_audio


def load_audio(path, sampling_rate=16_000):
    samples = _right_load(path, sampling_rate)
    return samples / max(float(np.abs(samples).max()), 1e-9)
