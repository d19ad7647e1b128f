"""
en: model.train() is forgotten: a model from from_pretrained is in evaluation mode and trains without dropout.
fa: model.train() فراموش شده است: مدلِ from_pretrained در حالت ارزیابی است و بدون دراپ‌اوت آموزش می‌بیند.
check: test_modes_in_training_and_prediction
"""

import torch


def train_epoch(model, batches, optimizer, scheduler=None, max_norm=1.0):
    losses = []
    for batch in batches:
        optimizer.zero_grad()
        loss = model(**batch).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        optimizer.step()
        if scheduler is not None:
            scheduler.step()
        losses.append(loss.item())
    return losses
