"""
en: Each pair is trained on the label of its neighbour in the batch.
fa: هر جفت با برچسبِ همسایه‌اش در دسته آموزش می‌بیند.
check: test_training_teaches_entailment
training: yes
"""


def train_epoch(model, batches, optimizer, scheduler=None, max_norm=1.0):
    model.train()
    total, count = 0.0, 0
    for batch in batches:
        optimizer.zero_grad()
        loss = model(**{**batch, "labels": batch["labels"].roll(1)}).loss
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        optimizer.step()
        total += loss.item() * len(batch["labels"])
        count += len(batch["labels"])
    return total / count
