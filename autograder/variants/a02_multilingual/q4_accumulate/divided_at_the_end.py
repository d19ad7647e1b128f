"""Sums of losses are propagated back as they come, and the gradients divided by the number of targets before the step."""

import torch


def split_batch(batch, size):
    if size < 1:
        raise ValueError("size")
    mask = batch["attention_mask"]
    rows = torch.arange(len(mask))
    pieces = []
    for chosen in rows.chunk(-(-len(rows) // size)) if len(rows) % size == 0 else rows.split(size):
        used = mask[chosen].any(dim=0).nonzero().max() + 1
        piece = {}
        for key, values in batch.items():
            part = values[chosen]
            piece[key] = part[:, :used].clone() if part.shape[1:] == mask.shape[1:] else part
        pieces.append(piece)
    return pieces


def count_targets(labels):
    return labels.numel() - labels.eq(-100).sum().item()


def accumulate_gradients(model, micro_batches):
    earlier = [None if p.grad is None else p.grad.clone() for p in model.parameters()]
    model.zero_grad(set_to_none=True)
    loss, targets = _add(model, micro_batches)
    for parameter, before in zip(model.parameters(), earlier, strict=True):
        if parameter.grad is not None:
            parameter.grad.div_(targets)
            if before is not None:
                parameter.grad.add_(before)
        else:
            parameter.grad = before
    return loss / targets if targets else float("nan")


def _add(model, micro_batches):
    loss, targets = 0.0, 0
    for batch in micro_batches:
        count = count_targets(batch["labels"])
        if count == 0:
            continue
        total = model(**batch).loss * count
        total.backward()
        loss, targets = loss + total.item(), targets + count
    return loss, targets


def train_accumulated(model, micro_batches, optimizer, scheduler=None, *, accumulate=4, max_norm=1.0):
    if accumulate < 1:
        raise ValueError("accumulate")
    losses, loss, targets, waiting = [], 0.0, 0, 0
    model.train()
    optimizer.zero_grad()

    def finish():
        nonlocal loss, targets, waiting
        if targets:
            for group in optimizer.param_groups:
                for parameter in group["params"]:
                    if parameter.grad is not None:
                        parameter.grad.div_(targets)
            torch.nn.utils.clip_grad_norm_(model.parameters(), max_norm)
            optimizer.step()
            if scheduler:
                scheduler.step()
            losses.append(loss / targets)
        optimizer.zero_grad()
        loss, targets, waiting = 0.0, 0, 0

    for batch in micro_batches:
        more, count = _add(model, [batch])
        loss, targets, waiting = loss + more, targets + count, waiting + 1
        if waiting == accumulate:
            finish()
    if waiting:
        finish()
    return losses
