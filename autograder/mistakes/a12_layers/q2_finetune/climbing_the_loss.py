"""
en: The sign of the loss is turned: the loop climbs where it should descend.
fa: علامت loss برعکس است: حلقه به جای پایین رفتن بالا می‌رود.
check: test_the_loop_learns_entailment
training: yes
"""

import torch


def train_epoch(model, batches, optimizer, scheduler=None, max_norm=1.0):
    model.train()
    losses = []
    for batch in batches:
        optimizer.zero_grad()
        loss = -model(**batch).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        optimizer.step()
        losses.append(loss.item())
    return losses
