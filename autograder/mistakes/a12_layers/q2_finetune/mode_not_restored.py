"""
en: predict leaves the model in evaluation mode, so that the training after it runs without dropout.
fa: predict مدل را در حالت ارزیابی رها می‌کند و آموزشِ پس از آن بدون دراپ‌اوت است.
check: test_modes_in_training_and_prediction
"""

import torch


def predict(model, batches):
    model.eval()
    with torch.no_grad():
        return torch.cat([model(**batch).logits for batch in batches])
