"""
en: The losses of the batches are averaged, a small last batch counting in full.
fa: هزینهٔ دسته‌ها میانگین گرفته می‌شود و دستهٔ کوچک آخر به اندازهٔ بقیه می‌شمارد.
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
        total += loss.item()
        count += 1
    return total / count
