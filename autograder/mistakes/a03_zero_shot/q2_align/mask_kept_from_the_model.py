"""
en: The attention mask is used for the mean but not passed to the model, which attends to padding.
fa: attention mask در میانگین به کار می‌رود ولی به مدل داده نمی‌شود و مدل به پدینگ توجه می‌کند.
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
                    truncation=True,
                    max_length=max_length,
                    padding="longest",
                    return_tensors="pt",
                ).to(next(model.parameters()).device)
                states = model(batch["input_ids"]).last_hidden_state
                rows.append(masked_mean(states, batch["attention_mask"]).cpu())
    finally:
        model.train(was_training)
    return torch.cat(rows)
