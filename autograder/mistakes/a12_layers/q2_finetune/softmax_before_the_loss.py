"""
en: The softmax is applied before the cross-entropy, which takes it once more: the gradients shrink.
fa: پیش از cross-entropy یک softmax اعمال شده و cross-entropy هم یکی می‌گیرد: گرادیان‌ها کوچک می‌شوند.
check: test_steps_equal_plain_gradient_descent
"""

import torch


def train_epoch(model, batches, optimizer, scheduler=None, max_norm=1.0):
    model.train()
    losses = []
    for batch in batches:
        optimizer.zero_grad()
        output = model(**{key: values for key, values in batch.items() if key != "labels"})
        loss = torch.nn.functional.cross_entropy(output.logits.softmax(dim=-1), batch["labels"])
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        optimizer.step()
        if scheduler is not None:
            scheduler.step()
        losses.append(loss.item())
    return losses
