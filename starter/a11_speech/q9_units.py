"""Question 9: what HuBERT was trained on: units found by k-means in MFCCs, masked spans, and the loss on them."""

from collections.abc import Sequence
from typing import Any

import librosa
import torch
from jaxtyping import Bool, Float, Int
from sklearn.cluster import KMeans
from torch import Tensor
from torch.nn import functional

# How many frames to each side the differences look.
REACH = 2


def mfcc_features(
    samples: Float[Tensor, " n"], rate: int = 16_000, window: int = 400, hop: int = 320
) -> Float[Tensor, "frames 39"]:
    """Describe a recording by 39 numbers for each frame of HuBERT.

    At 16 kHz a frame of HuBERT sees 400 samples (25 ms) and the next one starts 320 samples (20 ms) later. So frame
    f is about the samples f · hop to f · hop + window − 1, and there are

        F = 1 + (n − window) // hop    frames, none if n < window,

    which is what the convolutions of HuBERT make of n samples. Nothing is padded to either side
    (`center=False`): with librosa's default each row would belong to a point in time half a window earlier.

    Columns 0 to 12 are 13 MFCCs: `librosa.feature.mfcc` with `n_mfcc=13`, 40 mel bands, `n_fft` and window
    length `window`, and everything else as librosa has it. Columns 13 to 25 are their first differences: with r =
    `REACH` = 2 and the rows before the first and after the last taken equal to these,

        d[f] = Σ k · (c[f + k] − c[f − k]) / (2 · Σ k²)    sums over k = 1 … r,

    the slope of the line through 5 rows. Columns 26 to 38 are the same differences of columns 13 to 25.

    Args:
        samples: mono sound, float32.
        rate: samples per second.
        window: samples that a frame sees.
        hop: samples from one frame to the next.

    Returns:
        float32, one row a frame.

    Source:
        Hsu et al., "HuBERT: Self-Supervised Speech Representation Learning by Masked Prediction of Hidden Units"
        (2021), section IV.B: 39-dimensional MFCC features for the first round of clustering.
    """
    raise NotImplementedError("q9_units.mfcc_features")


def fit_units(features: Float[Tensor, "n d"], units: int, seed: int) -> Float[Tensor, "units d"]:
    """Find units of sound by k-means.

    Of 10 starts by k-means++, each followed by Lloyd's steps until nothing moves any more, the one with the lowest sum
    of squared distances counts. (scikit-learn's KMeans does all of this if you ask it to.)

    Args:
        features: one row a frame, of all recordings together.
        units: how many units.
        seed: of the starts; the same features and seed give the same centroids, the global random state is not used.

    Returns:
        float32 centroids, in any order: each is the mean of the rows that are nearer to it than to any other.

    Raises:
        ValueError: there are fewer rows than units.
    """
    raise NotImplementedError("q9_units.fit_units")


def assign_units(features: Float[Tensor, "n d"], centroids: Float[Tensor, "units d"]) -> Int[Tensor, " n"]:
    """Name each frame by the unit whose centroid is nearest.

    Args:
        features: one row a frame; there may be tens of thousands.
        centroids: as `fit_units` returns them.

    Returns:
        int64 numbers of rows of `centroids`, nearest by Euclidean distance; of several that are equally near the one
        with the lowest number. Memory grows like n · units: a tensor (n, units, d) would not fit.
    """
    raise NotImplementedError("q9_units.assign_units")


def span_mask(
    lengths: Sequence[int], probability: float, span: int, generator: torch.Generator
) -> Bool[Tensor, "batch longest"]:
    """Choose spans of frames that the model will not see and has to predict.

    In a row of `length` frames, a span may start at each of the frames 0 to length − span, where there is room for the
    whole of it. Each of them starts a span with `probability`, independently of all others, and the frames start to
    start + span − 1 are masked. Spans may overlap. If no span started in a row, one of its places is drawn
    uniformly, so that each row has something to predict. A row shorter than `span` has no place for a span, and
    none of it is masked.

    So `probability` is that of a start, not the share of masked frames: far from the ends a frame is masked unless
    none of `span` places started, with probability 1 − (1 − probability)^span. With wav2vec 2.0's 0.065 and 10
    that is 0.49.

    Args:
        lengths: frames of each row, without padding.
        probability: that a span starts at a place, from 0 to 1.
        span: frames in a span, at least 1.
        generator: draws everything; the same state gives the same mask.

    Returns:
        (B, longest of the lengths), True where a frame is masked. Padding is never masked.

    Source:
        Baevski et al., "wav2vec 2.0" (2020), section 3.1 and appendix A; Hsu et al., "HuBERT" (2021), section II.B.
    """
    raise NotImplementedError("q9_units.span_mask")


def masked_prediction_loss(
    hidden: Float[Tensor, "batch frames d"],
    projection: Float[Tensor, "e d"],
    embeddings: Float[Tensor, "units e"],
    targets: Int[Tensor, "batch frames"],
    mask: Bool[Tensor, "batch frames"],
    temperature: float = 0.1,
) -> Float[Tensor, ""]:
    """Score how well the hidden states of masked frames tell the units that were hidden there.

    With o the hidden state of a frame, A the projection and e_c the embedding of unit c, the model says unit c with
    the probability

        p(c) = exp(cos(A o, e_c) / temperature) / Σ over units u of exp(cos(A o, e_u) / temperature),

    where cos is the cosine of the angle between two vectors (their product over their lengths).

    Args:
        hidden: (B, F, D), what the encoder makes of the masked input.
        projection: (E, D), the matrix A.
        embeddings: (K, E), the row c is e_c.
        targets: (B, F), the unit of each frame, 0 to K − 1 where `mask` is True. Elsewhere it may be anything.
        mask: (B, F), True on masked frames, as `span_mask` returns it.
        temperature: what the cosines are divided by.

    Returns:
        The mean of −ln p(target) over the masked frames, and over nothing else: whatever stands in the other frames
        (seen ones, padding, even NaN) changes neither the loss nor its gradients. Without a single masked frame it
        is 0, and can still be propagated back.

    Source:
        Hsu et al., "HuBERT" (2021), section II.B and equation 3.
    """
    raise NotImplementedError("q9_units.masked_prediction_loss")
