"""Counts frames from the receptive field in one division, and pads with torch's own functions."""

import math

import torch
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence


def collate(waveforms, length=None):
    waveforms = [
        torch.tensor(waveform) if not torch.is_tensor(waveform) else waveform for waveform in waveforms
    ]
    if waveforms == []:
        raise ValueError("an empty batch")
    values = pad_sequence(waveforms, batch_first=True)
    counts = torch.tensor([waveform.numel() for waveform in waveforms])
    if length is not None:
        values = functional.pad(values, (0, length - values.shape[1]))  # a negative amount cuts
    return {
        "input_values": values,
        "attention_mask": torch.less(torch.arange(values.shape[1]), counts.unsqueeze(1)).to(torch.int64),
    }


def feature_lengths(lengths, kernels, strides):
    size, step = receptive_field(kernels, strides)
    return torch.where(lengths < size, 0, torch.div(lengths - size, step, rounding_mode="floor") + 1)


def feature_mask(attention_mask, kernels, strides):
    size, step = receptive_field(kernels, strides)
    if attention_mask.shape[1] < size:
        return attention_mask.new_zeros((len(attention_mask), 0), dtype=torch.bool)
    return attention_mask.bool().unfold(1, size, step).all(-1)


def receptive_field(kernels, strides):
    if len(kernels) != len(strides):
        raise ValueError("each layer has a kernel and a stride")
    below = [math.prod(strides[:layer]) for layer in range(len(strides))]
    return 1 + sum((k - 1) * s for k, s in zip(kernels, below, strict=True)), math.prod(strides)
