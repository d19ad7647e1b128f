"""
en: The decay is counted from step 0 instead of from the end of the warm-up: the rate jumps down at the peak.
fa: کاهش به جای پایانِ گرم شدن از گام 0 شمرده می‌شود و نرخ در اوج ناگهان می‌افتد.
check: test_schedule_rises_and_falls
"""

from torch.optim.lr_scheduler import LambdaLR


def linear_schedule(optimizer, warmup_steps, total_steps):
    if not 0 <= warmup_steps <= total_steps:
        raise ValueError("warm-up")

    def factor(step):
        if step < warmup_steps:
            return step / warmup_steps
        return max(0.0, (total_steps - step) / total_steps)

    return LambdaLR(optimizer, factor)
