"""
en: The padding stands before the samples, as generating language models want it.
fa: پُرکننده پیش از نمونه‌ها می‌آید، آن‌طور که مدل‌های زبانی مولد می‌خواهند.
check: test_a_batch_is_as_long_as_its_longest
"""

import torch


def collate(waveforms, length=None):
    if not len(waveforms):
        raise ValueError("no waveforms")
    kept = [torch.as_tensor(waveform)[:length] for waveform in waveforms]
    width = max(map(len, kept)) if length is None else length
    batch, mask = torch.zeros(len(kept), width), torch.zeros(len(kept), width, dtype=torch.int64)
    for row, waveform in enumerate(kept):
        batch[row, width - len(waveform) :] = waveform
        mask[row, width - len(waveform) :] = 1
    return {"input_values": batch, "attention_mask": mask}
