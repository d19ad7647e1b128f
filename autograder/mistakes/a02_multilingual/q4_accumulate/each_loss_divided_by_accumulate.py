"""
en: The loop of the tutorials: each loss divided by accumulate, a step when that many have come, none for what is left.
fa: حلقهٔ آموزش‌های رایج: هر loss بخش بر accumulate، گام وقتی همین شمار رسید، و هیچ گامی برای باقی‌مانده.
check: test_one_step_for_each_window
"""

from torch import nn


def train_accumulated(model, micro_batches, optimizer, scheduler=None, *, accumulate=4, max_norm=1.0):
    if accumulate < 1:
        raise ValueError(accumulate)
    model.train()
    optimizer.zero_grad()
    losses, running = [], 0.0
    for number, batch in enumerate(micro_batches, 1):
        loss = model(**batch).loss / accumulate
        loss.backward()
        running += loss.item()
        if number % accumulate == 0:
            nn.utils.clip_grad_norm_(model.parameters(), max_norm)
            optimizer.step()
            if scheduler is not None:
                scheduler.step()
            optimizer.zero_grad()
            losses.append(running)
            running = 0.0
    return losses
