"""
en: model.eval() is never called: dropout makes the vectors random.
fa: model.eval() هرگز صدا زده نمی‌شود و دراپ‌اوت بردارها را تصادفی می‌کند.
check: test_modes_of_embedding
"""

import torch


def embed(model, tokenizer, texts, batch_size=32, max_length=128):
    was_training = model.training
    rows = []
    try:
        with torch.inference_mode():
            for start in range(0, len(texts), batch_size):
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
