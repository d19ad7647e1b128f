"""
en: Nothing refuses an empty batch but the search for its longest waveform: with a fixed length it passes.
fa: دستهٔ خالی را تنها یافتن بلندترین شکل‌موج رد می‌کند: با طول ثابت پذیرفته می‌شود.
check: test_a_fixed_length_cuts_and_fills
"""

import torch


def collate(waveforms, length=None):
    if length is None:
        length = max(len(waveform) for waveform in waveforms)
    values, mask = torch.zeros(len(waveforms), length), torch.zeros(len(waveforms), length, dtype=torch.int64)
    for row, waveform in enumerate(waveforms):
        kept = torch.as_tensor(waveform)[:length]
        values[row, : len(kept)], mask[row, : len(kept)] = kept, 1
    return {"input_values": values, "attention_mask": mask}
