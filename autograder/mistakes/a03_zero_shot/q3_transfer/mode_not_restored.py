"""
en: predict leaves the model in evaluation mode.
fa: predict مدل را در حالت ارزیابی رها می‌کند.
check: test_predictions_are_in_order
"""

import torch


def predict(model, tokenizer, texts, batch_size=64):
    device = next(model.parameters()).device
    batches = make_batches(encode(tokenizer, texts), None, batch_size, tokenizer.pad_token_id)
    model.eval()
    try:
        with torch.inference_mode():
            logits = [
                model(**{key: value.to(device) for key, value in batch.items()}).logits.cpu()
                for batch in batches
            ]
    finally:
        model.eval()
    return torch.cat(logits)
