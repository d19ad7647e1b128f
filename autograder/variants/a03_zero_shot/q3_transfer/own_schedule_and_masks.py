"""Rates set by hand, the loss taken from the logits, the best weights kept one by one, and batches made without a library."""

import math
from collections import OrderedDict

import torch
from torch.nn.functional import cross_entropy


def encode(tokenizer, texts, max_length=128):
    return [tokenizer(text, truncation="longest_first", max_length=max_length).input_ids for text in texts]


def make_batches(encoded, labels, batch_size, pad_id, generator=None):
    order = list(range(len(encoded)))
    if generator is not None:
        order = torch.rand(len(encoded), generator=generator).argsort().tolist()
    batches = []
    while order:
        chosen, order = order[:batch_size], order[batch_size:]
        longest = max(len(encoded[index]) for index in chosen)
        ids = torch.full((len(chosen), longest), pad_id)
        mask = torch.zeros_like(ids)
        for row, index in enumerate(chosen):
            ids[row, : len(encoded[index])] = torch.as_tensor(encoded[index])
            mask[row, : len(encoded[index])] = 1
        batches.append({"input_ids": ids, "attention_mask": mask})
        if labels is not None:
            batches[-1]["labels"] = torch.tensor([labels[index] for index in chosen])
    return batches


@torch.no_grad()
def predict(model, tokenizer, texts, batch_size=64):
    mode, device = model.training, next(model.parameters()).device
    model.train(False)
    rows = []
    for batch in make_batches(encode(tokenizer, texts), None, batch_size, tokenizer.pad_token_id):
        output = model(batch["input_ids"].to(device), batch["attention_mask"].to(device))
        rows.extend(output.logits.cpu())
    model.train(mode)
    return torch.stack(rows)


def watch_inputs(model):
    seen = []

    def note(module, arguments, keywords, output):
        ids, mask = keywords["input_ids"].tolist(), keywords["attention_mask"].tolist()
        seen.extend(
            [token for token, real in zip(row, kept, strict=True) if real]
            for row, kept in zip(ids, mask, strict=True)
        )

    return seen, model.register_forward_hook(note, with_kwargs=True)


def foreign_texts(seen, allowed):
    allowed = [list(text) for text in allowed]
    found = []
    for text in map(list, seen):
        if text not in allowed and text not in found:
            found.append(text)
    return found


def train_on_source(
    model,
    tokenizer,
    train_rows,
    validation_rows,
    steps=220,
    batch_size=16,
    lr=6e-4,
    warmup=20,
    evaluate_every=55,
    seed=0,
):
    device = next(model.parameters()).device
    number = {label: index for index, label in enumerate(LABELS)}
    texts, labels = zip(*((row["source"], number[row["category"]]) for row in train_rows), strict=True)
    unseen, answers = zip(*((row["source"], number[row["category"]]) for row in validation_rows), strict=True)
    ids = encode(tokenizer, texts)
    optimizer = torch.optim.AdamW(
        filter(lambda weight: weight.requires_grad, model.parameters()), lr=lr, weight_decay=0.01
    )
    generator = torch.Generator()
    generator.manual_seed(seed)
    waiting, losses, validation = [], [], []
    best = (math.inf, steps, None)
    for step in range(steps):
        if not waiting:
            waiting = make_batches(ids, labels, batch_size, tokenizer.pad_token_id, generator)
        batch = {key: value.to(device) for key, value in waiting.pop(0).items()}
        for group in optimizer.param_groups:
            group["lr"] = lr * (1 if warmup == 0 else min(1, (step + 1) / warmup)) * (steps - step) / steps
        model.train()
        loss = cross_entropy(model(batch["input_ids"], batch["attention_mask"]).logits, batch["labels"])
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), max_norm=1.0)
        optimizer.step()
        optimizer.zero_grad()
        losses.append(float(loss.detach()))
        done = step + 1
        if done == steps or done % evaluate_every == 0:
            value = float(cross_entropy(predict(model, tokenizer, unseen), torch.tensor(answers)))
            validation.append([done, value])
            if not math.isnan(value) and value < best[0]:
                weights = OrderedDict(
                    (key, value.detach().clone()) for key, value in model.state_dict().items()
                )
                best = (value, done, weights)
    if best[2] is not None:
        model.load_state_dict(best[2])
    return {"losses": losses, "validation": validation, "best_step": best[1]}


def score_languages(model, tokenizer, rows):
    scores = {}
    for key, side in (("in_distribution", "source"), ("out_of_distribution", "targets")):
        said = predict(model, tokenizer, [row[side] for row in rows]).argmax(1).tolist()
        scores[key] = sum(
            LABELS[label] == row["category"] for label, row in zip(said, rows, strict=True)
        ) / len(rows)
    scores["gap"] = scores["in_distribution"] - scores["out_of_distribution"]
    return scores
