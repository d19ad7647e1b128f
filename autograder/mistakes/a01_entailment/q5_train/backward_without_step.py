"""
en: The loss is computed and propagated back, but the optimiser never steps.
fa: هزینه حساب و پس‌انتشار می‌شود ولی بهینه‌ساز هیچ گامی برنمی‌دارد.
check: test_training_teaches_entailment
training: yes
"""


def train_epoch(model, batches, optimizer, scheduler=None, max_norm=1.0):
    model.train()
    total, count = 0.0, 0
    for batch in batches:
        optimizer.zero_grad()
        loss = model(**batch).loss
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        total += loss.item() * len(batch["labels"])
        count += len(batch["labels"])
    return total / count
