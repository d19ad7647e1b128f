"""
en: predict leaves out the last, smaller batch.
fa: predict دستهٔ آخر را که کوچک‌تر است جا می‌اندازد.
check: test_prediction_keeps_order_and_mode
"""

import torch


def predict(model, pixel_values, batch_size=100):
    was_training = model.training
    model.eval()
    with torch.no_grad():
        logits = [
            model(pixel_values[start : start + batch_size]).logits
            for start in range(0, len(pixel_values) - batch_size + 1, batch_size)
        ]
    model.train(was_training)
    return torch.cat(logits)
