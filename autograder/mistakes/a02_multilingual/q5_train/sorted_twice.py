"""
en: The logits are indexed by the order instead of being written back to it, which sorts them once more.
fa: لاجیت‌ها به جای نوشته شدن در جای خود با همان ترتیب نمایه می‌شوند و یک بار دیگر مرتب می‌شوند.
check: test_prediction_keeps_the_order
"""

import torch


def predict(model, tokenizer, examples, batch_size=60):
    device = next(model.parameters()).device
    order = sorted(range(len(examples)), key=lambda index: len(examples[index]["input_ids"]))
    was_training = model.training
    model.eval()
    with torch.inference_mode():
        parts = [
            model(
                **_padded(tokenizer, [examples[index] for index in order[start : start + batch_size]], device)
            ).logits.cpu()
            for start in range(0, len(order), batch_size)
        ]
    model.train(was_training)
    return torch.cat(parts)[torch.tensor(order)]
