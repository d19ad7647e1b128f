"""
en: Only the upper end is checked: a negative warm-up goes through.
fa: فقط کران بالا بررسی می‌شود و گرم شدنِ منفی رد نمی‌شود.
check: test_impossible_warm_ups_raise
"""

from torch.optim.lr_scheduler import LambdaLR


def linear_schedule(optimizer, warmup_steps, total_steps):
    if warmup_steps > total_steps:
        raise ValueError("warm-up")

    def factor(step):
        if step < warmup_steps:
            return step / warmup_steps
        return max(0.0, (total_steps - step) / max(1, total_steps - warmup_steps))

    return LambdaLR(optimizer, factor)
