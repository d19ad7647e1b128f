"""Question 5: waveforms of unequal lengths as one batch, and which of HuBERT's frames are real then."""

from collections.abc import Sequence

import numpy as np
import torch
from jaxtyping import Bool, Float32, Int
from torch import Tensor


def collate(
    waveforms: Sequence[Float32[np.ndarray, " n"] | Float32[Tensor, " n"]], length: int | None = None
) -> dict[str, Tensor]:
    """Stack waveforms of unequal lengths, in the order in which they come.

    Args:
        waveforms: at least one, each with float32 samples (n,), arrays or tensors; none of them is changed.
        length: T, in samples. None: the longest of this batch. Otherwise every batch is exactly so long, and a
            waveform that has more samples keeps its first `length`.

    Returns:
        `{"input_values": float32 (B, T), "attention_mask": int64 (B, T)}`: the samples as they are, then zeros on the
        right; the mask is 1 on the samples of the waveform and 0 on the padding. A sample that happens to be 0.0,
        in a pause for example, is a sample: the mask comes from the lengths and not from the values.

    Raises:
        ValueError: there is no waveform, whether `length` is given or not.

    Example:
        >>> collate([np.float32([0.5, 0.0]), np.float32([0.1, 0.2, 0.3])])
        {'input_values': tensor([[0.5000, 0.0000, 0.0000], [0.1000, 0.2000, 0.3000]]),
         'attention_mask': tensor([[1, 1, 0], [1, 1, 1]])}
    """
    # BEGIN SOLUTION
    if not len(waveforms):
        raise ValueError("a batch needs at least one waveform")
    kept = [torch.as_tensor(waveform)[:length] for waveform in waveforms]
    width = max(map(len, kept)) if length is None else length
    batch = torch.zeros(len(kept), width)
    mask = torch.zeros(len(kept), width, dtype=torch.int64)
    for row, waveform in enumerate(kept):
        batch[row, : len(waveform)] = waveform
        mask[row, : len(waveform)] = 1
    return {"input_values": batch, "attention_mask": mask}
    # END SOLUTION


def feature_lengths(
    lengths: Int[Tensor, " batch"], kernels: Sequence[int], strides: Sequence[int]
) -> Int[Tensor, " batch"]:
    """Count the frames that a stack of convolutions makes of so many samples.

    A convolution of kernel k and stride s without padding makes ⌊(n − k) / s⌋ + 1 frames of n ≥ k samples or frames,
    and none of fewer. The layers follow each other: each one sees the frames of the one before it.

    Args:
        lengths: int64, in samples, 0 or more each; an hour of speech has more than 2²⁴ of them, which float32 does
            not count any more. The tensor is left as it is.
        kernels: of the layers, in order; HuBERT's are `encoder.config.conv_kernel`, (10, 3, 3, 3, 3, 2, 2).
        strides: of the same layers; HuBERT's are `encoder.config.conv_stride`, (5, 2, 2, 2, 2, 2, 2).

    Returns:
        int64 (B,): whole numbers that are exact for any length, and 0, never less, for what is too short.

    Raises:
        ValueError: not as many kernels as strides.

    Source:
        Baevski et al., "wav2vec 2.0" (2020), section 2 and appendix B: HuBERT's convolutions are the same.
    """
    # BEGIN SOLUTION
    for kernel, stride in zip(kernels, strides, strict=True):
        lengths = ((lengths - kernel) // stride + 1).clamp(min=0)
    return lengths.long()
    # END SOLUTION


def feature_mask(
    attention_mask: Int[Tensor, "batch samples"] | Bool[Tensor, "batch samples"],
    kernels: Sequence[int],
    strides: Sequence[int],
) -> Bool[Tensor, "batch frames"]:
    """Turn a mask of samples into a mask of frames.

    A frame is real if every sample that it sees is real. So the real frames of a row are those that its waveform
    would have alone, without any padding: `feature_lengths` counts them.

    Args:
        attention_mask: (B, T), integer or bool, padding on the right.
        kernels: of the layers, in order.
        strides: of the same layers.

    Returns:
        bool (B, F), where F is how many frames there are of T samples: True on the real frames of each row, which
        come first. A row that is too short for a single frame is False everywhere. (transformers' own
        `_get_feature_vector_attention_mask` calls nearly all frames of such a row real.)
    """
    # BEGIN SOLUTION
    total = torch.tensor([attention_mask.shape[1]], device=attention_mask.device)
    frames = int(feature_lengths(total, kernels, strides))
    real = feature_lengths(attention_mask.long().sum(1), kernels, strides)
    return torch.arange(frames, device=attention_mask.device) < real[:, None]  # (F,) < (B, 1) → (B, F)
    # END SOLUTION


def receptive_field(kernels: Sequence[int], strides: Sequence[int]) -> tuple[int, int]:
    """Tell which samples a frame sees.

    Args:
        kernels: of the layers, in order.
        strides: of the same layers.

    Returns:
        (size, step), two ints: frame i sees the samples i · step to i · step + size − 1. For HuBERT that is (400, 320): at
        16 kHz a frame sees 25 ms, and there is one every 20 ms.

    Raises:
        ValueError: not as many kernels as strides.

    Example:
        >>> receptive_field([3, 2], [2, 2])      # two neighbours of the first layer see 3 + 2 samples
        (5, 4)
    """
    # BEGIN SOLUTION
    size, step = 1, 1
    for kernel, stride in zip(kernels, strides, strict=True):
        size += (kernel - 1) * step
        step *= stride
    return size, step
    # END SOLUTION
