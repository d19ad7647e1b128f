"""
en: The permutation leaves out the last head, which is never pruned.
fa: جایگشت سر آخر را جا می‌اندازد و آن سر هرگز هرس نمی‌شود.
check: test_every_head_is_equally_likely
"""

import torch


def choose_heads(num_layers, num_heads, fraction, generator):
    count = round(fraction * num_heads)
    if not 0 <= fraction < 1 or count >= num_heads:
        raise ValueError(f"a share of {fraction}")
    return {
        layer: sorted((torch.randperm(num_heads - 1, generator=generator)[:count]).tolist())
        for layer in range(num_layers)
    }
