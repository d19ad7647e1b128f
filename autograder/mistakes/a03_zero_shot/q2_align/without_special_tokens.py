"""
en: The special tokens are left out: the encoder never saw a text begin without them.
fa: توکن‌های ویژه کنار گذاشته می‌شوند: رمزگذار هرگز متنی بدون آن‌ها ندیده است.
check: test_vectors_do_not_depend_on_batch_mates
"""

import torch


def embed(model, tokenizer, texts, batch_size=32, max_length=128):
    was_training = model.training
    model.eval()
    rows = []
    try:
        with torch.inference_mode():
            for start in range(0, len(texts), batch_size):
                batch = tokenizer(
                    list(texts[start : start + batch_size]),
                    add_special_tokens=False,
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
