"""
en: The error says what is wrong, but not with which file.
fa: خطا می‌گوید چه مشکلی هست ولی نه در کدام پرونده.
check: test_broken_files_are_named
"""

_right_load = load_audio


def load_audio(path, sampling_rate=16_000):
    try:
        return _right_load(path, sampling_rate)
    except ValueError:
        raise AudioError("a recording cannot be read") from None
