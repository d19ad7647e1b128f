"""
en: zero_grad stands between backward and step: the step has nothing to apply.
fa: zero_grad میان backward و step آمده است: step چیزی برای اعمال کردن ندارد.
check: test_steps_equal_plain_gradient_descent
"""


def train_epoch(model, batches, optimizer, scheduler=None, max_norm=1.0):
    model.train()
    losses = []
    for batch in batches:
        loss = model(**batch).loss
        loss.backward()
        optimizer.zero_grad()
        optimizer.step()
        if scheduler is not None:
            scheduler.step()
        losses.append(loss.item())
    return losses
