"""
en: The loss is measured again after the step, which looks better than it is.
fa: هزینه بعد از گام دوباره اندازه گرفته می‌شود و بهتر از آنچه هست به نظر می‌آید.
check: test_an_epoch_is_one_step_a_batch
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
        if scheduler is not None:
            scheduler.step()
        total += model(**batch).loss.item() * len(batch["labels"])
        count += len(batch["labels"])
    return total / count
