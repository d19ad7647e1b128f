"""
en: The loss is computed and propagated back, but the optimiser never steps.
fa: loss حساب و پس‌انتشار می‌شود ولی بهینه‌ساز هیچ گامی برنمی‌دارد.
check: test_the_loop_learns_entailment
training: yes
"""

import torch


def train_epoch(model, batches, optimizer, scheduler=None, max_norm=1.0):
    model.train()
    losses = []
    for batch in batches:
        optimizer.zero_grad()
        loss = model(**batch).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        losses.append(loss.item())
    return losses
