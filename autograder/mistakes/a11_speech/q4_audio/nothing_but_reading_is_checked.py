"""
en: What soundfile reads is taken as it is: no samples, NaN and infinity pass.
fa: هر چه soundfile بخواند پذیرفته شده: بی‌نمونه، NaN و بی‌نهایت رد می‌شوند.
check: test_broken_files_are_named
"""


def load_audio(path, sampling_rate=16_000):
    try:
        frames, rate = soundfile.read(path, dtype="float32", always_2d=True)
    except soundfile.LibsndfileError as error:
        raise AudioError(str(error)) from error
    mono = frames.mean(axis=1)
    return mono if rate == sampling_rate else librosa.resample(mono, orig_sr=rate, target_sr=sampling_rate)
