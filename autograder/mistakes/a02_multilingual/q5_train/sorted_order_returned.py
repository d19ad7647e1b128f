"""
en: The logits are returned in the order of the sorted texts.
fa: لاجیت‌ها به ترتیب متن‌های مرتب‌شده برگردانده می‌شوند.
check: test_prediction_keeps_the_order
"""

import torch


def predict(model, tokenizer, examples, batch_size=60):
    device = next(model.parameters()).device
    ordered = sorted(examples, key=lambda example: len(example["input_ids"]))
    was_training = model.training
    model.eval()
    with torch.inference_mode():
        parts = [
            model(**_padded(tokenizer, ordered[start : start + batch_size], device)).logits.cpu()
            for start in range(0, len(ordered), batch_size)
        ]
    model.train(was_training)
    return torch.cat(parts)
