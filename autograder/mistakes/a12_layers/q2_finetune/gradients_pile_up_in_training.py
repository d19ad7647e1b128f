"""
en: zero_grad is forgotten: with AdamW the stale gradients drown what the new batch says.
fa: zero_grad فراموش شده است: در AdamW گرادیان‌های کهنه صدای دستهٔ تازه را خفه می‌کنند.
check: test_the_loop_learns_entailment
training: yes
"""


def train_epoch(model, batches, optimizer, scheduler=None, max_norm=1.0):
    model.train()
    losses = []
    for batch in batches:
        loss = model(**batch).loss
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
