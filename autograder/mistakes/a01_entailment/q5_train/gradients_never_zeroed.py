"""
en: zero_grad is forgotten: each step also uses the gradients of all steps before it.
fa: zero_grad فراموش شده: هر گام گرادیان همهٔ گام‌های پیشین را هم به کار می‌برد.
check: test_an_epoch_is_one_step_a_batch
"""


def train_epoch(model, batches, optimizer, scheduler=None, max_norm=1.0):
    model.train()
    total, count = 0.0, 0
    for batch in batches:
        loss = model(**batch).loss
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        optimizer.step()
        if scheduler is not None:
            scheduler.step()
        total += loss.item() * len(batch["labels"])
        count += len(batch["labels"])
    return total / count
