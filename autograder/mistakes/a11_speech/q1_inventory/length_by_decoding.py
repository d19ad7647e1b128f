"""
en: The samples are decoded to learn a length that the header states: slow, and a cut-off file has none.
fa: برای مدتی که در سرآیند هست همهٔ نمونه‌ها رمزگشایی می‌شود: کند است و پروندهٔ بریده مدتی ندارد.
check: test_recordings_are_listed
"""

import types

import soundfile as _soundfile


def _info(path):
    samples, rate = _soundfile.read(path)
    return types.SimpleNamespace(duration=len(samples) / rate)


soundfile = types.SimpleNamespace(info=_info, LibsndfileError=_soundfile.LibsndfileError)
