"""Collates by hand, takes the loss from the logits, clips by hand, and counts a confusion matrix."""

import torch
from torch.nn.functional import cross_entropy, one_hot
from torch.nn.utils.rnn import pad_sequence


def encode_pairs(tokenizer, premises, hypotheses, max_length=64):
    pairs = list(zip(premises, hypotheses, strict=True))
    encoded = tokenizer(pairs, truncation=True, max_length=max_length, return_token_type_ids=True)
    ids = [torch.tensor(row) for row in encoded["input_ids"]]
    return {
        "input_ids": pad_sequence(ids, batch_first=True, padding_value=tokenizer.pad_token_id),
        "attention_mask": pad_sequence([torch.ones_like(row) for row in ids], batch_first=True),
        "token_type_ids": pad_sequence(
            [torch.tensor(row) for row in encoded["token_type_ids"]], batch_first=True
        ),
    }


def make_batches(encoded, labels, batch_size, generator):
    order = list(range(len(labels)))
    if generator is not None:
        order = torch.rand(len(labels), generator=generator).argsort().tolist()
    batches = []
    while order:
        chosen, order = order[:batch_size], order[batch_size:]
        batch = {key: torch.stack([values[i] for i in chosen]) for key, values in encoded.items()}
        batch["labels"] = labels[chosen]
        batches.append(batch)
    return batches


def train_epoch(model, batches, optimizer, scheduler=None, max_norm=1.0):
    losses = []
    optimizer.zero_grad()
    for batch in batches:
        if not model.training:
            model.train()
        inputs = dict(batch)
        labels = inputs.pop("labels")
        loss = cross_entropy(model(**inputs).logits, labels)
        loss.backward()
        gradients = [
            p.grad for group in optimizer.param_groups for p in group["params"] if p.grad is not None
        ]
        norm = torch.stack([gradient.norm() for gradient in gradients]).norm()
        if norm > max_norm:
            for gradient in gradients:
                gradient.mul_(max_norm / norm)
        optimizer.step()
        optimizer.zero_grad()
        if scheduler:
            scheduler.step()
        losses.append(float(loss.detach()))
    return losses


@torch.no_grad()
def predict(model, batches):
    mode = model.training
    model.train(False)
    rows = []
    for batch in batches:
        output = model(batch["input_ids"], batch["attention_mask"], batch["token_type_ids"])
        rows.extend(output.logits)
    model.train(mode)
    return torch.stack(rows)


def evaluate(logits, labels):
    classes = logits.shape[1]
    confusion = one_hot(labels, classes).T @ one_hot(logits.argmax(dim=1), classes)
    hits = confusion.diagonal().double()
    mentions = (confusion.sum(dim=0) + confusion.sum(dim=1)).double()
    f1 = (2 * hits / mentions)[mentions > 0]
    return {"accuracy": float(hits.sum() / confusion.sum()), "macro_f1": float(f1.mean())}
