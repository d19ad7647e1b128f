"""
en: The last, smaller batch is dropped.
fa: دستهٔ آخر که کوچک‌تر است کنار گذاشته می‌شود.
check: test_vectors_do_not_depend_on_batch_mates
"""

import torch


def embed(model, tokenizer, texts, batch_size=32, max_length=128):
    was_training = model.training
    model.eval()
    rows = []
    try:
        with torch.inference_mode():
            for start in range(0, len(texts) - len(texts) % batch_size, batch_size):
                batch = tokenizer(
                    list(texts[start : start + batch_size]),
                    truncation=True,
                    max_length=max_length,
                    padding="longest",
                    return_tensors="pt",
                ).to(next(model.parameters()).device)
                states = model(**batch).last_hidden_state
                rows.append(masked_mean(states, batch["attention_mask"]).cpu())
    finally:
        model.train(was_training)
    return torch.cat(rows)
