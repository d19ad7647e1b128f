"""
en: The heads are drawn from the global state of torch, not from the generator.
fa: سرها از حالت سراسری torch قرعه‌کشی می‌شوند، نه از generator.
check: test_heads_are_drawn_for_each_layer
"""

import torch


def choose_heads(num_layers, num_heads, fraction, generator):
    count = round(fraction * num_heads)
    if not 0 <= fraction < 1 or count >= num_heads:
        raise ValueError(f"a share of {fraction}")
    return {layer: sorted(torch.randperm(num_heads)[:count].tolist()) for layer in range(num_layers)}
