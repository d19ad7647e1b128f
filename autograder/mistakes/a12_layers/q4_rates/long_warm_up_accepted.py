"""
en: A warm-up longer than the whole run is accepted: the full rate is never reached.
fa: گرم شدنِ بلندتر از کل اجرا پذیرفته می‌شود: نرخ کامل هرگز به دست نمی‌آید.
check: test_impossible_warm_ups_raise
"""

from torch.optim.lr_scheduler import LambdaLR


def linear_schedule(optimizer, warmup_steps, total_steps):
    def factor(step):
        if step < warmup_steps:
            return step / warmup_steps
        return max(0.0, (total_steps - step) / max(1, total_steps - warmup_steps))

    return LambdaLR(optimizer, factor)
