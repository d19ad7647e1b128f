"""
en: The scheduler steps once a micro-batch: the rate decays `accumulate` times too fast.
fa: زمان‌بند برای هر ریزدسته یک گام برمی‌دارد: نرخ `accumulate` برابر تندتر افت می‌کند.
check: test_the_scheduler_counts_steps
"""

_silent = train_accumulated


def train_accumulated(model, micro_batches, optimizer, scheduler=None, *, accumulate=4, max_norm=1.0):
    def counted():
        for index, batch in enumerate(micro_batches):
            if scheduler is not None and index:
                scheduler.step()
            yield batch

    return _silent(model, counted(), optimizer, accumulate=accumulate, max_norm=max_norm)
