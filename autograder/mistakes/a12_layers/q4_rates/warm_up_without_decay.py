"""
en: The rate rises and then stays: the decay is missing.
fa: نرخ بالا می‌رود و همان‌جا می‌ماند؛ کاهش جا افتاده است.
check: test_schedule_rises_and_falls
"""

from torch.optim.lr_scheduler import LambdaLR


def linear_schedule(optimizer, warmup_steps, total_steps):
    if not 0 <= warmup_steps <= total_steps:
        raise ValueError("warm-up")

    return LambdaLR(optimizer, lambda step: min(1.0, step / max(1, warmup_steps)) if warmup_steps else 1.0)
