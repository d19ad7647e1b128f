"""
en: predict never calls model.eval(): dropout makes its answers random.
fa: predict هرگز model.eval() را صدا نمی‌زند و دراپ‌اوت پاسخ‌هایش را تصادفی می‌کند.
check: test_prediction_keeps_order_and_mode
"""

import torch


def predict(model, pixel_values, batch_size=100):
    with torch.no_grad():
        return torch.cat([model(part).logits for part in pixel_values.split(batch_size)])
