"""
en: The heads are drawn once and pruned in every layer alike.
fa: سرها یک بار قرعه‌کشی و در همهٔ لایه‌ها همان‌ها هرس می‌شوند.
check: test_heads_are_drawn_for_each_layer
"""

import torch


def choose_heads(num_layers, num_heads, fraction, generator):
    count = round(fraction * num_heads)
    if not 0 <= fraction < 1 or count >= num_heads:
        raise ValueError(f"a share of {fraction}")
    chosen = sorted(torch.randperm(num_heads, generator=generator)[:count].tolist())
    return {layer: list(chosen) for layer in range(num_layers)}
