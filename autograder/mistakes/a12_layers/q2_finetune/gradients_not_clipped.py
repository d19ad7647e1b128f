"""
en: The gradients are never clipped; max_norm is ignored.
fa: گرادیان‌ها هیچ‌گاه محدود نمی‌شوند و max_norm نادیده گرفته می‌شود.
check: test_gradients_are_clipped_together
"""


def train_epoch(model, batches, optimizer, scheduler=None, max_norm=1.0):
    model.train()
    losses = []
    for batch in batches:
        optimizer.zero_grad()
        loss = model(**batch).loss
        loss.backward()
        optimizer.step()
        if scheduler is not None:
            scheduler.step()
        losses.append(loss.item())
    return losses
