"""
en: A longer waveform keeps its last samples instead of its first.
fa: شکل‌موج بلندتر به جای نمونه‌های نخست، نمونه‌های آخرش را نگه می‌دارد.
check: test_a_fixed_length_cuts_and_fills
"""

import torch


def collate(waveforms, length=None):
    if not waveforms:
        raise ValueError("no waveforms")
    if length is None:
        length = max(len(waveform) for waveform in waveforms)
    values, mask = torch.zeros(len(waveforms), length), torch.zeros(len(waveforms), length, dtype=torch.int64)
    for row, waveform in enumerate(waveforms):
        kept = torch.as_tensor(waveform)[-length:]
        values[row, : len(kept)], mask[row, : len(kept)] = kept, 1
    return {"input_values": values, "attention_mask": mask}
