"""
en: zero_grad is forgotten, so that each step also uses the gradients of all steps before it.
fa: zero_grad فراموش شده است و هر گام گرادیان همهٔ گام‌های پیشین را هم به کار می‌برد.
check: test_steps_equal_plain_gradient_descent
"""

import torch


def train_epoch(model, batches, optimizer, scheduler=None, max_norm=1.0):
    model.train()
    losses = []
    for batch in batches:
        loss = model(**batch).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        optimizer.step()
        if scheduler is not None:
            scheduler.step()
        losses.append(loss.item())
    return losses
