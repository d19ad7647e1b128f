"""
en: Nobody calls model.train(): the model trains in the mode in which evaluation left it.
fa: کسی model.train() را صدا نمی‌زند: مدل در همان حالتی آموزش می‌بیند که ارزیابی گذاشته.
check: test_an_epoch_is_one_step_a_batch
"""


def train_epoch(model, batches, optimizer, scheduler=None, max_norm=1.0):
    total, count = 0.0, 0
    for batch in batches:
        optimizer.zero_grad()
        loss = model(**batch).loss
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        optimizer.step()
        if scheduler is not None:
            scheduler.step()
        total += loss.item() * len(batch["labels"])
        count += len(batch["labels"])
    return total / count
