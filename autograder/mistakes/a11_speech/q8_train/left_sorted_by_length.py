"""
en: Clips are sorted by length to save padding, and the logits are never put back in order.
fa: قطعه‌ها برای پدینگ کمتر به ترتیب طول مرتب می‌شوند و لاجیت‌ها به ترتیب اول برنمی‌گردند.
check: test_predictions_are_in_order
"""

import torch


def predict(model, waveforms, lengths, batch_size=32):
    was_training = model.training
    model.eval()
    try:
        with torch.inference_mode():
            parts = [
                model(**_inputs(waveforms, lengths, chosen)).logits
                for chosen in torch.as_tensor(lengths).argsort().split(batch_size)
            ]
    finally:
        model.train(was_training)
    return torch.cat(parts)
