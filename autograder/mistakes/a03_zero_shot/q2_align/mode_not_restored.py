"""
en: The model stays in evaluation mode, and the training that goes on has no dropout.
fa: مدل در حالت ارزیابی می‌ماند و آموزشِ پس از آن دراپ‌اوت ندارد.
check: test_modes_of_embedding
"""

import torch


def embed(model, tokenizer, texts, batch_size=32, max_length=128):
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
                states = model(**batch).last_hidden_state
                rows.append(masked_mean(states, batch["attention_mask"]).cpu())
    finally:
        model.eval()
    return torch.cat(rows)
