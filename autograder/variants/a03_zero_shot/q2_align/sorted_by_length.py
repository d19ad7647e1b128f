"""One matrix product for the mean, batches of like length, library cosines, and ties broken by counting rivals."""

import torch
from torch.nn import functional


def masked_mean(hidden, mask):
    share = mask.to(hidden.dtype) / mask.sum(1, keepdim=True).clamp_min(1).to(hidden.dtype)
    return torch.bmm(share[:, None, :], hidden).squeeze(1)


@torch.no_grad()
def embed(model, tokenizer, texts, batch_size=32, max_length=128):
    mode = model.training
    model.train(False)
    encoded = [tokenizer(text, truncation=True, max_length=max_length)["input_ids"] for text in texts]
    order = sorted(range(len(texts)), key=lambda index: len(encoded[index]))
    vectors = {}
    for start in range(0, len(order), batch_size):
        chosen = order[start : start + batch_size]
        batch = tokenizer.pad({"input_ids": [encoded[index] for index in chosen]}, return_tensors="pt")
        batch = batch.to(next(model.parameters()).device)
        ids, mask = batch["input_ids"], batch["attention_mask"]
        states = model(input_ids=ids, attention_mask=mask).last_hidden_state
        vectors.update(zip(chosen, masked_mean(states, mask).cpu(), strict=True))
    model.train(mode)
    return torch.stack([vectors[index] for index in range(len(texts))])


def cosine(a, b):
    return functional.normalize(a, dim=1, eps=1e-30) @ functional.normalize(b, dim=1, eps=1e-30).mT


def aligned_cosine(source, targets):
    centred = [vectors - torch.mean(vectors, 0, keepdim=True) for vectors in (source, targets)]
    return cosine(*centred)


def retrieval_accuracy(scores, pairs=None):
    n = len(scores)
    pairs = pairs or [(f"source {i}", f"target {i}") for i in range(n)]
    answer = {}
    for key, table in (("forward", scores), ("backward", scores.mT)):
        total = 0.0
        for i, row in enumerate(table.tolist()):
            best = max(row)
            tied = [j for j, score in enumerate(row) if best - score <= 1e-6]
            total += sum(any(x == y for x, y in zip(pairs[i], pairs[j], strict=True)) for j in tied) / len(
                tied
            )
        answer[key] = total / n
    return answer
