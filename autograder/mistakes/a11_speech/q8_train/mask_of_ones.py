"""
en: The mask is 1 everywhere, on padding too.
fa: ماسک همه جا 1 است، حتی روی پدینگ.
check: test_masks_come_from_the_lengths
"""

import torch


def _inputs(waveforms, lengths, chosen):
    sizes = torch.as_tensor(lengths)[chosen]
    longest = int(sizes.max())
    mask = torch.ones(len(chosen), longest, dtype=torch.long)
    return {
        "input_values": waveforms[chosen.to(waveforms.device), :longest],
        "attention_mask": mask.to(waveforms.device),
    }
