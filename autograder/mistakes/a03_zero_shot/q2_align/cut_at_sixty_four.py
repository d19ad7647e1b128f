"""
en: Texts are cut at 64 tokens, whatever is asked for: long ones lose their end.
fa: متن‌ها، هرچه خواسته شود، در 64 توکن بریده می‌شوند و بلندها پایانشان را از دست می‌دهند.
check: test_the_checkpoint_finds_translations
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
                    max_length=min(max_length, 64),
                    padding="longest",
                    return_tensors="pt",
                ).to(next(model.parameters()).device)
                states = model(**batch).last_hidden_state
                rows.append(masked_mean(states, batch["attention_mask"]).cpu())
    finally:
        model.train(was_training)
    return torch.cat(rows)
