"""
en: Only the token ids are passed: the model attends to padding and takes both sentences for one.
fa: فقط شناسهٔ توکن‌ها داده می‌شود: مدل به پدینگ توجه می‌کند و دو جمله را یکی می‌گیرد.
check: test_padding_does_not_move_a_prediction
"""

import torch


def predict(model, batches):
    was_training = model.training
    model.eval()
    with torch.inference_mode():
        logits = torch.cat([model(batch["input_ids"]).logits for batch in batches])
    model.train(was_training)
    return logits
