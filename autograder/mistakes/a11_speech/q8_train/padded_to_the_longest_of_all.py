"""
en: Batches keep the padding up to the longest clip of the whole set.
fa: دسته‌ها پدینگ را تا بلندترین قطعهٔ کل مجموعه نگه می‌دارند.
check: test_masks_come_from_the_lengths
"""

import torch


def _inputs(waveforms, lengths, chosen):
    sizes = torch.as_tensor(lengths)[chosen]
    longest = waveforms.shape[1]
    mask = (torch.arange(longest) < sizes[:, None]).long()
    return {
        "input_values": waveforms[chosen.to(waveforms.device), :longest],
        "attention_mask": mask.to(waveforms.device),
    }
