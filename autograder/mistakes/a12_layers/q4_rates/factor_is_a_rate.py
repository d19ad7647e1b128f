"""
en: The function returns a rate, which LambdaLR multiplies with the group's own rate once more.
fa: تابع خود نرخ را برمی‌گرداند و LambdaLR آن را دوباره در نرخ گروه ضرب می‌کند.
check: test_schedule_rises_and_falls
"""

from torch.optim.lr_scheduler import LambdaLR


def linear_schedule(optimizer, warmup_steps, total_steps):
    if not 0 <= warmup_steps <= total_steps:
        raise ValueError("warm-up")

    rate = optimizer.param_groups[0]["lr"]

    def factor(step):
        if step < warmup_steps:
            return rate * step / warmup_steps
        return rate * max(0.0, (total_steps - step) / max(1, total_steps - warmup_steps))

    return LambdaLR(optimizer, factor)
