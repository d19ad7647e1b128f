"""
en: Each row is trained on the label of its neighbour in the batch.
fa: هر سطر با برچسبِ سطر کناری‌اش در دسته آموزش می‌بیند.
check: test_the_loop_learns_entailment
training: yes
"""

import torch


def train_epoch(model, batches, optimizer, scheduler=None, max_norm=1.0):
    model.train()
    losses = []
    for batch in batches:
        optimizer.zero_grad()
        loss = model(**{**batch, "labels": batch["labels"].roll(1)}).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        optimizer.step()
        losses.append(loss.item())
    return losses
