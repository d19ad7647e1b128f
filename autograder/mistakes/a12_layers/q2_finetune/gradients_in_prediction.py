"""
en: predict records gradients: memory grows with every batch.
fa: predict گرادیان نگه می‌دارد و با هر دسته حافظه بیشتر می‌شود.
check: test_modes_in_training_and_prediction
"""

import torch


def predict(model, batches):
    was_training = model.training
    model.eval()
    logits = torch.cat([model(**batch).logits for batch in batches])
    model.train(was_training)
    return logits.detach()
