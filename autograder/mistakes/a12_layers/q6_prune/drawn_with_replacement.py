"""
en: The heads are drawn with replacement: one may come twice, and fewer are pruned.
fa: سرها با جایگذاری قرعه‌کشی می‌شوند: یکی شاید دو بار بیاید و کمتر هرس شود.
check: test_heads_are_drawn_for_each_layer
"""

import torch


def choose_heads(num_layers, num_heads, fraction, generator):
    count = round(fraction * num_heads)
    if not 0 <= fraction < 1 or count >= num_heads:
        raise ValueError(f"a share of {fraction}")
    return {
        layer: sorted(torch.randint(0, num_heads, (count,), generator=generator).tolist())
        for layer in range(num_layers)
    }
