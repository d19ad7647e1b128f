"""
en: The texts are taken in file order: right answers, but short texts are computed with the padding of long ones.
fa: متن‌ها به ترتیب پرونده برداشته می‌شوند: پاسخ درست است ولی متن کوتاه با پدینگ متن بلند حساب می‌شود.
check: test_prediction_keeps_the_order
"""

import torch


def predict(model, tokenizer, examples, batch_size=60):
    device = next(model.parameters()).device
    was_training = model.training
    model.eval()
    with torch.inference_mode():
        parts = [
            model(**_padded(tokenizer, examples[start : start + batch_size], device)).logits.cpu()
            for start in range(0, len(examples), batch_size)
        ]
    model.train(was_training)
    return torch.cat(parts)
