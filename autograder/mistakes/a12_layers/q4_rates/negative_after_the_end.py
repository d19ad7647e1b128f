"""
en: Past the last step the factor goes below zero, and training runs backwards.
fa: پس از گام آخر ضریب منفی می‌شود و آموزش وارونه پیش می‌رود.
check: test_schedule_rises_and_falls
"""

from torch.optim.lr_scheduler import LambdaLR


def linear_schedule(optimizer, warmup_steps, total_steps):
    if not 0 <= warmup_steps <= total_steps:
        raise ValueError("warm-up")

    def factor(step):
        if step < warmup_steps:
            return step / warmup_steps
        return (total_steps - step) / max(1, total_steps - warmup_steps)

    return LambdaLR(optimizer, factor)
