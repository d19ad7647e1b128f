"""Discrete units of speech for masked prediction: k-means over MFCC, over pitch and energy, and over their course."""

from __future__ import annotations

import numpy as np

RATE = 16_000
HOP = 320
# The receptive field of HuBERT's convolutions: with it there are as many frames as the model has.
WINDOW = 400
UNITS = {"sound": 100, "melody": 50, "manner": 50}
_AROUND = 41
_PITCH_WINDOW = 960
_LOWEST, _HIGHEST = 60.0, 480.0


def frames_of(samples: int) -> int:
    """How many frames HuBERT's convolutions make of so many samples."""
    return max(0, (samples - WINDOW) // HOP + 1)


def sounds(audio: np.ndarray) -> np.ndarray:
    """13 MFCC with first and second differences, (frames, 39)."""
    import librosa

    options = {"n_fft": WINDOW, "hop_length": HOP, "center": False, "n_mels": 40}
    mfcc = librosa.feature.mfcc(y=audio, sr=RATE, n_mfcc=13, **options)
    first, second = (librosa.feature.delta(mfcc, width=9, order=order, mode="nearest") for order in (1, 2))
    return np.concatenate([mfcc, first, second]).T.astype(np.float32)


def melodies(audio: np.ndarray) -> np.ndarray:
    """Pitch, how periodic the frame is, energy, brightness, and how they move, (frames, 8).

    Pitch is in octaves, held where there is no voice; energy is relative to the recording.
    """
    count = frames_of(len(audio))
    around = (_PITCH_WINDOW - WINDOW) // 2
    padded = np.pad(audio.astype(np.float64), (around, _PITCH_WINDOW))
    frames = np.lib.stride_tricks.sliding_window_view(padded, _PITCH_WINDOW)[: count * HOP : HOP]
    frames = (frames - frames.mean(axis=1, keepdims=True)) * np.hanning(_PITCH_WINDOW)
    spectrum = np.abs(np.fft.rfft(frames, 2 * _PITCH_WINDOW)) ** 2
    window = np.abs(np.fft.rfft(np.hanning(_PITCH_WINDOW), 2 * _PITCH_WINDOW)) ** 2
    lags = np.arange(int(RATE / _HIGHEST), int(RATE / _LOWEST))
    # Divided by the window's own correlation, a periodic frame has about one at its period.
    correlation = np.fft.irfft(spectrum)[:, [0, *lags]] / np.fft.irfft(window)[[0, *lags]]
    scaled = correlation[:, 1:] / (correlation[:, :1] + 1e-9)
    # Of peaks that are nearly as high, the one with the shortest period is the pitch and not its multiple.
    best = lags[np.argmax(scaled - 0.0004 * lags, axis=1)]
    periodic = scaled[np.arange(count), best - lags[0]].clip(0, 1)
    energy = np.log(frames.var(axis=1) + 1e-9)
    voiced = (periodic > 0.6) & (energy > energy.max() - 6)
    pitch = np.log2(RATE / best)
    places = np.flatnonzero(voiced)
    held = np.interp(np.arange(count), places, pitch[places]) if len(places) else np.full(count, 7.0)
    bins = spectrum.shape[1]
    bright = np.log(spectrum[:, bins // 8 :].sum(axis=1) + 1e-9) - np.log(spectrum.sum(axis=1) + 1e-9)
    energy = energy - energy.mean()
    columns = [
        held,
        periodic,
        energy,
        bright,
        _change(held, 4),
        _change(held, 12),
        _change(energy, 4),
        voiced,
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def manners(melody: np.ndarray) -> np.ndarray:
    """How it is said around each frame, from its `melodies`: means and spreads over 0.8 seconds, (frames, 7)."""
    from scipy.ndimage import uniform_filter1d

    means = uniform_filter1d(melody.astype(np.float64), _AROUND, axis=0)
    # A running mean of squares can come out a hair below zero.
    spreads = np.sqrt(uniform_filter1d((melody - means) ** 2, _AROUND, axis=0).clip(min=0.0))
    pitch, periodic, energy, bright, slope = 0, 1, 2, 3, 5
    columns = [means[:, [pitch, periodic, bright, slope]], spreads[:, [pitch, energy, bright]]]
    return np.concatenate(columns, axis=1).astype(np.float32)


def all_units(recordings: list[np.ndarray], seed: int) -> dict[str, list[np.ndarray]]:
    """The units of each kind of each recording's frames."""
    melody = [melodies(audio) for audio in recordings]
    features = {
        "sound": [sounds(audio) for audio in recordings],
        "melody": melody,
        "manner": [manners(rows) for rows in melody],
    }
    return {name: quantise(features[name], count, seed) for name, count in UNITS.items()}


def _change(values: np.ndarray, width: int) -> np.ndarray:
    """The difference between the frame `width` later and the one as much earlier."""
    padded = np.pad(values, width, mode="edge")
    return padded[2 * width :] - padded[: -2 * width]


def quantise(features: list[np.ndarray], units: int, seed: int) -> list[np.ndarray]:
    """The k-means unit of each frame of each recording, after scaling each column to unit variance."""
    from sklearn.cluster import MiniBatchKMeans

    together = np.concatenate(features)
    mean, spread = together.mean(axis=0), together.std(axis=0) + 1e-6
    means = MiniBatchKMeans(units, batch_size=4096, n_init="auto", max_iter=40, random_state=seed)
    found = means.fit_predict((together - mean) / spread)
    return np.split(found.astype(np.int64), np.cumsum([len(rows) for rows in features])[:-1])
