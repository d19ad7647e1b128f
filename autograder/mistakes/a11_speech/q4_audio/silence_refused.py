"""
en: A silent recording is taken for a broken one.
fa: ضبط ساکت، خراب شمرده شده است.
check: test_silence_and_short_files
"""

_right_load = load_audio


def load_audio(path, sampling_rate=16_000):
    samples = _right_load(path, sampling_rate)
    if len(samples) > 1000 and not samples.any():
        raise AudioError(f"{path} is silent")
    return samples
