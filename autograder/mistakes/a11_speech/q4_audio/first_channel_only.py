"""
en: The first channel stands for all of them.
fa: کانال نخست به جای همه گرفته شده است.
check: test_formats_and_channels
"""

_right_load = load_audio


def load_audio(path, sampling_rate=16_000):
    _right_load(path, sampling_rate)
    frames, rate = soundfile.read(path, dtype="float32", always_2d=True)
    mono = np.ascontiguousarray(frames[:, 0])
    return mono if rate == sampling_rate else librosa.resample(mono, orig_sr=rate, target_sr=sampling_rate)
