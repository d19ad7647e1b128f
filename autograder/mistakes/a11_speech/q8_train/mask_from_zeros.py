"""
en: The mask is made from the samples that are not zero, so that silence counts as padding.
fa: ماسک از نمونه‌های ناصفر ساخته می‌شود و سکوت هم پدینگ به حساب می‌آید.
check: test_masks_come_from_the_lengths
"""

import torch


def _inputs(waveforms, lengths, chosen):
    sizes = torch.as_tensor(lengths)[chosen]
    longest = int(sizes.max())
    mask = (waveforms[chosen, :longest] != 0).long()
    return {
        "input_values": waveforms[chosen.to(waveforms.device), :longest],
        "attention_mask": mask.to(waveforms.device),
    }
