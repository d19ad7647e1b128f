"""
en: There are 128 mel bands, too many for so short a window: many of them are empty.
fa: 128 باند مل هست که برای پنجره‌ای چنین کوتاه زیاد است و بسیاری خالی می‌مانند.
check: test_mfccs_are_in_step_with_hubert
"""

import librosa
import torch


def mfcc_features(samples, rate=16_000, window=400, hop=320):
    if len(samples) < window:
        return torch.empty(0, 39)
    mfcc = librosa.feature.mfcc(
        y=samples.numpy(), sr=rate, n_mfcc=13, n_mels=128, n_fft=window, hop_length=hop, center=False
    )
    static = torch.from_numpy(mfcc).float().T
    first = _differences(static)
    return torch.cat([static, first, _differences(first)], dim=1)
