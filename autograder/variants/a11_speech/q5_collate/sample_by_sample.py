"""Finds the frames with real convolutions: a moving minimum over the mask, layer by layer; plain Python for the counts."""

import numpy as np
import torch


def collate(waveforms, length=None):
    rows = [np.asarray(waveform, dtype=np.float32) for waveform in waveforms]
    width = length if length is not None else max(row.size for row in rows)  # max of nothing is a ValueError
    if not rows:
        raise ValueError("nothing to collate")
    cut = [row[:width] for row in rows]
    values = np.stack([np.pad(row, (0, width - row.size)) for row in cut])
    mask = np.stack([np.r_[np.ones(row.size), np.zeros(width - row.size)] for row in cut])
    return {"input_values": torch.from_numpy(values), "attention_mask": torch.from_numpy(mask).long()}


def feature_lengths(lengths, kernels, strides):
    if len(kernels) != len(strides):
        raise ValueError(f"{len(kernels)} kernels, {len(strides)} strides")

    def count(samples):
        for layer in range(len(kernels)):
            if samples < kernels[layer]:
                return 0
            samples = (samples - kernels[layer]) // strides[layer] + 1
        return samples

    return torch.tensor([count(samples) for samples in lengths.tolist()], dtype=torch.int64)


def feature_mask(attention_mask, kernels, strides):
    real = attention_mask > 0
    for kernel, stride in zip(kernels, strides, strict=True):
        if real.shape[1] < kernel:
            return real[:, :0]
        real = real.unfold(1, kernel, stride).all(dim=2)
    return real


def receptive_field(kernels, strides):
    first, second = 1, 2  # how many samples one frame needs, and two
    for kernel, stride in reversed(list(zip(kernels, strides, strict=True))):
        first, second = (first - 1) * stride + kernel, (second - 1) * stride + kernel
    return first, second - first
