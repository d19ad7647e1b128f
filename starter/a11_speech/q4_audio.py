"""Question 4: recordings of any format as mono samples at one rate, normalised, cut into segments and padded."""

from collections.abc import Sequence
from pathlib import Path

import librosa
import numpy as np
import soundfile
import torch
from jaxtyping import Float, Float32, Int64
from torch import Tensor

Samples = Float32[np.ndarray, " n"]


class AudioError(ValueError):
    """A recording cannot be used; the message names its file."""


def load_audio(path: Path | str, sampling_rate: int = 16_000) -> Samples:
    """Read a recording as mono samples at a given rate.

    Args:
        path: a sound file of any format that soundfile reads (WAV and FLAC among them), with any number of
            channels, any sample format (8, 16, 24 bits, float) and any rate.
        sampling_rate: of what is returned, in Hz.

    Returns:
        float32 samples (n,), full scale being −1 … 1 whatever the sample format of the file. Channels are
        averaged: of two that cancel each other, silence is left. The rate is changed by a resampler that keeps
        pitch, level and duration (n is seconds · sampling_rate within two samples) and that removes what the
        new rate cannot express, above half of it, instead of folding it back as a false tone. Silence and a
        recording of 20 ms are recordings like any other.

    Raises:
        AudioError: the file is not there, empty, cut off (a FLAC; of a cut-off WAV soundfile reads what is left),
            not a sound file at all, holds no samples, or a sample that is NaN or infinite. The message contains
            the file's name, because a run over thousands of files must say which one it was.
    """
    raise NotImplementedError("q4_audio.load_audio")


def normalise(samples: Samples) -> Samples:
    """Shift and scale a recording to mean 0 and variance 1, as HuBERT was pretrained on.

    Mean and standard deviation (dividing by n) are computed in float64: a recording with a constant offset has
    lost them in float32. There is no ε in the divisor: a whisper becomes as loud as a shout.

    Args:
        samples: float32 (n,), n ≥ 1; left as they are.

    Returns:
        float32 (n,): (samples − mean) / standard deviation. Where the standard deviation is below 1e-8, in silence
        and in any other constant, all zeros.

    Source:
        Hsu et al., "HuBERT" (2021); `Wav2Vec2FeatureExtractor` with `do_normalize`, which adds 1e-7 to the variance.
    """
    raise NotImplementedError("q4_audio.normalise")


def cut(
    samples: Samples, seconds: float = 5.0, sampling_rate: int = 16_000, min_seconds: float = 1.0
) -> list[Samples]:
    """Cut a recording into segments of equal length, one after the other.

    Args:
        samples: (n,), n ≥ 1.
        seconds: the length of a segment; in samples it is rounded to the nearest whole number.
        sampling_rate: samples per second.
        min_seconds: how long the rest at the end must be to make a segment of its own, rounded likewise.

    Returns:
        The segments in order of time, without gap or overlap. The rest is the last segment if it has at least
        `min_seconds`, and is dropped otherwise. A recording that is shorter than a segment is its only segment,
        however short it is, because a recording without a segment would vanish.
    """
    raise NotImplementedError("q4_audio.cut")


def pad(
    segments: Sequence[Samples], length: int
) -> tuple[Float[Tensor, "n length"], Int64[Tensor, "n length"]]:
    """Fill segments up with zeros on the right, so that they stack.

    Args:
        segments: samples of unequal lengths, none of them longer than `length`.
        length: in samples.

    Returns:
        The segments as one float32 tensor, and a mask of the same shape, int64: 1 where there is a sample of the
        segment, be it 0.0, and 0 in the padding.

    Raises:
        ValueError: a segment is longer than `length`; samples are never cut off silently.
    """
    raise NotImplementedError("q4_audio.pad")
