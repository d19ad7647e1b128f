"""
en: The mask is where the samples are not 0, so that pauses count as padding.
fa: ماسک جایی است که نمونه 0 نیست؛ پس سکوت‌ها پُرکننده به حساب می‌آیند.
check: test_a_batch_is_as_long_as_its_longest
"""

import torch


def collate(waveforms, length=None):
    if not len(waveforms):
        raise ValueError("no waveforms")
    kept = [torch.as_tensor(waveform)[:length] for waveform in waveforms]
    width = max(map(len, kept)) if length is None else length
    batch = torch.zeros(len(kept), width)
    for row, waveform in zip(batch, kept, strict=True):
        row[: len(waveform)] = waveform
    return {"input_values": batch, "attention_mask": (batch != 0).long()}
