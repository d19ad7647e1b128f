"""Question 4 with SoundFile, scipy's polyphase resampler, array splitting and torch's padding."""

from math import gcd
from pathlib import Path

import numpy as np
import soundfile
import torch
from scipy.signal import resample_poly
from torch.nn.utils.rnn import pad_sequence


class AudioError(ValueError):
    """A recording cannot be used."""


def load_audio(path, sampling_rate=16_000):
    name = Path(path).name
    try:
        with soundfile.SoundFile(path) as sound:
            rate, announced = sound.samplerate, sound.frames
            frames = sound.read(dtype="float64", always_2d=True)
    except RuntimeError as error:
        raise AudioError(f"{name}: {error}") from None
    if len(frames) == 0 or len(frames) != announced:
        raise AudioError(f"{name}: {len(frames)} of {announced} samples")
    mono = frames.sum(axis=1) / frames.shape[1]
    if not np.isfinite(mono.sum()):
        raise AudioError(f"{name}: not all samples are numbers")
    common = gcd(rate, sampling_rate)
    if rate != sampling_rate:
        mono = resample_poly(mono, sampling_rate // common, rate // common)
    return mono.astype("float32")


def normalise(samples):
    mean = samples.mean(dtype=np.float64)
    centred = samples - mean
    deviation = np.sqrt(np.mean(centred * centred))
    return np.float32(centred / deviation) if deviation >= 1e-8 else np.zeros(len(samples), np.float32)


def cut(samples, seconds=5.0, sampling_rate=16_000, min_seconds=1.0):
    size = int(seconds * sampling_rate + 0.5)
    pieces = np.split(samples, range(size, len(samples), size))
    too_short = len(pieces[-1]) < int(min_seconds * sampling_rate + 0.5)
    return pieces[:-1] if too_short and len(pieces) > 1 else pieces


def pad(segments, length):
    if max(map(len, segments)) > length:
        raise ValueError(f"longer than {length}")
    rows = [torch.tensor(segment) for segment in segments]
    full = torch.zeros(length)
    batch = pad_sequence([*rows, full], batch_first=True)[:-1]
    mask = pad_sequence([*map(torch.ones_like, rows), full], batch_first=True)[:-1]
    return batch, mask.to(torch.int64)
