"""
en: The gradients are clipped before backward, when there are none yet.
fa: گرادیان‌ها پیش از backward بریده می‌شوند، وقتی هنوز گرادیانی نیست.
check: test_an_epoch_is_one_step_a_batch
"""


def train_epoch(model, batches, optimizer, scheduler=None, max_norm=1.0):
    model.train()
    total, count = 0.0, 0
    for batch in batches:
        optimizer.zero_grad()
        loss = model(**batch).loss
        nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        loss.backward()
        optimizer.step()
        if scheduler is not None:
            scheduler.step()
        total += loss.item() * len(batch["labels"])
        count += len(batch["labels"])
    return total / count
