"""
en: A random first head is drawn and its neighbours go with it; those at the ends are rarely reached.
fa: یک سر آغاز به تصادف انتخاب می‌شود و همسایه‌هایش با آن می‌روند؛ سرهای کناری کمتر نوبتشان می‌شود.
check: test_every_head_is_equally_likely
"""

import torch


def choose_heads(num_layers, num_heads, fraction, generator):
    count = round(fraction * num_heads)
    if not 0 <= fraction < 1 or count >= num_heads:
        raise ValueError(f"a share of {fraction}")
    starts = torch.randint(0, num_heads - count + 1, (num_layers,), generator=generator).tolist()
    return {layer: list(range(start, start + count)) for layer, start in enumerate(starts)}
