"""
en: The model stays in the mode it came in: without dropout where it was evaluated before.
fa: مدل در همان حالتی می‌ماند که آمد: اگر پیش‌تر ارزیابی شده باشد بی‌دراپ‌اوت.
check: test_micro_batches_are_read_once
"""

_switching = train_accumulated


def train_accumulated(model, micro_batches, optimizer, scheduler=None, *, accumulate=4, max_norm=1.0):
    switch, model.train = model.train, lambda mode=True: model
    try:
        return _switching(
            model, micro_batches, optimizer, scheduler, accumulate=accumulate, max_norm=max_norm
        )
    finally:
        model.train = switch
