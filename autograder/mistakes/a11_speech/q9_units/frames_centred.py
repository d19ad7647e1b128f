"""
en: librosa pads both sides by default: there are more rows than frames.
fa: librosa پیش‌فرض دو سر را پر می‌کند و سطرها از قاب‌ها بیشتر می‌شود.
check: test_mfccs_are_in_step_with_hubert
"""

import librosa
import torch


def mfcc_features(samples, rate=16_000, window=400, hop=320):
    if len(samples) < window:
        return torch.empty(0, 39)
    mfcc = librosa.feature.mfcc(
        y=samples.numpy(), sr=rate, n_mfcc=13, n_mels=40, n_fft=window, hop_length=hop
    )
    static = torch.from_numpy(mfcc).float().T
    first = _differences(static)
    return torch.cat([static, first, _differences(first)], dim=1)
