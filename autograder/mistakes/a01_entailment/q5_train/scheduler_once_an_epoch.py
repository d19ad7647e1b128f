"""
en: The scheduler advances once an epoch.
fa: زمان‌بند در هر دوره یک بار جلو می‌رود.
check: test_the_scheduler_follows_the_steps
"""


def train_epoch(model, batches, optimizer, scheduler=None, max_norm=1.0):
    model.train()
    total, count = 0.0, 0
    for batch in batches:
        optimizer.zero_grad()
        loss = model(**batch).loss
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        optimizer.step()
        total += loss.item() * len(batch["labels"])
        count += len(batch["labels"])
    if scheduler is not None:
        scheduler.step()
    return total / count
